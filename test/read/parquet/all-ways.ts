import { writeFileSync } from 'node:fs';
import { UserError } from '../../../src/errors.js';
import { fileState, type ReadState } from '../../../src/read/file-state.js';
import { addDeferred } from '../../../src/read/fold/caps.js';
import { finish } from '../../../src/read/one-file.js';
import { takeParquet } from '../../../src/read/parquet/parquet.js';
import type { GroupSizes } from '../../../src/read/parquet/sizes.js';
import type { ReadOptions } from '../../../src/read/reading.js';
import { UNSAID } from '../given.js';
import type { Outcome } from '../scan/both-ways.js';

/** A Parquet file to be read in all ways. */
export interface ParquetCase {
  bytes: Buffer;
  /** The file that is read before, so that this one's first rows need not be looked at; or none. */
  before: Buffer | null;
  options: Partial<ReadOptions>;
  variant: string | null;
  /** How it is scanned. */
  sizes: Partial<GroupSizes>;
}

/** By the library alone, from pages record by record, and by scanning. */
export const WAYS = {
  library: { byPages: false },
  records: { leastRows: Number.POSITIVE_INFINITY },
  scanned: { leastRows: 1 },
} satisfies Record<string, Partial<GroupSizes>>;

export type Way = keyof typeof WAYS;

/** What comes of reading a case from a path in one of the ways. */
export async function outcomeOf(one: ParquetCase, path: string, way: Way): Promise<Outcome> {
  const options = { ...UNSAID, ...one.options };
  const { variant, before } = one;
  // Of the file before, all rows count: there may be none otherwise.
  const whole = { ...options, where: [], variants: [] };
  const known = before === null ? null : await knownFrom(before, whole, { path, variant });
  writeFileSync(path, one.bytes);
  const state = fileState({ path, variant }, options, known);
  try {
    const sha256 = await takeParquet(state, STDIN, { ...one.sizes, ...WAYS[way] });
    const known = finish(state);
    if (known.kept !== null) addDeferred(known.kept, known.aggregates, known.reading);
    return { known, count: state.count, sha256, mistake: null, units: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message, location, hint, fatal } = error;
    const mistake = { message, location, hint, fatal };
    return { known: null, count: state.count, sha256: null, mistake, units: [] };
  }
}

const STDIN = { stdin: (async function* () {})() };

async function knownFrom(
  bytes: Buffer,
  options: ReadOptions,
  source: { path: string; variant: string | null },
): Promise<ReadState> {
  writeFileSync(source.path, bytes);
  const state = fileState(source, options, null);
  await takeParquet(state, STDIN, WAYS.records);
  return finish(state);
}
