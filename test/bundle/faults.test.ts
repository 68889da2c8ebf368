import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../docs/pages.js';

/*
 * What stops the build: what is bundled of others without a licence that may be, or without its text.
 */
const script = (name: string) => import(join(root, 'src/bundle', name));
const { licenceOf } = await script('licences.mjs');
const { copiesIn } = await script('copies.mjs');
const { packagesIn } = await script('packages.mjs');
const { sbomOf } = await script('sbom.mjs');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso-test-licences-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const MIT = 'Permission is hereby granted, free of charge, to any person\r\nobtaining a copy\r\n';

/** A package with these files. */
function packageOf(files: Record<string, string>, manifest: object = { license: 'MIT' }) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const from = relative(root, folder);
  return {
    folder: from,
    manifest: { name: 'odd', version: '1.2.3', ...manifest },
    files: Object.keys(files).filter((file) => file.endsWith('.js')),
  };
}

test('a licence with all its texts, line ends of Unix', () => {
  const found = packageOf({ 'LICENCE.md': MIT, NOTICE: 'thanks', 'licenses.js': '' });
  expect(licenceOf(found)).toEqual({
    id: 'MIT',
    texts: [
      { file: 'LICENCE.md', text: MIT.replaceAll('\r', '').trim() },
      { file: 'NOTICE', text: 'thanks' },
    ],
  });
});

test.each([
  'GPL-3.0-only',
  'MIT AND GPL-3.0-only',
  'SEE LICENSE IN LICENSE',
  'UNLICENSED',
  'toString',
  undefined,
  { type: 'MIT' },
])('the licence %j stops the build', (license) => {
  expect(() => licenceOf(packageOf({ LICENSE: MIT }, { license }))).toThrow(
    /^odd 1\.2\.3 has the licence .*, which ALLOWED in src\/bundle\/licences\.mjs lacks$/,
  );
});

test.each<[string, Record<string, string>]>([
  ['no text', { 'README.md': MIT }],
  ['the text of another licence', { LICENSE: 'GNU GENERAL PUBLIC LICENSE' }],
  ['a notice alone', { NOTICE: 'thanks' }],
])('%s stops the build', (_, files) => {
  const message = 'odd 1.2.3 has no file with the text of its licence, MIT';
  expect(() => licenceOf(packageOf(files))).toThrow(message);
});

test.each<[string, string, object]>([
  ['a file with a copyright', 'a.js', {}],
  ['a folder of vendors', 'src/vendor/b.js', {}],
  ['a folder named as a dependency', 'modules/saxen/c.js', { dependencies: { saxen: '1' } }],
])('a copy that nobody named stops the build: %s', (_, file, manifest) => {
  const code = file === 'a.js' ? '/* Copyright 2020 Someone */' : 'run();';
  expect(() => copiesIn(packageOf({ [file]: code }, manifest), '')).toThrow(
    `${relative(root, folder)}/${file} looks like a copy from another project: name it in COPIES`,
  );
});

test('code that is no copy', () => {
  const code = "// unlicensed or supported (c), based on a standard\nsay('by');";
  expect(copiesIn(packageOf({ 'src/a.js': code }), '')).toEqual([]);
});

test('a line of COPIES that is out of date stops the build, as does a copy under another licence', () => {
  const chalk = (files: Record<string, string>, license: string) =>
    copiesIn(packageOf(files, { name: 'chalk', license }), '');
  expect(() => chalk({ 'index.js': '' }, 'MIT')).toThrow(
    /ansi-styles\/ is not bundled: remove it from COPIES/,
  );
  expect(() => chalk({ 'source/vendor/ansi-styles/index.js': '' }, 'ISC')).toThrow(
    /is a copy of ansi-styles without the text of MIT$/,
  );
});

test('a copy in a file of other code is one where the bundle holds it, and the only one there', () => {
  const zod = (code: string) =>
    packageOf({ 'v4/core/schemas.js': code }, { name: 'zod', license: 'MIT' });
  expect(copiesIn(zod('// From valibot (MIT)'), 'nothing of it')).toEqual([]);
  expect(copiesIn(zod('// From valibot (MIT)'), 'x=[0,2,4,6,8,1,3,5,7,9]')).toMatchObject([
    { name: 'valibot', notices: ['From valibot (MIT)'] },
  ]);
  expect(() => copiesIn(zod('// From valibot (MIT)\n// From more (MIT)'), '')).toThrow(
    /schemas\.js looks like a copy/,
  );
});

test('packages are what a bundle holds bytes of, scoped and through links, each once', () => {
  const inputs = {
    'node_modules/zod/a.js': { imports: [{ path: 'node_modules/yaml/b.js' }] },
    '../elsewhere/node_modules/yaml/b.js': { imports: [{ path: 'src/errors.ts' }] },
    'node_modules/@biomejs/biome/c.js': { imports: [] },
    'node_modules/chalk/d.js': { imports: [] },
    'src/errors.ts': { imports: [] },
  };
  const held = Object.keys(inputs).map((path) => [
    path,
    { bytesInOutput: /chalk/.test(path) ? 0 : 9 },
  ]);
  const outputs = { 'a.js': { inputs: Object.fromEntries(held) } };
  const found = packagesIn([
    { inputs, outputs },
    { inputs, outputs },
  ]);
  expect(found.map((one: { folder: string }) => one.folder)).toEqual([
    'node_modules/@biomejs/biome',
    'node_modules/assemblyscript',
    'node_modules/esbuild',
    'node_modules/yaml',
    'node_modules/zod',
  ]);
  expect(found.at(-1)).toMatchObject({ files: ['a.js'], uses: ['node_modules/yaml'], part: null });
});

test.each([
  [{ version: '1.2.4', integrity: 'sha512-AAAA' }],
  [{ version: '1.2.3', integrity: 'sha1-AAAA' }],
  [{ version: '1.2.3' }],
  [undefined],
])('what the lockfile does not have so stops the build: %j', (entry) => {
  const part = { ...packageOf({}), uses: [], part: null, licence: { id: 'MIT' }, copies: [] };
  const lock = { packages: { [part.folder]: entry } };
  expect(() => sbomOf({ name: 'ours', version: '1.0.0' }, [part], lock, [])).toThrow(
    /: run npm ci$/,
  );
});

test('the build ends with one line and leaves no bundle', () => {
  cpSync(join(root, 'src'), join(folder, 'src'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const file of ['package.json', 'tsconfig.json'])
    cpSync(join(root, file), join(folder, file));
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const build = () =>
    spawnSync(process.execPath, [join(folder, 'src/bundle/build.mjs')], { encoding: 'utf8' });

  writeFileSync(join(folder, 'package-lock.json'), lock);
  expect(build()).toMatchObject({ status: 0, stderr: '' });
  expect(existsSync(join(folder, 'dist/main.cjs'))).toBe(true);

  const other = { ...JSON.parse(lock), packages: {} };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(other));
  const { status, stderr } = build();
  expect(status).toBe(1);
  expect(stderr).toMatch(/^build: node_modules\/assemblyscript is .*: run npm ci\n$/);
  expect(existsSync(join(folder, 'dist/main.cjs'))).toBe(false);
});
