import { transformSync } from 'esbuild';
import { parseAst } from 'vitest/node';
import { mutantsOf } from './mutants.mjs';
import { named } from './names.mjs';

/**
 * A TypeScript source with a fault in it, as JavaScript that imports and exports as it does.
 *
 * @throws where the mutant's name is not there: it is of another source.
 */
export function sourceWith({ file, name }, source) {
  const { code } = transformSync(source, {
    loader: 'ts',
    format: 'esm',
    platform: 'neutral',
    target: 'node20',
    supported: { 'dynamic-import': false },
  });
  const all = mutantsOf(parseAst(code), code).map((one) => ({
    ...one,
    from: one.start,
    to: one.end,
  }));
  const { start, end, becomes } = named(all, code).find((one) => one.name === name) ?? {};
  if (start === undefined) throw new Error(`${file} has no ${name}`);
  return `// @ts-nocheck\n${code.slice(0, start)}${becomes}${code.slice(end)}`;
}
