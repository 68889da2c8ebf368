import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** What was reviewed as equal, of bench/mutation.mjs: a list that lags behind its sources must say so. */
const path = new URL('../bench/mutation/reviewed.mjs', import.meta.url).href;
const { reviewedIn } = await import(path);
const { named } = await import(new URL('../bench/mutation/names.mjs', import.meta.url).href);

const TEXT = 'function root(a) {\n  if (a <= 0) return a;\n  if (a <= 0) return a;\n}\n';
const mutants = named(
  [TEXT.indexOf('<='), TEXT.lastIndexOf('<=')].map((from) => ({
    ...{ file: 'bench/mutation.mjs', of: 'root', becomes: '<', from, to: from + 2 },
  })),
  TEXT,
);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reviewed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function list(file: string, ...names: string[]) {
  const one = { why: 'both are 0', mutants: { [file]: names } };
  writeFileSync(join(folder, 'some.json'), JSON.stringify([one]));
}

test('a mutant is named by what it does, where it stands', () => {
  expect(mutants.map(({ name }: { name: string }) => name)).toEqual([
    'root: if (a «<=» 0) return a; → <',
    'root: if (a «<=» 0) return a; → < #2',
  ]);
});

test('a mutant that was reviewed is known with why', () => {
  list('bench/mutation.mjs', 'root: if (a «<=» 0) return a; → < #2');
  expect([...reviewedIn(folder, mutants)]).toEqual([[mutants[1], 'both are 0']]);
});

test('a name that is of no mutant any more is a fault, as is one that stands twice', () => {
  const name = 'root: if (a «<=» 0) return a; → <';
  list('bench/mutation.mjs', 'root: if (a «<» 0) return a; → <=');
  expect(() => reviewedIn(folder, mutants)).toThrow(/no mutant any more: .*«<» 0/);
  list('bench/mutation.mjs', name, name);
  expect(() => reviewedIn(folder, mutants)).toThrow(/stands twice/);
  list('src/nowhere.ts', name);
  expect(() => reviewedIn(folder, mutants)).toThrow(/no mutant any more: src\/nowhere.ts/);
});

test('a file that these tests do not reach is left for those that do', () => {
  list('bench/fuzz.mjs', 'root: if (a «<=» 0) return a; → <');
  expect(reviewedIn(folder, mutants).size).toBe(0);
});
