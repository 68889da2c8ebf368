import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundles.mjs';

/** A file of a package as esbuild names it; with a linked node_modules it begins with `../`. */
const OF_PACKAGE = /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\/(.+)$/;

/** Tools whose code is in what they make, though no bundle imports it. */
const TOOLS = {
  'node_modules/assemblyscript': "its compiler's runtime, in the WebAssembly",
  'node_modules/esbuild': 'its helpers, around the modules of the bundles',
};

/**
 * The packages of which these bundles hold at least a byte, and the tools that leave code of theirs, in the
 * order of their folders: `folder` (`node_modules/NAME`), `manifest` (its package.json), `files` (what is
 * bundled of it), `uses` (the folders of the packages that these files import), `part` (what is in use of
 * it; `null` for whatever `files` says).
 *
 * @param metafiles what esbuild says of each bundle
 */
export function packagesIn(metafiles) {
  const found = new Map(Object.entries(TOOLS).map(([folder, part]) => [folder, blank(part)]));
  for (const metafile of metafiles) addPackages(found, metafile);
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([folder, { part, files, uses }]) => ({
      folder,
      manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')),
      files: [...files].sort(),
      uses: [...uses].filter((other) => other !== folder && found.has(other)).sort(),
      part,
    }));
}

function blank(part) {
  return { part, files: new Set(), uses: new Set() };
}

function addPackages(found, { inputs, outputs }) {
  for (const [path, { bytesInOutput }] of Object.values(outputs).flatMap(inputsOf)) {
    const [, folder, file] = OF_PACKAGE.exec(path) ?? [];
    if (folder === undefined || bytesInOutput === 0) continue;
    if (!found.has(folder)) found.set(folder, blank(null));
    const { files, uses } = found.get(folder);
    files.add(file);
    for (const imported of inputs[path].imports) {
      const [, other] = OF_PACKAGE.exec(imported.path) ?? [];
      if (other !== undefined) uses.add(other);
    }
  }
}

function inputsOf(output) {
  return Object.entries(output.inputs);
}
