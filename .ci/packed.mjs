/*
 * Asks publint and "Are the types wrong?" of the package as npm packs it, as it was built last: does whoever imports it
 * get its code and its types, in Node and in bundlers? It is of ES modules alone, which Node takes by require, too.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'perso-test-packed-'));

/** Runs a tool of ours and shows what it says only where it finds something. */
function ask(tool, ...args) {
  const command = join(root, 'node_modules/.bin', tool);
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  throw new Error(`${tool} ended with ${status}`);
}

try {
  const quiet = ['--ignore-scripts', '--silent', '--pack-destination', folder];
  execFileSync('npm', ['pack', ...quiet], { cwd: root });
  const [name] = readdirSync(folder);
  const tarball = join(folder, name);
  ask('publint', tarball, '--strict');
  ask('attw', tarball, '--profile', 'esm-only', '--format', 'ascii');
  console.log(`${name}: publint and attw find nothing wrong`);
} finally {
  rmSync(folder, { recursive: true });
}
