import fc from 'fast-check';
import { type ScanTools, scanTools } from '../../../src/read/scan/scan-tools.js';
import { anyCase } from './any-case.js';
import { type Case, differences, outcomeWith } from './both-ways.js';

/** What came of reading many files both ways. */
export interface Tally {
  files: number;
  /** Files that the scanner took on. */
  scanned: number;
  /** Files that it took on as streams. */
  streamed: number;
  /** Of these: files without a mistake, and rows in them. */
  whole: number;
  rows: number;
  /** How often the first words of a mistake were met. */
  mistakes: Record<string, number>;
  different: { bytes: string; what: string[]; options: unknown; sizes: unknown }[];
}

/** Reads so many made-up files both ways; the same seed makes the same files. */
export async function fuzz(
  { files, seed, path }: { files: number; seed: number; path: string },
  cases: fc.Arbitrary<Case> = anyCase,
): Promise<Tally> {
  const tally: Tally = {
    files: 0,
    scanned: 0,
    streamed: 0,
    whole: 0,
    rows: 0,
    mistakes: {},
    different: [],
  };
  // One file after the other with the same threads and scanners, as several files are read.
  const tools = scanTools();
  // In parts, since fast-check makes all of its files at once.
  for (let made = 0; made < files; made += MADE_AT_ONCE) {
    const numRuns = Math.min(MADE_AT_ONCE, files - made);
    for (const one of fc.sample(cases, { seed: seed + made, numRuns })) {
      await readBothWays(tools, one, path, tally);
    }
  }
  tools.leave();
  return tally;
}

const MADE_AT_ONCE = 1000;

async function readBothWays(
  tools: ScanTools,
  one: Case,
  path: string,
  tally: Tally,
): Promise<void> {
  tally.files += 1;
  const scanned = await outcomeWith(tools, one, path, true);
  if (scanned === null) return;
  tally.scanned += 1;
  const read = (await outcomeWith(tools, one, path, false))!;
  const streamed = await outcomeWith(tools, one, path, 'stream');
  if (streamed !== null) tally.streamed += 1;
  const what = [
    ...differences(scanned, read),
    ...(streamed === null ? [] : differences(streamed, read).map((text) => `stream: ${text}`)),
  ];
  const { bytes, options, sizes } = one;
  if (what.length > 0)
    tally.different.push({ bytes: bytes.toString('latin1'), what, options, sizes });
  if (read.mistake === null) {
    tally.whole += 1;
    tally.rows += read.count.rows;
  } else {
    const kind = read.mistake.message.replace(/"[^"]*"|\d+/g, '…').slice(0, 40);
    tally.mistakes[kind] = (tally.mistakes[kind] ?? 0) + 1;
  }
}
