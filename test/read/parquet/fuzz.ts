import fc from 'fast-check';
import { UserError } from '../../../src/errors.js';
import { differences, type Outcome } from '../scan/both-ways.js';
import { outcomeOf, type ParquetCase, type Way } from './all-ways.js';
import { anyCase } from './cases.js';

/** What came of reading many files in all ways. */
export interface Tally {
  files: number;
  /** Files without a mistake, and rows in them. */
  whole: number;
  rows: number;
  /** Pieces of files that were scanned, and those of which the records were read. */
  pieces: number;
  handedOver: number;
  /** How often the first words of a mistake were met. */
  mistakes: Record<string, number>;
  different: { bytes: string; what: string[]; options: unknown; sizes: unknown }[];
}

/** Reads so many made-up files in all ways; the same seed makes the same files. */
export async function fuzz(
  { files, seed, path }: { files: number; seed: number; path: string },
  cases: fc.Arbitrary<ParquetCase> = anyCase,
): Promise<Tally> {
  const tally: Tally = {
    files: 0,
    whole: 0,
    rows: 0,
    pieces: 0,
    handedOver: 0,
    mistakes: {},
    different: [],
  };
  for (let made = 0; made < files; made += MADE_AT_ONCE) {
    const numRuns = Math.min(MADE_AT_ONCE, files - made);
    for (const one of fc.sample(cases, { seed: seed + made, numRuns })) {
      await readInAllWays(one, path, tally);
    }
  }
  return tally;
}

const MADE_AT_ONCE = 100;

async function readInAllWays(one: ParquetCase, path: string, tally: Tally): Promise<void> {
  const onPiece = (isScanned: boolean) => {
    tally[isScanned ? 'pieces' : 'handedOver'] += 1;
  };
  const told = { ...one, sizes: { ...one.sizes, onPiece } };
  const outcome = async (way: Way) => orNull(outcomeOf(told, path, way));
  const read = await outcome('library');
  // The file before may be a mistake itself.
  if (read === null) return;
  tally.files += 1;
  const what: string[] = [];
  for (const way of ['records', 'scanned'] as const) {
    const own = await outcome(way);
    what.push(...differences(own!, read).map((text) => `${way}: ${text}`));
  }
  const { bytes, options, sizes } = one;
  if (what.length > 0) {
    tally.different.push({ bytes: bytes.toString('base64'), what, options, sizes });
  }
  if (read.mistake === null) {
    tally.whole += 1;
    tally.rows += read.count.rows;
  } else {
    const kind = read.mistake.message.replace(/"[^"]*"|\d+/g, '…').slice(0, 60);
    tally.mistakes[kind] = (tally.mistakes[kind] ?? 0) + 1;
  }
}

/** `null` where the file that was to be read before is a mistake. */
async function orNull(outcome: Promise<Outcome>): Promise<Outcome | null> {
  try {
    return await outcome;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
