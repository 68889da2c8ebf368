import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { exportsOfLibrary } from '../docs/exports.js';
import { root } from '../docs/pages.js';
import { projectWithLibrary } from './installed.js';

/*
 * The types of the library as they were built last, where neither zod nor the types of Node are installed.
 */
const project = projectWithLibrary();
afterAll(() => rmSync(project, { recursive: true }));

/** What the compiler says of a file of the project; empty where all is well. */
function saidOf(code: string, options: object): string {
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(project, 'code.ts'), code);
  const compilerOptions = { strict: true, noEmit: true, target: 'es2023', ...options };
  const config = { compilerOptions, files: ['code.ts'] };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc], { cwd: project, encoding: 'utf8' });
  return stdout;
}

const RESOLUTIONS = [
  { module: 'nodenext', moduleResolution: 'nodenext' },
  { module: 'preserve', moduleResolution: 'bundler' },
];

test.each(RESOLUTIONS)('they stand by themselves under $moduleResolution', (resolution) => {
  const alone = { ...resolution, types: [], lib: ['es2023'], skipLibCheck: false };
  const code = "import * as library from 'perso-test';\nexport const it = library.scoreTest;\n";
  expect(saidOf(code, alone)).toBe('');
  const wrong = `${code}export const decision: number = ({} as library.Report).verdict.decision;`;
  expect(saidOf(wrong, alone)).toMatch(/^code\.ts\(3,14\): error TS2322: Type 'string'/);
});

// Deep, since a class with private fields is no other's type.
test('each is the type that the source has', () => {
  const plain = exportsOfLibrary().filter(
    ({ isType, signature, name }) =>
      isType &&
      !signature.startsWith(`type ${name}<`) &&
      !signature.startsWith(`interface ${name}<`),
  );
  const code = `import type * as Built from 'perso-test';
import type * as Source from '${root}/src/index.ts';
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
${plain.map(({ name }) => `export const of${name}: Same<Deep<Built.${name}>, Deep<Source.${name}>> = true;`).join('\n')}
type Deep<T> = T extends (...args: infer A) => infer R ? [Deep<A>, Deep<R>] : { [K in keyof T]: Deep<T[K]> };
`;
  const asHere = {
    module: 'preserve',
    lib: ['es2023'],
    moduleResolution: 'bundler',
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  };
  expect(plain.length).toBeGreaterThan(150);
  expect(saidOf(code, asHere)).toBe('');
});
