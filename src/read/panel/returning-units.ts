import type { Aggregates, UnitValues } from '../../experiment/aggregates.js';
import type { Limits } from '../../stats/value-counts.js';
import type { Reading } from '../reading.js';
import { textsOf } from '../units/names.js';
import type { Units } from '../units/unit-store.js';
import { unitValues, variantOf } from '../units/unit-values.js';
import type { Observed } from './observed.js';
import { entriesByUnit, type PanelRows } from './panel-rows.js';
import { type HowAdded, readUnitDays, roomForDays, type UnitDays } from './unit-days.js';

/** What is known of units that return once all of their rows have been read. */
export interface ReturningUnits {
  units: Units;
  rows: PanelRows;
  observed: Observed;
  aggregates: Aggregates;
  reading: Reading;
}

/** The units of a panel, one after the other: each with what it did day by day, which the next one writes over. */
export type EachUnit = (
  visit: (unit: UnitDays, variant: string, others: UnitValues) => void,
) => void;

/** How each metric is made of days: as the whole analysis has it. */
export function howAdded({ aggregates, reading }: ReturningUnits): HowAdded[] {
  return reading.metrics.map(({ name, kind, quantile }, i) => {
    const samples = [...aggregates.variants.values()].map((own) => own.samples[i]!);
    const isRate =
      kind === null ? samples.every(({ successes }) => successes !== null) : kind === 'proportion';
    const capped = aggregates.capped.find(({ metric }) => metric === name);
    const limits: Limits | null =
      capped === undefined ? null : [capped.lower?.limit ?? Number.NEGATIVE_INFINITY, capped.limit];
    return { isRate: isRate && quantile === null, limits };
  });
}

/** The units of a panel, from a day on for so many days. */
export function unitsIn(
  { units, rows, observed }: ReturningUnits,
  from: number,
  days: number,
): EachUnit {
  const { entries, from: starts } = entriesByUnit(rows);
  const variants = textsOf(units.variants);
  const room = roomForDays(days, units.metrics);
  return (visit) => {
    for (const [unit, number] of rows.numbers) {
      if (!observed.isInPanel(unit)) continue;
      readUnitDays(room, rows, entries.subarray(starts[number]!, starts[number + 1]!), from);
      const others = units.metrics.map(({ summed }, i) =>
        unitValues(units, unit, i, false).slice(summed),
      );
      visit(room, variants[variantOf(units, unit)]!, others);
    }
  };
}
