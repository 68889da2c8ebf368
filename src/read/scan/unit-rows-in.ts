import { METRIC_BYTES, UNITS } from '../units/layout.js';
import { freeNumbers, type Names, named as nameIn, numberOf } from '../units/names.js';
import { setWord, tooManyUnits, wordAt } from '../units/unit-memory.js';
import { afterGrowth, type Units } from '../units/unit-store.js';
import type { ScannedChunk } from './chunk.js';
import { MOST } from './layout.js';
import type { ScanLayout } from './scan-layout.js';
import { BATCH_HEAD } from './unit-rows.js';

/** What of a piece are rows of units. */
type UnitRows = Pick<ScannedChunk, 'variants' | 'segments' | 'unitRows'>;

/**
 * Adds the rows of a piece to their units, and gives the segments in each column that new units have. The command line
 * may have named their variant.
 *
 * @throws {UserError} when units take more memory than they may.
 */
export function takeUnitRows(
  units: Units,
  plan: ScanLayout,
  { variants, segments, unitRows }: UnitRows,
  named: string | null,
): string[][] {
  describeRows(units, plan, named);
  const first = named === null ? 1 : 0;
  const numbers = variants.map((name) => numberOf(units.variants, name));
  if (named === null) setNames(units, 0, numbers);
  const given = segments.map((values, i) => numbersFor(units.segments[i]!, values));
  given.forEach((own, i) => {
    setNames(units, first + i, own);
  });
  units.memory.bytes.fill(0, UNITS.used, UNITS.used + MOST.segments * MOST.codes);
  takeBatches(units, unitRows);
  return segments.map((values, i) => {
    const used = units.memory.bytes.subarray(UNITS.used + MOST.codes * i);
    const met = values.filter((_, k) => used[given[i]![k]!] === 1);
    for (const value of met) {
      if (!units.segments[i]!.has(value)) {
        nameIn(units.segments[i]!, value, given[i]![values.indexOf(value)]!);
      }
    }
    return met;
  });
}

/** Writes which columns the rows have, and what numbers of a unit each metric makes of them. */
function describeRows(
  { memory, metrics, variants }: Units,
  plan: ScanLayout,
  named: string | null,
) {
  setWord(memory, UNITS.hasVariant, named === null ? 1 : 0);
  if (named !== null) setWord(memory, UNITS.named, numberOf(variants, named));
  setWord(memory, UNITS.texts, plan.texts.length);
  setWord(memory, UNITS.values, plan.values.length);
  metrics.forEach(({ at, summed, measures }, i) => {
    const figures = [at, summed, measures, 0, ...plan.metrics[i]!];
    memory.words.set(figures, (UNITS.metricList + METRIC_BYTES * i) >>> 2);
  });
}

/** The numbers of texts in a column; those that have none get one that is free, and may keep it. */
function numbersFor(names: Names, texts: readonly string[]): number[] {
  const others = texts.filter((text) => !names.has(text));
  const free = freeNumbers(names, others.length);
  return texts.map((text) => names.get(text) ?? free[others.indexOf(text)]!);
}

function setNames({ memory }: Units, column: number, numbers: readonly number[]): void {
  memory.halves.set(numbers, (UNITS.names >>> 1) + MOST.codes * column);
}

function takeBatches(units: Units, batches: Uint8Array): void {
  const { memory, table } = units;
  const heads = new Uint32Array(batches.buffer, batches.byteOffset, batches.length >>> 2);
  for (let at = 0; at < batches.length; ) {
    const [count, bytes] = [heads[at >>> 2]!, heads[(at >>> 2) + 1]!];
    const from = at + BATCH_HEAD;
    memory.bytes.set(batches.subarray(from, from + bytes), UNITS.rows);
    const isTaken = table!.takeRows(count) !== 0;
    afterGrowth(units);
    if (!isTaken) throw tooManyUnits(memory, wordAt(memory, UNITS.lacking));
    at = from + bytes;
  }
}
