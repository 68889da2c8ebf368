import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AREAS } from '../docs/areas.js';
import { comesTo, numbersIn, roundsTo, showing, shownIn } from '../docs/examples.js';
import { exportsOfLibrary } from '../docs/exports.js';
import { blocksIn, root, textOf } from '../docs/pages.js';
import reference from '../reference/library-examples.json' with { type: 'json' };
import { projectWithLibrary } from './installed.js';

/*
 * What the pages of the library show, in the hands of someone who has the library as it was built last: it compiles,
 * and comes to what is shown. What statistics come to is held against R or figures in print, too.
 */
const project = projectWithLibrary();
afterAll(() => rmSync(project, { recursive: true }));

interface Shown {
  page: string;
  /** The name below which it stands. */
  name: string;
  code: string;
}

const EXAMPLES: Shown[] = AREAS.flatMap(({ page }) =>
  textOf(`docs/library/${page}.md`)
    .split(/^### /m)
    .slice(1)
    .flatMap((section) => {
      const name = section.slice(0, section.indexOf('\n'));
      const programs = blocksIn(section, 'ts').filter((block) =>
        block.includes("from 'perso-test'"),
      );
      return programs.map((code) => ({ page, name, code }));
    }),
);

const fileOf = (i: number) => `${EXAMPLES[i]!.name}-${i}`;

const DRIVER = `import { inspect } from 'node:util';
const options = { depth: null, breakLength: Infinity, compact: true, maxArrayLength: null };
const all = {};
for (const file of process.argv.slice(2)) {
  const values = [];
  globalThis.show = (value) => values.push(inspect(value, options));
  await import('./' + file + '.mjs').catch((fault) => values.push(String(fault)));
  all[file] = values;
}
console.log(JSON.stringify(all));
`;

let values: Record<string, string[]>;

beforeAll(() => {
  cpSync(join(root, 'fixtures'), join(project, 'fixtures'), { recursive: true });
  mkdirSync(join(project, 'shown'));
  for (const [i, { code }] of EXAMPLES.entries()) {
    writeFileSync(join(project, `${fileOf(i)}.ts`), code);
    const program = transformSync(showing(code), { loader: 'ts', format: 'esm', target: 'node20' });
    writeFileSync(join(project, 'shown', `${fileOf(i)}.mjs`), program.code);
  }
  writeFileSync(join(project, 'shown/driver.mjs'), DRIVER);
  const argv = ['shown/driver.mjs', ...EXAMPLES.map((_, i) => fileOf(i))];
  const { stdout, stderr } = spawnSync(process.execPath, argv, { cwd: project, encoding: 'utf8' });
  expect(stderr).toBe('');
  values = JSON.parse(stdout);
}, 120_000);

test.each(EXAMPLES.map(({ page, name, code }, i) => ({ at: `${page}.md, ${name}`, code, i })))(
  '$at comes to what it shows',
  ({ code, i }) => {
    const [found, shown] = [values[fileOf(i)]!, shownIn(code)];
    expect(shown.length).toBeGreaterThan(0);
    const wrong = shown.filter((text, at) => !comesTo(found[at] ?? 'nothing', text));
    expect(wrong, found.join('\n')).toEqual([]);
    expect(found.length).toBe(shown.length);
  },
);

test('they compile where all is strict', () => {
  const compilerOptions = {
    strict: true,
    noEmit: true,
    noUnusedLocals: true,
    target: 'es2023',
    module: 'nodenext',
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  };
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  const files = EXAMPLES.map((_, i) => `${fileOf(i)}.ts`);
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc], { cwd: project, encoding: 'utf8' });
  expect(stdout).toBe('');
});

const all = exportsOfLibrary();
const figures: Record<string, number[]> = reference;
const ofStatistics = EXAMPLES.filter(({ name }) =>
  all.find((one) => one.name === name)!.module.startsWith('stats/'),
);

test('what statistics come to is what R or a page in print says (test/reference/library-examples.R)', () => {
  const wrong = ofStatistics.flatMap(({ name, code }) => {
    const shown = shownIn(code).flatMap(numbersIn);
    const known = figures[name] ?? [];
    const isRight =
      shown.length === known.length && shown.every((it, i) => roundsTo(known[i]!, it));
    return isRight ? [] : [`${name} shows ${shown.join(' ')} where ${known.join(' ')} is known`];
  });
  expect(wrong).toEqual([]);
});

/** What is yet without an example: a list that only ever gets shorter. */
const WITHOUT: readonly string[] = [];

test('each function has an example', () => {
  const shown = new Set(EXAMPLES.map(({ name }) => name));
  const without = all
    .filter(({ signature }) => /^(function|class) /.test(signature))
    .filter(({ name }) => !shown.has(name));
  expect(without.map(({ name }) => name)).toEqual(WITHOUT);
});
