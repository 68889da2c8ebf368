import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { version } from '../package.json';

const root = join(import.meta.dirname, '..');
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso-test release-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function notes(...words: string[]) {
  const script = join(root, '.ci/release-notes.mjs');
  return spawnSync(process.execPath, [script, ...words], { encoding: 'utf8' });
}

test('the notes of a release are what the changelog says of it', () => {
  const { status, stdout } = notes(version);
  expect(status).toBe(0);
  expect(textOf('CHANGELOG.md')).toContain(stdout.trim());
  expect(stdout).not.toContain('## ');
});

test.each([['0.0.0'], [], [`${version}.1`]])('no release of %s', (...words) => {
  const { status, stdout, stderr } = notes(...words.filter((word) => word !== undefined));
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(`package.json says ${version}`);
});

test('what the container holds is all that the program needs', () => {
  const copied = [...textOf('Dockerfile').matchAll(/^COPY --from=build \/build\/(\S+) \/(\S+)$/gm)];
  for (const [, from, to] of copied) {
    const target = to!.endsWith('/') ? join(folder, to!, from!) : join(folder, to!);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(root, from!), target, { recursive: true });
  }
  const [, entry] = /^ENTRYPOINT (.+)$/m.exec(textOf('Dockerfile'))!;
  const [command, program] = JSON.parse(entry!);
  expect(command).toBe('node');
  const args = [join(folder, program), 'verify', '--only', 'tea'];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: folder });
  expect([status, stdout]).toEqual([0, expect.stringContaining('ALL AGREE')]);
});

test('the hook refuses a commit of a plan that cannot be read, and takes one that can', () => {
  const [{ entry, files }] = parse(textOf('.pre-commit-hooks.yaml'));
  writeFileSync(
    join(folder, 'perso-test'),
    `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'bin/perso-test.js')}' "$@"\n`,
    { mode: 0o755 },
  );
  writeFileSync(join(folder, 'bad plan.yaml'), 'experiment: x\nalfa: 0.1\n');
  const PATH = `${folder}${delimiter}${process.env.PATH}`;
  const hooked = (...plans: string[]) =>
    spawnSync('bash', ['-c', `${entry} "$@"`, 'hook', ...plans], {
      encoding: 'utf8',
      env: { ...process.env, PATH },
    });
  const good = join(root, 'fixtures/plan.yaml');
  expect(hooked(good, good)).toMatchObject({ status: 0, stdout: '', stderr: '' });
  const { status, stderr } = hooked(good, join(folder, 'bad plan.yaml'), good);
  expect(status).toBe(2);
  expect(stderr).toContain('bad plan.yaml:2:1');
  const isPlan = new RegExp(files);
  const names = ['plan.yaml', 'plans/hero.yml', 'a/plan/b/c.json', 'explanation.yaml', 'plan.csv'];
  expect(names.filter((name) => isPlan.test(name))).toEqual(names.slice(0, 3));
});
