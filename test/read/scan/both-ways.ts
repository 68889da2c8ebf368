import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../../src/errors.js';
import {
  type Aggregates,
  type VariantAggregates,
  valuesOf,
} from '../../../src/experiment/aggregates.js';
import { LARGE_BYTES, readBytes } from '../../../src/read/bytes/source.js';
import {
  formatOfRecords,
  peekRecords,
  readKnown,
  readRecords,
} from '../../../src/read/csv/records.js';
import { type FileState, fileState, type ReadState } from '../../../src/read/file-state.js';
import { addDeferred } from '../../../src/read/fold/caps.js';
import type { KeptSpans } from '../../../src/read/kept-spans.js';
import { finish, takeRecord } from '../../../src/read/one-file.js';
import type { ReadOptions, Source } from '../../../src/read/reading.js';
import { scanFile } from '../../../src/read/scan/scan-file.js';
import { scanStream } from '../../../src/read/scan/scan-stream.js';
import { type ScanTools, scanTools } from '../../../src/read/scan/scan-tools.js';
import type { ScanSizes } from '../../../src/read/scan/sizes.js';
import { textsOf } from '../../../src/read/units/names.js';
import { eachUnit, idOffset } from '../../../src/read/units/unit-extents.js';
import type { Units } from '../../../src/read/units/unit-store.js';
import { isInTwo, segmentOf, variantOf } from '../../../src/read/units/unit-values.js';
import { addUnits } from '../../../src/read/units/units.js';
import { triples } from '../../../src/stats/moments.js';
import { UNSAID } from '../given.js';

/** A file to be read both ways. */
export interface Case {
  bytes: Buffer;
  /** A file that is read before, so that this one's first rows need not be looked at; or none. */
  before: string | null;
  options: Partial<ReadOptions>;
  variant: string | null;
  sizes: Partial<ScanSizes>;
  /** Which values are told apart where a file is scanned; left out: all. */
  spans?: KeptSpans;
}

/** A folder of its own, in memory where the system has such: opening files on a disk takes long. */
export function scratchFolder(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'perso-test-scan-'));
}

/** What came of reading a file: all that is known then, or the mistake in it. */
export interface Outcome {
  known: ReadState | null;
  /** What is known of each unit, in order of appearance. */
  units: string[];
  count: FileState['count'];
  sha256: string | null;
  mistake: Pick<UserError, 'message' | 'location' | 'hint' | 'fatal'> | null;
}

/**
 * Reads a case from a path, record by record, at once or in the parts of a stream, or by scanning it as a file or
 * as a stream; `null` where the scanner would not.
 */
export async function outcomeOf(
  one: Case,
  path: string,
  scans: boolean | 'stream' | 'parts',
): Promise<Outcome | null> {
  const tools = scanTools();
  try {
    return await outcomeWith(tools, one, path, scans);
  } finally {
    tools.leave();
  }
}

/** The same with what other cases were scanned with. */
export async function outcomeWith(
  tools: ScanTools,
  { bytes, before, options, variant, sizes, spans }: Case,
  path: string,
  scans: boolean | 'stream' | 'parts',
): Promise<Outcome | null> {
  writeFileSync(path, bytes);
  const all = { ...UNSAID, ...options };
  // Of the file before, all rows count: there may be none otherwise.
  const whole = { ...all, encoding: null, where: [], variants: [] };
  const known = before === null ? null : await knownFrom(before, whole, { path, variant });
  writeFileSync(path, bytes);
  const state = fileState({ path, variant }, all, known);
  try {
    const given = { bytes, sizes, ...(spans && { spans }) };
    const scanned = await scannedBy(scans, state, tools, given);
    if (scanned === null) return null;
    const { sha256 } = scanned;
    const known = finish(state);
    const units = known.units === null ? [] : unitsIn(known.units);
    if (known.units !== null) {
      const { units, aggregates, reading, kept } = known;
      const least = scans === false ? Number.POSITIVE_INFINITY : 0;
      await addUnits({ units, aggregates, reading, options: all, kept }, least);
    }
    if (known.kept !== null) addDeferred(known.kept, known.aggregates, known.reading);
    return { known, units, count: state.count, sha256, mistake: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message, location, hint, fatal } = error;
    return {
      known: null,
      units: [],
      count: state.count,
      sha256: null,
      mistake: { message, location, hint, fatal },
    };
  }
}

