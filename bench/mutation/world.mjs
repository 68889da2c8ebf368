import { dirname } from 'node:path';
import { Script } from 'node:vm';
import { urlOf } from './modules.mjs';
import { vitestFor } from './suite.mjs';

/** What every module is wrapped in, so that each load of it has a state of its own. */
export const HEAD = '(function (exports, require, module, $tick, $url, $folder) {';

/** Thrown where a loop goes on far longer than it does without a mutant. */
export class Overrun extends Error {}

/**
 * Modules as they are loaded: each once, until it is forgotten. `meter.turns` counts the turns of all loops
 * and may come to `meter.most`. `collect` gives the tests of a file.
 */
export function worldOf({ modules, outside }) {
  const scripts = new Map();
  const loaded = new Map();
  const meter = { turns: 0, most: Number.POSITIVE_INFINITY };
  const replaced = new Map();
  const ofSuite = [...modules].filter(([, { names }]) => [...names].includes('vitest'));
  let suite = null;

  function tick() {
    meter.turns += 1;
    if (meter.turns > meter.most) throw new Overrun('a loop without an end');
  }

  function load(path) {
    const known = loaded.get(path);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    loaded.set(path, module);
    const { imports } = modules.get(path);
    const require = (name) => (name === 'vitest' ? suite.api : fromOutside(name, imports));
    const run = scriptOf(path).runInThisContext();
    run(module.exports, require, module, tick, urlOf(path), dirname(path));
    return module.exports;
  }

  function fromOutside(name, imports) {
    const path = imports.get(name);
    return path === undefined ? outside.get(name) : load(path);
  }

  function scriptOf(path) {
    const mutated = replaced.get(path);
    if (mutated !== undefined) return new Script(wrapped(mutated), { filename: path });
    if (!scripts.has(path)) {
      scripts.set(path, new Script(wrapped(modules.get(path).text), { filename: path }));
    }
    return scripts.get(path);
  }

  return {
    meter,
    collect: (file) => {
      suite = vitestFor(outside.get('vitest'));
      // What makes tests for a file makes them of the suite that it was loaded in.
      for (const [path] of ofSuite) loaded.delete(path);
      load(file);
      return suite.tests;
    },
    forget: (paths) => {
      for (const path of paths) loaded.delete(path);
    },
    compileAnew: () => scripts.clear(),
    replace: (path, text) => (text === null ? replaced.delete(path) : replaced.set(path, text)),
  };
}

function wrapped(text) {
  return `${HEAD}${text}\n})`;
}
