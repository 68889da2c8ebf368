/*
 * Asks publint and "Are the types wrong?" of the package as npm packs it, as it was built last: does whoever imports it
 * get its code and its types, in Node and in bundlers? It is of ES modules alone, which Node takes by require, too.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
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

/** The oldest TypeScript that docs/library names is the one that attw brings. */
const ts = createRequire(join(root, 'node_modules/@arethetypeswrong/core/'))('typescript');

/** Types are all there and agree, where nothing but the package is installed. */
function compileByOldest(tarball) {
  const installed = join(folder, 'node_modules/perso-test');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed]);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const file = join(folder, 'code.ts');
  writeFileSync(file, "import * as all from 'perso-test';\nexport const it = all.scoreTest;\n");
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    types: [],
  });
  const faults = ts.getPreEmitDiagnostics(program);
  if (faults.length === 0) return;
  const host = {
    getCanonicalFileName: (path) => path,
    getCurrentDirectory: () => folder,
    getNewLine: () => '\n',
  };
  throw new Error(`TypeScript ${ts.version}: ${ts.formatDiagnostics(faults, host)}`);
}

try {
  const quiet = ['--ignore-scripts', '--silent', '--pack-destination', folder];
  execFileSync('npm', ['pack', ...quiet], { cwd: root });
  const [name] = readdirSync(folder);
  const tarball = join(folder, name);
  ask('publint', tarball, '--strict');
  ask('attw', tarball, '--profile', 'esm-only', '--format', 'ascii');
  compileByOldest(tarball);
  console.log(`${name}: publint, attw and TypeScript ${ts.version} find nothing wrong`);
} finally {
  rmSync(folder, { recursive: true });
}