async function scannedBy(
  scans: boolean | 'stream' | 'parts',
  state: FileState,
  tools: ScanTools,
  { bytes, sizes, spans }: Pick<Case, 'bytes' | 'sizes' | 'spans'>,
) {
  if (scans === false) return { sha256: await readWhole(state) };
  if (scans === true) return scanFile(state, tools, { sizes, spans });
  if (scans === 'parts') {
    const { path } = state.source;
    const take = (fields: string[], line: number) => takeRecord(state, fields, line);
    // A stream's form is told by more of its start than its first part.
    const form = formatOfRecords(bytes.subarray(0, LARGE_BYTES), path, state.options);
    const [, all] = await peekRecords(inParts(bytes), state.options);
    await readKnown(all, { file: path, line: 1 }, form, take);
    return { sha256: createHash('sha256').update(bytes).digest('hex') };
  }
  const stream = { start: bytes.subarray(0, LARGE_BYTES), chunks: inParts(bytes) };
  const taken = await scanStream(state, stream, tools, sizes);
  return taken ? { sha256: createHash('sha256').update(bytes).digest('hex') } : null;
}

/** The bytes in chunks of many lengths, as pipes and unpackers give them. */
async function* inParts(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let [at, length] = [0, 1]; at < bytes.length; length = (length * 7 + 3) % 5003) {
    yield bytes.subarray(at, at + length + 1);
    at += length + 1;
  }
}

async function knownFrom(text: string, options: ReadOptions, source: Source): Promise<ReadState> {
  writeFileSync(source.path, text);
  const state = fileState(source, options, null);
  await readWhole(state);
  return finish(state);
}

async function readWhole(state: FileState): Promise<string | null> {
  const { chunks, hashes } = readBytes(state.source, { stdin: nothing() }, {});
  const { path } = state.source;
  await readRecords(chunks, path, state.options, (fields, line) => takeRecord(state, fields, line));
  return hashes().sha256;
}

async function* nothing(): AsyncGenerator<Buffer> {}

/** All that is known of each unit, its numbers by their bits. */
function unitsIn(units: Units): string[] {
  const { memory, metrics, numbers } = units;
  const variants = textsOf(units.variants);
  const segments = units.segments.map(textsOf);
  const found: string[] = [];
  eachUnit(memory, (unit, idEnd) => {
    const id = Buffer.from(memory.bytes.slice(unit + idOffset(memory), idEnd)).toString();
    const flags = unit + 8 * numbers + 2;
    found.push(
      JSON.stringify([
        id,
        Buffer.from(memory.bytes.slice(unit, unit + 8 * numbers)).toString('hex'),
        [...memory.bytes.slice(flags, flags + metrics.length)],
        variants[variantOf(units, unit)],
        isInTwo(units, unit),
        segments.map((texts, i) => texts[segmentOf(units, unit, i)]),
      ]),
    );
  });
  return found;
}

