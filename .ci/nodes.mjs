/*
 * Runs the built program and its recorded runs under the other versions of Node that users have, from npm's packages of
 * their binaries: what it answers must be the same, byte for byte. Where there is no such package, it says so and goes on.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const program = join(root, 'bin/perso-test.js');
const VERSIONS = ['20', '22', '24', '26'];
const own = process.version.slice(1).split('.')[0];

/** The binary of the newest Node of a major version; `null` where npm has none for this machine. */
function nodeOf(version, folder) {
  const name = `node-${process.platform}-${process.arch}@${version}`;
  const pack = spawnSync('npm', ['pack', name, '--silent'], { cwd: folder, encoding: 'utf8' });
  if (pack.status !== 0) return null;
  const [tarball] = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
  execFileSync('tar', ['-xzf', tarball, 'package/bin/node'], { cwd: folder });
  return join(folder, 'package/bin/node');
}

/** What `verify` answers, without what it says of the machine. */
function verified(node) {
  const { status, stdout, stderr } = spawnSync(node, [program, 'verify', '--format', 'json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`verify ended with ${status}: ${stderr}`);
  const { environment, ...answer } = JSON.parse(stdout);
  return { version: environment.node, answer: JSON.stringify(answer) };
}

function checkUnder(node, expected) {
  const { version, answer } = verified(node);
  if (answer !== expected) throw new Error(`${version} answers otherwise than ${process.version}`);
  console.log(`${version}: verify answers the same, byte for byte`);
  checkRuns(node, version);
}

function checkRuns(node, version) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--test-timeout=120000', '--reporter=json', 'test/runs.test.ts'];
  const PATH = `${dirname(node)}${delimiter}${process.env.PATH}`;
  const { stdout } = spawnSync(node, args, {
    cwd: root,
    env: { ...process.env, PATH },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const { numPassedTests, numTotalTests, testResults } = JSON.parse(stdout);
  const failed = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed'),
  );
  if (numPassedTests !== numTotalTests || failed.length > 0) {
    const names = failed.map(({ fullName }) => fullName).join('\n');
    throw new Error(`recorded runs differ under ${version}:\n${names}`);
  }
  console.log(`${version}: all of ${numTotalTests} recorded runs are the same`);
}

const { answer } = verified(process.execPath);
for (const version of VERSIONS.filter((one) => one !== own)) {
  const folder = mkdtempSync(join(tmpdir(), 'perso-test-node-'));
  try {
    const node = nodeOf(version, folder);
    if (node === null) console.log(`npm has no Node ${version} for this machine: not tried there`);
    else checkUnder(node, answer);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
