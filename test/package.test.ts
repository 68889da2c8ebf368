import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { version } from '../package.json';
import { PAGES, root, textOf } from './docs/pages.js';

/*
 * The package as npm packs it, installed in a project of its own without a network. It is packed as it was
 * built last, as test/bin.test.ts runs it.
 */
const project = mkdtempSync(join(tmpdir(), 'perso-test-package-'));
/** Where the tarball is unpacked, with no node_modules beside it or above. */
const alone = mkdtempSync(join(tmpdir(), 'perso-test-alone-'));
const installed = join(project, 'node_modules/perso-test');

const inProject = (command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: project, encoding: 'utf8', stdio: 'pipe' });

/** What npm says of a tarball: bytes, and paths in it. */
interface Packed {
  unpackedSize: number;
  files: { path: string }[];
}
let packed: Packed;

beforeAll(() => {
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
  [packed] = JSON.parse(inProject('npm', 'pack', root, '--json', ...quiet));
  inProject('tar', '-xzf', `perso-test-${version}.tgz`, '-C', alone);
  inProject('npm', 'install', '--offline', ...quiet, `./perso-test-${version}.tgz`);
}, 60_000);

afterAll(() => {
  for (const folder of [project, alone]) rmSync(folder, { recursive: true });
});

test('it holds these files and no other', () => {
  const folders = ['bin', 'docs', 'fixtures', 'schemas'];
  const committed = execFileSync('git', ['ls-files', '-z', ...folders], { cwd: root });
  const beside = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'SECURITY.md'];
  const built = ['main.cjs', 'index.js', 'THIRD-PARTY-NOTICES.txt', 'sbom.cdx.json'];
  const wanted = [
    ...committed.toString().split('\0').slice(0, -1),
    ...beside,
    ...built.map((file) => `dist/${file}`),
  ];
  const paths = packed.files.map(({ path }) => path);
  const others = paths.filter((path) => !/^dist\/(types|library)\//.test(path));
  expect(others.sort()).toEqual(wanted.sort());
  const parts = paths.filter((path) => path.startsWith('dist/library/'));
  expect(parts.filter((path) => !/^dist\/library\/[\w-]+-[0-9A-Z]{8}\.js$/.test(path))).toEqual([]);
});

test('of types it holds those of the library, each of a file of src', () => {
  const types = packed.files.flatMap(({ path }) => /^dist\/types\/(.*)$/.exec(path)?.[1] ?? []);
  const ofNothing = types.filter((path) => {
    if (path === 'zod-mini.d.ts') return false;
    return !path.endsWith('.d.ts') || !existsSync(join(root, 'src', path.replace('.d.ts', '.ts')));
  });
  expect(types).toEqual(expect.arrayContaining(['index.d.ts', 'zod-mini.d.ts']));
  expect(ofNothing).toEqual([]);
});

test('unpacked it is no larger than 6.5 MB', () => {
  // 5.9 MB on 2026-11-28, with a made-up programme of 0.2 MB and published cases of 0.4 MB: what adds a tenth is looked at first.
  expect(packed.unpackedSize).toBeLessThan(6_500_000);
});

test('nothing of it leads to a source map, and nothing is bundled by npm', () => {
  for (const { path } of packed.files.filter(({ path }) => /^dist\/.*js$/.test(path))) {
    expect(readFileSync(join(alone, 'package', path), 'utf8')).not.toContain('sourceMappingURL');
  }
  const manifest = JSON.parse(readFileSync(join(alone, 'package/package.json'), 'utf8'));
  const ofNpm = /^(optional|peer|bundled?)?dependencies(meta)?$/i;
  expect(Object.keys(manifest).filter((key) => ofNpm.test(key))).toEqual([]);
  // npm runs these at the one who installs the tarball; `prepare` it does not.
  const atInstall = ['preinstall', 'install', 'postinstall'];
  expect(Object.keys(manifest.scripts).filter((name) => atInstall.includes(name))).toEqual([]);
});

test('unpacked alone, without node_modules, program and library run', () => {
  const at = (path: string) => join(alone, 'package', path);
  const alongside = { cwd: alone, encoding: 'utf8' } as const;
  const argv = [at('bin/perso-test.js'), 'analyze', at('fixtures/hero.csv'), '--format', 'json'];
  const report = JSON.parse(execFileSync(process.execPath, argv, alongside));
  expect(report.verdict).toMatchObject({ decision: 'ship', variant: 'personalized' });

  const library = pathToFileURL(at('dist/index.js')).href;
  const code = `import(${JSON.stringify(library)}).then((all) => console.log(typeof all.analyzeAggregates))`;
  expect(execFileSync(process.execPath, ['-e', code], alongside)).toBe('function\n');
});

test('its command runs as the README says', () => {
  expect(inProject('npx', '--no', '--', 'perso-test', '--version')).toBe(`${version}\n`);
});

test.each(['plan.yaml', 'experiments/2026/hero.yaml'])(
  'the schema that plan --init writes into %s is there',
  (path) => {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    inProject('npx', '--no', '--', 'perso-test', 'plan', '--init', path);
    const [, schema] = /^# yaml-language-server: \$schema=(\.\S+)\n/.exec(
      readFileSync(join(project, path), 'utf8'),
    )!;
    const found = join(dirname(join(project, path)), schema!);
    expect(JSON.parse(readFileSync(found, 'utf8')).title).toBe('perso-test plan');
  },
);

test('it holds the pages, the fixtures that they use, the schemas and the licence', () => {
  const used = PAGES.flatMap((page) => textOf(page).match(/\bfixtures\/[\w-]+\.\w+/g) ?? []);
  expect(used.length).toBeGreaterThan(10);
  const { exports } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  const schemas = Object.values<string>(exports).filter((path) => /schema/.test(path));
  const wanted = [...PAGES, ...used, ...schemas, 'LICENSE', 'CHANGELOG.md'];
  expect(wanted.filter((file) => !existsSync(join(installed, file)))).toEqual([]);
});
