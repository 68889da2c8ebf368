import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

test('git changes no byte of a file on any system', () => {
  const asked = ['bin/perso-test.js', 'fixtures/hero.csv', 'test/runs.test.ts'];
  const args = ['-c', 'core.autocrlf=true', 'check-attr', 'text', '--', ...asked];
  const told = execFileSync('git', args, { cwd: root, encoding: 'utf8' });
  expect(told).toBe(asked.map((file) => `${file}: text: unset\n`).join(''));
});

test.each(['bin/perso-test.js', 'bin/compiled.js', '.ci/run'])('%s has no CR', (file) => {
  // A system that reads the first line of a program takes a CR for the end of node's name.
  expect(readFileSync(join(root, file), 'latin1')).not.toContain('\r');
});
