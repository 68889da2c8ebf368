import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const src = join(import.meta.dirname, '../src');

/** What each layer may import of the others; every layer may use src/errors.ts but stats. */
const ALLOWED: Record<string, string[]> = {
  stats: [],
  experiment: ['stats', 'errors.ts'],
  report: ['experiment', 'stats', 'errors.ts'],
  render: ['report', 'experiment', 'errors.ts'],
  read: ['experiment', 'stats', 'errors.ts'],
  sql: ['experiment', 'errors.ts'],
  gate: ['read', 'experiment', 'stats', 'errors.ts'],
  cli: ['gate', 'read', 'sql', 'render', 'report', 'experiment', 'stats', 'errors.ts'],
  'index.ts': ['gate', 'read', 'sql', 'render', 'report', 'experiment', 'stats', 'errors.ts'],
  'errors.ts': [],
};

/** What a layer may import from Node and npm; edges may do I/O, the layers between them may not. */
const OUTSIDE: Record<string, RegExp> = {
  stats: /^simple-statistics$/,
  experiment: /^simple-statistics$/,
  sql: /^$/,
  gate: /^$/,
  report: /^(simple-statistics|zod\/mini)$/,
  render: /^(chalk|fast-string-width|simple-statistics)$/,
  read: /^(node:(buffer|crypto|fs|os|path|stream|util|worker_threads|zlib)|csv-parse|fzstd|hyparquet|yaml|zod\/mini)$/,
  cli: /^(node:(fs|os|path|worker_threads)|chalk|commander|simple-statistics|tinyglobby|zod\/mini)$/,
};

interface Import {
  file: string;
  layer: string;
  target: string;
}

const imports = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(src, file), 'utf8');
  const found = text.matchAll(
    /(?:^(?:import|export)\b[^'"`]*\bfrom\s*|\bimport\(|getBuiltinModule\()'([^']+)'/gm,
  );
  return [...found].map(([, target]) => ({ file, layer: layerOf(file), target: target! }));
}

function layerOf(path: string): string {
  return path.split('/')[0]!;
}

test('there are imports to look at', () => expect(imports.length).toBeGreaterThan(100));

test('imports point one way: cli → gate, read, render, report → experiment → stats', () => {
  const wrong = imports.filter(({ file, layer, target }) => {
    if (!target.startsWith('.')) return false;
    const path = relative(src, join(src, dirname(file), target)).replace(/\.js$/, '.ts');
    const into = layerOf(path);
    return into !== layer && into !== '..' && !(ALLOWED[layer] ?? []).includes(into);
  });
  expect(wrong).toEqual([]);
});

test('only the edges touch the world', () => {
  const wrong = imports.filter(
    ({ layer, target }) => !target.startsWith('.') && OUTSIDE[layer]?.test(target) === false,
  );
  expect(wrong).toEqual([]);
});
