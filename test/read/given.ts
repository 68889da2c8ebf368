import { UserError } from '../../src/errors.js';
import { type RecordFormat, readRecords } from '../../src/read/csv/records.js';
import { type ReadResult, readAggregates } from '../../src/read/read-aggregates.js';
import type { ReadOptions } from '../../src/read/reading.js';

/** The bytes in chunks of these sizes, over and over. */
export async function* chunksOf(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** The bytes in two chunks, cut at this position. */
export async function* cutAt(bytes: Buffer, position: number): AsyncGenerator<Buffer> {
  yield bytes.subarray(0, position);
  yield bytes.subarray(position);
}

export const UNSAID: ReadOptions = {
  layout: null,
  variantColumn: null,
  unitsColumn: null,
  unitIdColumn: null,
  metrics: [],
  segments: [],
  covariates: [],
  caps: [],
  ranks: false,
  delimiter: null,
  encoding: null,
  decimal: new Map(),
  thousands: '',
  missing: [],
  onBadRow: 'stop',
};

/** The records of some bytes: line and fields of each. */
export async function recordsOf(
  chunks: AsyncIterable<Buffer>,
  dialect: Partial<RecordFormat> = {},
): Promise<[number, string[]][]> {
  const records: [number, string[]][] = [];
  await readRecords(
    chunks,
    'x.csv',
    { delimiter: null, encoding: null, ...dialect },
    (fields, line) => {
      records.push([line, fields]);
    },
  );
  return records;
}

/** What is read of a text that comes on standard input. */
export function readText(text: string, options: Partial<ReadOptions> = {}): Promise<ReadResult> {
  const stdin = chunksOf(Buffer.from(text), [1 << 16]);
  return readAggregates([{ path: '-', variant: null }], { ...UNSAID, ...options }, { stdin });
}

/** The user's mistake that this comes to; fails where it comes to something else. */
export async function mistakeIn(answer: () => unknown): Promise<UserError> {
  try {
    await answer();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('no mistake was found');
}
