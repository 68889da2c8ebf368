/*
 * Writes the program and the library into dist, or into the folder that is named, and beside them what is in them: the
 * notices and the bill of materials. node src/bundle/build.mjs [FOLDER]
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { BuildFault } from './build-fault.mjs';
import { PROGRAM, root, THREADS } from './bundles.mjs';
import { copiesIn } from './copies.mjs';
import { builtLibrary } from './library.mjs';
import { licenceOf } from './licences.mjs';
import { renderNotices } from './notices.mjs';
import { packagesIn } from './packages.mjs';
import { builtProgram } from './program.mjs';
import { sbomOf } from './sbom.mjs';

const folder = resolve(process.argv[2] ?? join(root, 'dist'));

function json(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

/** The files of the program and the library, then of what is in them, by name. */
async function builtFiles() {
  const results = await Promise.all([
    builtProgram(PROGRAM),
    builtLibrary(),
    ...Object.values(THREADS).map((options) => build(options)),
  ]);
  const outputs = results
    .slice(0, 2)
    .flatMap(({ outputFiles }) => outputFiles)
    .map(({ path, contents }) => ({
      name: relative(root, resolve(root, path)).replaceAll('\\', '/'),
      contents,
    }));
  const code = results.flatMap(({ outputFiles }) => outputFiles.map(({ text }) => text)).join('\n');
  const parts = packagesIn(results.map(({ metafile }) => metafile)).map((found) => ({
    ...found,
    licence: licenceOf(found),
    copies: copiesIn(found, code),
  }));
  const sbom = sbomOf(json('package.json'), parts, json('package-lock.json'), outputs);
  return [
    ...outputs,
    { name: 'THIRD-PARTY-NOTICES.txt', contents: renderNotices(parts) },
    { name: 'sbom.cdx.json', contents: `${JSON.stringify(sbom, null, 2)}\n` },
  ];
}

/** Takes away what was built before: it would be taken for what was asked for. */
function clear() {
  for (const name of ['main.cjs', 'index.js', 'library']) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

try {
  const files = await builtFiles();
  clear();
  for (const { name, contents } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), contents);
  }
} catch (error) {
  if (!(error instanceof BuildFault)) throw error;
  clear();
  console.error(`build: ${error.message}`);
  process.exitCode = 1;
}
