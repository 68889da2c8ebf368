import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { version } from '../../package.json';
import { packages as locked } from '../../package-lock.json';
import { root, textOf } from '../docs/pages.js';

/*
 * What src/bundle/build.mjs writes, run twice: what is in the bundles, for people and for programs.
 */
const folder = mkdtempSync(join(tmpdir(), 'perso-test-bundle-'));
const first = join(folder, 'first');
const second = join(folder, 'the second');
const built = (name: string) => readFileSync(join(first, name), 'utf8');

beforeAll(() => {
  for (const target of [first, second]) {
    execFileSync(process.execPath, ['src/bundle/build.mjs', target], { cwd: root });
  }
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** As CycloneDX 1.6 has it (schema/bom-1.6.schema.json of CycloneDX/specification), of what we write. */
const ref = z.string().check(z.minLength(1));
const hashes = z.tuple([
  z.strictObject({
    alg: z.literal('SHA-512'),
    content: z.string().check(z.regex(/^[\da-f]{128}$/)),
  }),
]);
const licenses = z.tuple([z.strictObject({ license: z.strictObject({ id: ref }) })]);
const SBOM = z.strictObject({
  $schema: z.literal('http://cyclonedx.org/schema/bom-1.6.schema.json'),
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.6'),
  serialNumber: z
    .string()
    .check(z.regex(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)),
  version: z.literal(1),
  metadata: z.strictObject({
    component: z.strictObject({
      type: z.literal('application'),
      'bom-ref': ref,
      name: z.literal('perso-test'),
      version: z.literal(version),
      licenses,
      components: z.array(
        z.strictObject({ type: z.literal('file'), 'bom-ref': ref, name: ref, hashes }),
      ),
    }),
  }),
  components: z.array(
    z.strictObject({
      type: z.literal('library'),
      'bom-ref': ref,
      name: ref,
      version: ref,
      hashes,
      licenses,
      purl: z.string().check(z.regex(/^pkg:npm\/(%40[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+/)),
      description: z.optional(ref),
      components: z.optional(
        z.array(
          z.strictObject({
            type: z.literal('library'),
            'bom-ref': ref,
            name: ref,
            licenses,
            description: ref,
          }),
        ),
      ),
    }),
  ),
  dependencies: z.array(z.strictObject({ ref, dependsOn: z.array(ref) })),
});

const sbom = () => SBOM.parse(JSON.parse(built('sbom.cdx.json')));

/** The files that run: the program, the library and its parts. */
const code = () => [
  'main.cjs',
  'index.js',
  ...readdirSync(join(first, 'library')).map((name) => `library/${name}`),
];

test('two builds give the same bytes', () => {
  const beside = ['THIRD-PARTY-NOTICES.txt', 'sbom.cdx.json'];
  const files = readdirSync(first, { recursive: true, encoding: 'utf8' });
  expect(files.sort()).toEqual([...code(), ...beside, 'library'].sort());
  for (const file of [...code(), ...beside]) {
    expect(readFileSync(join(first, file)).equals(readFileSync(join(second, file)))).toBe(true);
  }
});

test('the bundles ask for nothing that opens a connection or starts a program', () => {
  const BY_NAME = /(?:\b(?:require|import|getBuiltinModule)\(|\bfrom ?)"((?:node:)?[a-z_/]+)"/g;
  const asked = code().flatMap((file) =>
    [...built(file).matchAll(BY_NAME)].map(([, name]) => name!.replace('node:', '')),
  );
  const harmful = /^(child_process|cluster|dgram|dns|https?|http2|inspector|net|tls|vm)\b/;
  expect(asked).toEqual(expect.arrayContaining(['fs', 'worker_threads', 'zlib', 'crypto']));
  expect(asked.filter((name) => harmful.test(name))).toEqual([]);
  for (const file of code()) {
    expect(built(file)).not.toMatch(/\b(fetch|WebSocket|EventSource)\(/);
  }
});

test('the bill has what CONTRIBUTING.md says runs in the program, what that uses, and the tools', () => {
  const section = textOf('CONTRIBUTING.md').split('What runs in the program:\n')[1]!;
  const table = section.split('\n## ')[0]!;
  const rows = [...table.matchAll(/^\| ([a-z][\w, -]*?)(?: \(mini\))? \|/gm)];
  const said = rows.flatMap(([, names]) => names!.split(', ')).filter((name) => name !== 'package');
  const d3 = ['d3-array', 'd3-color', 'd3-format', 'd3-interpolate', 'd3-path'];
  const usedByThem = [...d3, 'fast-string-truncated-width'];
  const tools = ['assemblyscript', 'esbuild'];
  const names = sbom().components.map(({ name }) => name);
  expect(said.length).toBeGreaterThan(10);
  expect(names).toEqual([...said, ...usedByThem, ...tools].sort());
});

test('its hashes are those of the lockfile and of the bundles beside it', () => {
  const { components, metadata } = sbom();
  for (const { name, version, hashes } of components) {
    const entry = (locked as Record<string, { version: string; integrity?: string }>)[
      `node_modules/${name}`
    ]!;
    const hash = Buffer.from(hashes[0].content, 'hex').toString('base64');
    expect([version, `sha512-${hash}`]).toEqual([entry.version, entry.integrity]);
  }
  for (const { name, hashes } of metadata.component.components) {
    const hash = createHash('sha512').update(readFileSync(join(first, name)));
    expect(hashes[0].content).toBe(hash.digest('hex'));
  }
  expect(metadata.component.components.map(({ name }) => name).sort()).toEqual(code().sort());
});

test('what depends on what is there, and each reference is of one thing', () => {
  const { components, dependencies, metadata } = sbom();
  const copies = components.flatMap((one) => one.components ?? []);
  const files = metadata.component.components;
  const refs = [metadata.component, ...components].map((one) => one['bom-ref']);
  const all = [...refs, ...[...copies, ...files].map((one) => one['bom-ref'])];
  expect(new Set(all).size).toBe(all.length);
  expect(dependencies.map(({ ref }) => ref)).toEqual(refs);
  expect(dependencies[0]!.dependsOn).toEqual(refs.slice(1));
  const measure = dependencies.find(({ ref }) => ref.startsWith('pkg:npm/fast-string-width@'))!;
  expect(measure.dependsOn.map((ref) => ref.replace(/@.*/, ''))).toEqual([
    'pkg:npm/fast-string-truncated-width',
  ]);
});

test('the notices have each package with its version, its licence and the texts as it has them', () => {
  const notices = built('THIRD-PARTY-NOTICES.txt');
  for (const { name, version, licenses } of sbom().components) {
    expect(notices).toContain(`\n${name} ${version}\nLicence: ${licenses[0].license.id}\n`);
    const files = readdirSync(join(root, 'node_modules', name));
    const texts = files.filter((file) => /^(licen[sc]e|notice)/i.test(file));
    expect(texts).not.toEqual([]);
    for (const file of texts) {
      const text = readFileSync(join(root, 'node_modules', name, file), 'utf8');
      expect(notices).toContain(text.replaceAll('\r\n', '\n').trim());
    }
  }
  expect(notices).toContain('musl libc: http://www.musl-libc.org');
});

test('the notices have copies inside of packages, with those who wrote them', () => {
  const notices = built('THIRD-PARTY-NOTICES.txt');
  expect(notices).toContain('hyparquet holds a copy of snappyjs, in src/snappy.js\nLicence: MIT\n');
  expect(notices).toContain('Copyright (c) 2016 Zhipeng Jia');
  expect(notices).toContain('Copyright (c) 2017-present Nico Rehwaldt');
  const copies = sbom().components.flatMap((one) => one.components ?? []);
  expect(copies.map(({ name }) => name)).toEqual([
    'ansi-styles',
    'supports-color',
    'snappyjs',
    'saxen',
  ]);
});
