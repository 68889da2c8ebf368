import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const src = join(import.meta.dirname, '../src');

/** What each layer may import of the others; every layer but stats may use src/errors.ts and src/vocabulary.ts. */
const ALLOWED: Record<string, string[]> = {
  stats: [],
  experiment: ['stats', 'errors.ts', 'vocabulary.ts'],
  report: ['programme', 'experiment', 'stats', 'errors.ts', 'vocabulary.ts'],
  render: ['report', 'experiment', 'errors.ts', 'vocabulary.ts'],
  read: ['experiment', 'stats', 'errors.ts', 'vocabulary.ts'],
  sql: ['experiment', 'errors.ts', 'vocabulary.ts'],
  gate: ['read', 'experiment', 'stats', 'errors.ts', 'vocabulary.ts'],
  programme: ['gate', 'read', 'experiment', 'stats', 'errors.ts', 'vocabulary.ts'],
  cli: [
    'programme',
    'gate',
    'read',
    'sql',
    'render',
    'report',
    'experiment',
    'stats',
    'errors.ts',
    'vocabulary.ts',
  ],
  'index.ts': [
    'programme',
    'gate',
    'read',
    'sql',
    'render',
    'report',
    'experiment',
    'stats',
    'errors.ts',
    'vocabulary.ts',
  ],
  'errors.ts': ['vocabulary.ts'],
  'vocabulary.ts': [],
  scan: [],
};

/** What a layer may import from Node and npm; edges may do I/O, the layers between them may not. */
const OUTSIDE: Record<string, RegExp> = {
  stats: /^simple-statistics$/,
  experiment: /^simple-statistics$/,
  sql: /^$/,
  gate: /^$/,
  programme: /^simple-statistics$/,
  report: /^(simple-statistics|zod\/mini)$/,
  render: /^(node:crypto|chalk|d3-scale|d3-shape|fast-string-width|fflate|simple-statistics)$/,
  read: /^(node:(buffer|crypto|fs|os|path|stream|util|worker_threads|zlib)|csv-parse|fzstd|hyparquet|fflate|read-excel-file\/universal|yaml|zod\/mini)$/,
  cli: /^(node:(fs|os|path|worker_threads)|chalk|commander|fflate|simple-statistics|zod\/mini)$/,
  'index.ts': /^$/,
  'errors.ts': /^$/,
  'vocabulary.ts': /^$/,
  scan: /^$/,
};

/** The folders of stats, each of which may import those before it, and the files beside them. */
const STATS = [
  'stats/numeric',
  'stats',
  'stats/distributions',
  'stats/random',
  'stats/customer',
  'stats/surrogate',
  'stats/tests',
  'stats/bayes',
  'stats/margin',
  'stats/sequential',
  'stats/power',
  'stats/value',
  'stats/meta',
];

/** Layers that touch no file, no stream and no clock, nor through what they import. */
const PURE = ['stats', 'experiment', 'sql', 'gate', 'programme', 'report'];

/**
 * The commands that build on another: simulate plays out the test that power plans, from the same flags;
 * describe tries what analyze does.
 */
const BUILDS_ON: Record<string, string> = {
  'cli/describe': 'cli/analyze',
  'cli/simulate': 'cli/power',
};

interface Import {
  file: string;
  layer: string;
  target: string;
  /** Whether only types are imported, which nothing is run for. */
  isType: boolean;
  /** The file in src that it names; `null` for a package, Node, or a file outside of src. */
  into: string | null;
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(src, file), 'utf8');
  const found = text.matchAll(
    /(?:^(?:import|export)\b( type)?[^'"`]*\bfrom\s*|\bimport\(|getBuiltinModule\()'([^']+)'/gm,
  );
  return [...found].map(([, type, target]) => {
    // AssemblyScript names modules without an ending.
    const path = join(dirname(file), target!.replace(/(\.js)?$/, '.ts'));
    const inside = target!.startsWith('.') && !path.startsWith('..');
    return {
      file,
      layer: layerOf(file),
      target: target!,
      isType: type !== undefined,
      into: inside ? path : null,
    };
  });
}

function layerOf(path: string): string {
  return path.split('/')[0]!;
}

/** The files that run when this one is imported. */
function runWith(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) return known;
  known.add(file);
  for (const { into, isType } of imports.filter((one) => one.file === file)) {
    if (into !== null && !isType) runWith(into, known);
  }
  return known;
}

/** The edges left of a graph once those are peeled off that lie on no circle, nor between two. */
function circles(edges: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  const from = new Set(edges.map(([file]) => file));
  const to = new Set(edges.map(([, into]) => into));
  const left = edges.filter(([file, into]) => to.has(file) && from.has(into));
  return left.length === edges.length ? left : circles(left);
}

test('there are imports to look at, each of a file that is there', () => {
  const named = imports.flatMap(({ into }) => into ?? []);
  expect(named.length).toBeGreaterThan(1000);
  expect(named.filter((into) => !files.includes(into))).toEqual([]);
});

test('imports point one way: cli → gate, read, render, report → experiment → stats', () => {
  const wrong = imports.filter(({ layer, into }) => {
    if (into === null || layerOf(into) === layer) return false;
    return !ALLOWED[layer]!.includes(layerOf(into));
  });
  expect(wrong).toEqual([]);
});

test('no files import one another in a circle, be it for a type', () => {
  const edges = imports.flatMap(({ file, into }) => (into === null ? [] : [[file, into] as const]));
  expect(circles(edges)).toEqual([]);
});

test('the folders of stats build on one another in one order', () => {
  const wrong = imports.filter(({ file, layer, into }) => {
    if (layer !== 'stats' || into === null) return false;
    return STATS.indexOf(dirname(into)) > STATS.indexOf(dirname(file));
  });
  expect(wrong).toEqual([]);
  const folders = new Set(files.map(dirname).filter((folder) => layerOf(folder) === 'stats'));
  expect([...folders].sort()).toEqual([...STATS].sort());
});

test('only the edges touch the world', () => {
  const wrong = imports.filter(
    ({ layer, target }) => !target.startsWith('.') && !OUTSIDE[layer]!.test(target),
  );
  expect(wrong).toEqual([]);
});

test('what is pure reaches nothing of Node, be it through others', () => {
  const ofNode = new Set(
    imports.flatMap((one) => (one.target.startsWith('node:') ? one.file : [])),
  );
  const pure = files.filter((file) => PURE.includes(layerOf(file)));
  const wrong = pure.filter((file) => [...runWith(file)].some((other) => ofNode.has(other)));
  expect(ofNode.size).toBeGreaterThan(10);
  expect(wrong).toEqual([]);
});

test('a command imports from no other, and what commands share from none', () => {
  const commands = new Set(files.filter((file) => file.endsWith('-command.ts')).map(dirname));
  const wrong = imports.filter(({ file, into }) => {
    const [room, other] = [dirname(file), dirname(into ?? '')];
    if (room === 'cli' || room === other || !commands.has(other)) return false;
    return BUILDS_ON[room] !== other;
  });
  expect(commands.size).toBeGreaterThan(5);
  expect(wrong).toEqual([]);
});
