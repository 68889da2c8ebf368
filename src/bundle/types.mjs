/*
 * Writes the types of the library into dist/types: what tsc declares of src/index.ts, without the files that
 * nothing there asks for, and with a stand-in for zod, which no one has who uses the library.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { BuildFault } from './build-fault.mjs';
import { root } from './bundles.mjs';

const ZOD = 'zod/mini';
const STAND_IN = 'zod-mini.d.ts';
const IMPORTED = /(?<=\bfrom '|\bfrom "|\bimport\('|\bimport\(")[^'"]+/g;

const types = join(root, 'dist/types');

/**
 * The declarations that index.d.ts needs of those in a folder, by their paths there.
 *
 * @throws {BuildFault} where one names a package
 */
function neededFrom(folder) {
  const needed = new Map();
  const add = (path) => {
    if (needed.has(path)) return;
    const text = readFileSync(join(folder, path), 'utf8');
    needed.set(
      path,
      text.replace(IMPORTED, (name) => (name === ZOD ? standInFor(path) : name)),
    );
    for (const [name] of text.matchAll(IMPORTED)) {
      if (name.startsWith('.')) add(join(dirname(path), name.replace(/\.js$/, '.d.ts')));
      else if (name !== ZOD) throw new BuildFault(`the types of src/${path} ask for ${name}`);
    }
  };
  add('index.d.ts');
  return needed;
}

/** How a file of dist/types names the stand-in for zod. */
function standInFor(path) {
  const name = relative(dirname(path), STAND_IN)
    .replace(/\.d\.ts$/, '.js')
    .replaceAll('\\', '/');
  return name.startsWith('.') ? name : `./${name}`;
}

const declared = mkdtempSync(join(tmpdir(), 'perso-test-types-'));
try {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const args = [tsc, '--project', join(root, 'src/tsconfig.json'), '--outDir', declared];
  execFileSync(process.execPath, args, { stdio: 'inherit' });
  const needed = neededFrom(declared);
  rmSync(types, { recursive: true, force: true });
  for (const [path, text] of needed) {
    mkdirSync(dirname(join(types, path)), { recursive: true });
    writeFileSync(join(types, path), text);
  }
  copyFileSync(join(root, 'src/bundle', STAND_IN), join(types, STAND_IN));
} catch (error) {
  if (!(error instanceof BuildFault)) throw error;
  console.error(`build: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(declared, { recursive: true });
}
