import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from 'esbuild';
import { parseAst } from 'vitest/node';
import { metered, unmetered } from './metered.mjs';
import { mutantsOf } from './mutants.mjs';
import { named } from './names.mjs';

const TRANSLATED = {
  loader: 'ts',
  format: 'cjs',
  platform: 'neutral',
  target: 'node20',
  logLevel: 'silent',
  sourcemap: 'external',
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': '$url', 'import.meta.dirname': '$folder' },
};

/**
 * All modules that these files reach, by path: their JavaScript, what they import, and who imports them.
 * What comes from packages and from Node is imported once, in `outside`.
 */
export async function modulesFrom(files) {
  const modules = new Map();
  const outside = new Map();
  for (const file of files) add(resolve(file));
  for (const name of outside.keys()) outside.set(name, asCommonJs(await import(name)));
  for (const [path, { imports }] of modules) {
    for (const target of imports.values()) modules.get(target)?.importedBy.push(path);
  }
  return { modules, outside };

  function add(path) {
    if (modules.has(path)) return;
    const one = path.endsWith('.json') ? jsonModule(path) : translated(path);
    const imports = new Map();
    modules.set(path, { ...one, path, imports, importedBy: [] });
    for (const name of one.names) {
      if (!name.startsWith('.')) outside.set(name, null);
      else imports.set(name, resolve(dirname(path), name.replace(/\.js$/, '.ts')));
    }
    for (const target of imports.values()) add(target);
  }
}

function jsonModule(path) {
  return { text: `module.exports = ${readFileSync(path, 'utf8')}`, names: [] };
}

/** A module that awaits as it is loaded has no form in CommonJS, and is left out with what imports it. */
function translated(path) {
  const source = readFileSync(path, 'utf8');
  try {
    const { code, map } = transformSync(source, { ...TRANSLATED, sourcefile: path });
    const names = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name);
    return { ...metered(code), map, names: new Set(names), awaits: false };
  } catch (failure) {
    if (!/Top-level await/.test(failure.message)) throw failure;
    return { text: '', names: [], awaits: true };
  }
}

/** A package as a translated import expects it, its default beside its names. */
function asCommonJs(namespace) {
  return Object.defineProperty({ ...namespace }, '__esModule', { value: true });
}

/** The mutants of one module, each with its line and column in the TypeScript, and with its name. */
export function mutantsIn({ path, text, edits, map }) {
  const origin = new SourceMap(JSON.parse(map));
  const before = withoutEdits(text, edits);
  const file = relative('', path);
  const all = mutantsOf(parseAst(text), text).map((mutant) => {
    const from = unmetered(mutant.start, edits);
    const at = lineAndColumn(before, from);
    const { originalLine, originalColumn } = origin.findEntry(at.line, at.column);
    const place = { line: originalLine + 1, column: originalColumn + 1 };
    return { file, ...place, ...mutant, from, to: unmetered(mutant.end, edits) };
  });
  return named(all, before);
}

function withoutEdits(text, edits) {
  let from = 0;
  let put = 0;
  let before = '';
  for (const edit of edits) {
    before += text.slice(from, edit.at + put);
    put += edit.put.length;
    from = edit.at + put;
  }
  return before + text.slice(from);
}

function lineAndColumn(text, offset) {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, column: lines.at(-1).length };
}

/** The paths of a file and of all modules that it imports, be it through others. */
export function closureOf(file, modules) {
  const all = new Set([resolve(file)]);
  for (const path of all) {
    for (const target of modules.get(path).imports.values()) all.add(target);
  }
  return all;
}

/** The paths of a module and of all that import it, be it through others. */
export function dependentsOf(path, modules) {
  const all = new Set([path]);
  for (const one of all) {
    for (const importer of modules.get(one).importedBy) all.add(importer);
  }
  return all;
}

/** A module's own address, by which V8 knows its script too. */
export function urlOf(path) {
  return pathToFileURL(path).href;
}
