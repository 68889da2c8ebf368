import { ones, type ValueCounts } from '../../stats/value-counts.js';
import { cellNames } from './cell-names.js';
import type { ScannedChunk } from './chunk.js';
import type { Engine } from './engine.js';
import { SAMPLE } from './sample-sizes.js';
import { type ScannedBytes, scanChunk } from './scan-chunk.js';
import type { ScanLayout } from './scan-layout.js';

/** Takes values of a metric in a cell, by its name. */
export type TakeSample = (metric: number, cell: string, run: ValueCounts) => void;

/** Of an id's hash so many bits must be 0: next to no id has that. */
const NO_IDS = 31;

/**
 * Takes what is kept of a sample of rows, from a position on, where so many bytes of all files are to be sampled; which
 * share of all rows a sample has. Where records begin is a guess, and what is doubtful is left out: so a sample tells
 * where to look, and nothing else.
 */
export function sampleRows(
  engine: Engine,
  bytes: ScannedBytes,
  from: number,
  ofAll: number,
  take: TakeSample,
): number {
  // Ids are looked at where all rows are.
  engine.idLevels = engine.plan.ids.map(() => NO_IDS);
  const stride = Math.max(SAMPLE.sliceBytes, Math.ceil(ofAll / SAMPLE.slices));
  for (let start = from; start < bytes.size; start += stride) {
    const to = Math.min(bytes.size, start + SAMPLE.sliceBytes);
    const range = { index: 0, from: start, to, begins: start === from };
    takeKept(engine.plan, scanChunk(engine, bytes, range), take);
  }
  return SAMPLE.sliceBytes / stride;
}

function takeKept(plan: ScanLayout, slice: ScannedChunk, take: TakeSample): void {
  for (const [i, cell] of cellNames(plan, slice).entries()) {
    for (const [k, { values, counts }] of slice.kept[i]!.entries()) {
      take(plan.keeps[k]!.metric, cell, { values, counts: counts ?? ones(values.length) });
    }
  }
}
