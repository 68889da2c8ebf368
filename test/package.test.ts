import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { version } from '../package.json';
import { PAGES, root, textOf } from './docs/pages.js';

/*
 * The package as npm packs it, installed in a project of its own without a network. It is packed as it was
 * built last, as test/bin.test.ts runs it.
 */
const project = mkdtempSync(join(tmpdir(), 'perso-test-package-'));
const installed = join(project, 'node_modules/perso-test');

const inProject = (command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: project, encoding: 'utf8', stdio: 'pipe' });

beforeAll(() => {
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
  inProject('npm', 'pack', root, ...quiet);
  inProject('npm', 'install', '--offline', ...quiet, `./perso-test-${version}.tgz`);
}, 60_000);

afterAll(() => rmSync(project, { recursive: true }));

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
