import { build, transform } from 'esbuild';
import { BuildFault } from './build-fault.mjs';

/** `import … from "…";` and `import "…";` as esbuild writes them, from the start of a line. */
const IMPORT = /^import (?:([\w$]+|\* as [\w$]+|\{[\w$\s,]*\}) from )?"([^"]+)";$/gm;

/** A part that is loaded when it is asked for, or a module of Node's. */
const LATER = /\bimport\("([^"]+)"\)/g;

/** What a part gives, at its end. */
const EXPORT = /^export \{([\w$\s,]*)\};$/m;

/**
 * The program as one CommonJS file, and what esbuild says of it. What is imported on the way stands in parts,
 * each a function that is run, once, when something of it is needed: what V8 keeps of a program, reads at each
 * start and makes anew is then as much as a command uses, where one scope had all functions of all commands.
 *
 * No part can need itself by others, since a part belongs to the entries that reach it, and needs those only that
 * more entries reach; so all that a part takes from another is complete, and stands in constants of its own.
 *
 * @param options of esbuild, for one entry.
 * @throws {BuildFault} where a part holds an import or an export that is not as is known here.
 */
export async function builtProgram({ outfile, minify, ...options }) {
  const { outputFiles, metafile } = await build({
    ...options,
    format: 'esm',
    splitting: true,
    outdir: '.',
    write: false,
    legalComments: 'inline',
  });
  const names = Object.keys(metafile.outputs);
  const texts = names.map((name, i) => partOf(outputFiles[i].text, name, metafile.outputs));
  const entry = names.findIndex(
    (name) => metafile.outputs[name].entryPoint === options.entryPoints[0],
  );
  const { code } = await transform(packed(texts, entry), {
    minify,
    mangleProps: BETWEEN_PARTS,
    target: options.target,
    platform: options.platform,
    legalComments: options.legalComments,
  });
  const file = { path: outfile, contents: Buffer.from(code), text: code };
  return { outputFiles: [file], metafile };
}

function packed(parts, entry) {
  return `"use strict";
const $parts = [${parts.map((part) => `() => {\n${part}\n}`).join(',\n')}];
const $made = [];
function $part(i) { return $made[i] ??= $parts[i](); }
module.exports = $part(${entry});
`;
}

/** The body of the function that makes a part's exports. */
function partOf(text, name, parts) {
  const names = Object.keys(parts);
  const pathOf = (specifier) => specifier.replace(/^\.\//, '');
  const take = (specifier) =>
    specifier.startsWith('./')
      ? `$part(${names.indexOf(pathOf(specifier))})`
      : `require("${specifier}")`;
  const found = new Set();
  const body = text
    .replace(IMPORT, (_, what, specifier) => {
      found.add(pathOf(specifier));
      if (what === undefined) return `${take(specifier)};`;
      return `const ${taken(what, isShared(parts[pathOf(specifier)]))} = ${take(specifier)};`;
    })
    .replace(LATER, (_, specifier) => `Promise.resolve().then(() => ${take(specifier)})`)
    .replace(EXPORT, (_, list) => `return {${given(list, isShared(parts[name]))}};`);
  const missed = parts[name].imports.filter(
    ({ path, kind }) => kind === 'import-statement' && !found.has(path),
  );
  if (missed.length > 0 || /^(?:import|export)\b/m.test(body)) {
    throw new BuildFault(
      `${name}: ${missed[0]?.path ?? 'an export'} is not written as was expected`,
    );
  }
  return body;
}

/** What parts that no module asks for by name give one another: esbuild may call it as it likes. */
const BETWEEN_PARTS = /^\$of_/;

function isShared(part) {
  return part !== undefined && part.entryPoint === undefined;
}

/** `a`, or `a as b`, as names of their own and among the exports. */
const NAMES = /([\w$]+)(?: as ([\w$]+))?/g;

/** What is exported, as an object's properties. */
function given(list, between) {
  return list.replace(NAMES, (_, own, as = own) => `${between ? '$of_' : ''}${as}: ${own}`);
}

/** What is imported, as a constant. */
function taken(what, between) {
  if (!what.startsWith('{')) return what.replace('* as ', '');
  return what.replace(NAMES, (_, as, own = as) => `${between ? '$of_' : ''}${as}: ${own}`);
}