/** What differs between two outcomes; empty where nothing does. */
export function differences(scanned: Outcome, read: Outcome): string[] {
  const found: string[] = [];
  const same = (what: string, a: unknown, b: unknown) => {
    const [mine, theirs] = [text(a), text(b)];
    if (mine !== theirs) found.push(`${what}: ${mine} scanned, ${theirs} read`);
  };
  same('mistake', scanned.mistake, read.mistake);
  if (read.known === null || scanned.known === null) return found;
  same('sha256', scanned.sha256, read.sha256);
  same('count', scanned.count, read.count);
  same('seen', scanned.known.seen, read.known.seen);
  same('units', scanned.units, read.units);
  const inTwo = ({ known }: Outcome) => known!.aggregates.unitsInTwoVariants;
  same('units in two variants', inTwo(scanned), inTwo(read));
  const [mine, theirs] = [partsOf(scanned.known.aggregates), partsOf(read.known.aggregates)];
  same(
    'cells',
    mine.map(([name]) => name),
    theirs.map(([name]) => name),
  );
  same('caps', scanned.known.aggregates.capped, read.known.aggregates.capped);
  if (found.length > 0) return found;
  mine.forEach(([name, cells], i) => {
    found.push(...cellDifferences(cells, theirs[i]![1]).map((what) => `${name}: ${what}`));
  });
  return found;
}

function text(value: unknown): string {
  return JSON.stringify(value, (_, one) => (one instanceof Set ? [...one] : one)) ?? 'nothing';
}

/** All cells with their names, in order. */
export function partsOf({ variants, segments }: Aggregates): [string, VariantAggregates][] {
  const parts: [string, VariantAggregates][] = [...variants];
  for (const [column, values] of segments) {
    for (const [value, inner] of values) {
      for (const [variant, cells] of inner) parts.push([`${column}=${value} ${variant}`, cells]);
    }
  }
  return parts;
}

function cellDifferences(a: VariantAggregates, b: VariantAggregates): string[] {
  const found: string[] = a.units === b.units ? [] : [`units ${a.units}, ${b.units}`];
  a.samples.forEach((mine, i) => {
    const theirs = b.samples[i]!;
    for (const what of ['missing', 'successes'] as const) {
      if (mine[what] !== theirs[what]) found.push(`${what} ${mine[what]}, ${theirs[what]}`);
    }
    if (mine.moments.n !== theirs.moments.n) found.push(`n ${mine.moments.n}, ${theirs.moments.n}`);
    found.push(...momentDifferences(mine.moments, theirs.moments));
    const [ours, others] = [mine, theirs].map((sample) => text(valuesOf(sample)));
    if (ours !== others) found.push(`values ${ours}, ${others}`);
  });
  return found;
}

type Moments = VariantAggregates['samples'][number]['moments'];

/** Below this, doubles lose digits: the square root of the smallest normal one. */
const LEAST = 1.5e-154;
/** Smaller than this are cubes of which nothing is known but that. */
const LEAST_CUBE = LEAST ** 2;

/** Apart by more than 1e-12 of the size of what was added up. */
function momentDifferences(a: Moments, b: Moments): string[] {
  const diagonal = (i: number) => b.comoment[(i * (i + 1)) / 2 + i]!;
  const size = (i: number) =>
    LEAST * 1e10 + Math.abs(b.mean[i]!) + Math.sqrt(Math.abs(diagonal(i)) / Math.max(1, b.n));
  const found: string[] = [];
  b.mean.forEach((mean, i) => {
    if (!(Math.abs(a.mean[i]! - mean) <= 1e-12 * size(i))) found.push(`mean ${a.mean[i]}, ${mean}`);
    for (let j = 0; j <= i; j++) {
      const at = (i * (i + 1)) / 2 + j;
      const most = 1e-12 * size(i) * size(j) * Math.max(1, b.n);
      if (!(Math.abs(a.comoment[at]! - b.comoment[at]!) <= most)) {
        found.push(`comoment ${a.comoment[at]}, ${b.comoment[at]}`);
      }
    }
  });
  triples(b.mean.length).forEach((measures, at) => {
    const product = measures.reduce((part, i) => part * size(i), 1e-12 * Math.max(1, b.n));
    const most = Math.max(LEAST_CUBE, product);
    const [mine, theirs] = [a.third![at]!, b.third![at]!];
    // Where cubes leave the doubles, neither is known.
    if (!Number.isFinite(most) || Math.abs(mine - theirs) <= most) return;
    found.push(`third moment ${mine}, ${theirs}`);
  });
  return found;
}
