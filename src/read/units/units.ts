import {
  type Aggregates,
  type VariantAggregates,
  variantAggregates,
} from '../../experiment/aggregates.js';
import { addRow } from '../fold/fold-rows.js';
import { textsOf } from './names.js';
import { type Part, partsOf } from './parts.js';
import { type Cursor, eachUnit } from './unit-extents.js';
import { flagOf } from './unit-memory.js';
import { type Units, unitCount } from './unit-store.js';
import { hasAmount, isInTwo, unitValues, variantOf } from './unit-values.js';
import type { UnitsInto } from './units-into.js';

/** As many units are sooner added one by one than by the scanner, which has to be set up first. */
export const LEAST_SCANNED = 1 << 14;

/** Adds the units to the aggregates, those of two variants left out and counted. */
export async function addUnits(into: UnitsInto, leastScanned = LEAST_SCANNED): Promise<void> {
  const { units, aggregates, reading, options } = into;
  const rates = ratesOf(into);
  const parts = partsOf(units, aggregates, reading, options);
  // As they appear, with those of units which have left for a second variant.
  if (parts.length > 0) {
    eachUnit(units.memory, (unit) => {
      for (const part of parts) part(unit, variantOf(units, unit));
    });
  }
  const add = (from?: Cursor, to?: Cursor) => addEach(into, rates, parts, from, to);
  // Which are left out, the scanner is not told.
  const isPlain = (into.isLeftOut ?? null) === null;
  const isLarge = isPlain && units.memory.wasm !== null && unitCount(units) >= leastScanned;
  const scanned = isLarge ? await import('../scan/scan-units.js') : null;
  if (scanned === null || !(await scanned.scanUnits(into, rates, add))) add();
  tellMeansApart(aggregates, rates);
}

/** Which metrics are proportions: said to be, or of 0 and 1 in every row of every unit that counts. Counts the others. */
function ratesOf({ units, aggregates, reading }: UnitsInto): boolean[] {
  const { inTwo, amounts } = surveyed(units);
  aggregates.unitsInTwoVariants += inTwo;
  return reading.metrics.map(({ kind }, i) =>
    kind === null ? !amounts[i] : kind === 'proportion',
  );
}

/** How many units are in two variants, and of which metrics the others have amounts. */
function surveyed(units: Units): { inTwo: number; amounts: boolean[] } {
  const { memory, metrics, table } = units;
  if (table !== null) {
    const inTwo = table.survey();
    return { inTwo, amounts: metrics.map((_, i) => flagOf(memory, i) !== 0) };
  }
  const amounts = metrics.map(() => false);
  let inTwo = 0;
  eachUnit(memory, (unit) => {
    if (isInTwo(units, unit)) inTwo += 1;
    else for (let i = 0; i < amounts.length; i++) amounts[i] ||= hasAmount(units, unit, i);
  });
  return { inTwo, amounts };
}

/** Adds units one by one, in order of appearance: all, or those from one up to another. */
function addEach(
  { units, aggregates, kept, isLeftOut }: UnitsInto,
  rates: readonly boolean[],
  parts: readonly Part[],
  from?: Cursor,
  to?: Cursor,
): void {
  const variants = textsOf(units.variants).map((name) => variantAggregates(aggregates, name));
  const add = (unit: number) => {
    if (isInTwo(units, unit) || isLeftOut?.(unit) === true) return;
    const variant = variantOf(units, unit);
    const row = rates.map((rate, i) => unitValues(units, unit, i, rate));
    addRow(variants[variant]!, row, kept);
    for (const part of parts) addRow(part(unit, variant), row, kept);
  };
  eachUnit(units.memory, add, from, to);
}

/** Leaves out segments without units; sums of amounts that happen to be 0 or 1 make no proportion. */
function tellMeansApart({ variants, segments }: Aggregates, rates: boolean[]): void {
  const parts: VariantAggregates[] = [...variants.values()];
  for (const values of segments.values()) {
    for (const [value, part] of values) {
      if ([...part.values()].every(({ units }) => units === 0)) values.delete(value);
      parts.push(...part.values());
    }
  }
  for (const { samples } of parts) {
    samples.forEach((sample, i) => {
      if (!rates[i]) sample.successes = null;
    });
  }
}
