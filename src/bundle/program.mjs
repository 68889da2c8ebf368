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
  const texts = names.map((name, i) => {
    const { imports } = metafile.outputs[name];
    return partOf(outputFiles[i].text, { name, imports, names });
  });
  const entry = names.findIndex(
    (name) => metafile.outputs[name].entryPoint === options.entryPoints[0],
  );
  const { code } = await transform(packed(texts, entry), {
    minify,
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
function partOf(text, { name, imports, names }) {
  const place = (specifier) => names.indexOf(specifier.replace(/^\.\//, ''));
  const take = (specifier) =>
    specifier.startsWith('./') ? `$part(${place(specifier)})` : `require("${specifier}")`;
  const found = new Set();
  const body = text
    .replace(IMPORT, (_, what, specifier) => {
      found.add(specifier.replace(/^\.\//, ''));
      return what === undefined
        ? `${take(specifier)};`
        : `const ${taken(what)} = ${take(specifier)};`;
    })
    .replace(LATER, (_, specifier) => `Promise.resolve().then(() => ${take(specifier)})`)
    .replace(EXPORT, (_, list) => `return {${list.replace(/([\w$]+) as ([\w$]+)/g, '$2: $1')}};`);
  const missed = imports.filter(
    ({ path, kind }) => kind === 'import-statement' && !found.has(path),
  );
  if (missed.length > 0 || /^(?:import|export)\b/m.test(body)) {
    throw new BuildFault(
      `${name}: ${missed[0]?.path ?? 'an export'} is not written as was expected`,
    );
  }
  return body;
}

/** `a as b` of an import, as a constant. */
function taken(what) {
  return what.replace('* as ', '').replace(/([\w$]+) as ([\w$]+)/g, '$1: $2');
}
