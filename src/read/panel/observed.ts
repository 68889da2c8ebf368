import type { ExposureDays } from '../../experiment/over-time/day-aggregates.js';
import { TRIGGERED } from '../../experiment/parted.js';
import type { Reading } from '../reading.js';
import { textsOf } from '../units/names.js';
import type { Units } from '../units/unit-store.js';
import { isInTwo, segmentOf } from '../units/unit-values.js';
import type { PanelRows } from './panel-rows.js';

/** Which units of several rows count, and for how many days they were observed. */
export interface Observed {
  /** Whether a unit, by its address, is left out of the whole analysis; `null` where none is. */
  isLeftOut: ((unit: number) => boolean) | null;
  /** Whether a unit, by its address, is in the panel. */
  isInPanel: (unit: number) => boolean;
  /** `null` by days of the calendar. */
  exposure: ExposureDays | null;
}

const WEEK = 7;

/** The units that count, of those that were not seen in two variants and could see a difference. */
export function observedUnits(units: Units, rows: PanelRows, reading: Reading): Observed {
  const isCounted = countedUnits(units, reading);
  const asked = reading.days!.exposure;
  if (asked === null) return { isLeftOut: null, isInPanel: isCounted, exposure: null };
  const { numbers, exposures, last, rowsBefore, rowsAfter } = rows;
  const exposureOf = (unit: number) => exposures[numbers.get(unit)!]!;
  const counted = [...numbers.keys()].filter(isCounted);
  const isExposed = (unit: number) => exposureOf(unit) <= last;
  const exposed = counted.filter(isExposed);
  // The day of the exposure is the first of the days, and the last one of the data counts as whole.
  const daysOf = (unit: number) => last - exposureOf(unit) + 1;
  const { horizon } = asked;
  const span = horizon ?? usualSpan(exposed.map(daysOf));
  const isLong = (unit: number) => daysOf(unit) >= span;
  const inPanel = exposed.filter(isLong).length;
  return {
    isLeftOut: (unit) => !(horizon === null ? isExposed : isLong)(unit),
    isInPanel: (unit) => isCounted(unit) && isLong(unit),
    exposure: {
      column: asked.column,
      span,
      isHorizon: horizon !== null,
      units: inPanel,
      waiting: exposed.length - inPanel,
      unexposed: counted.length - exposed.length,
      rowsBefore,
      rowsAfter,
    },
  };
}

/** Which units, by their addresses, the analysis is of. */
function countedUnits(units: Units, { trigger }: Reading): (unit: number) => boolean {
  if (trigger === undefined) return (unit) => !isInTwo(units, unit);
  const said = textsOf(units.segments[0]!);
  return (unit) => !isInTwo(units, unit) && said[segmentOf(units, unit, 0)] === TRIGGERED;
}

/** The most days, in whole weeks if there is one, for which half of the units or more were observed; at least one. */
function usualSpan(days: number[]): number {
  if (days.length === 0) return 1;
  const sorted = days.sort((a, b) => b - a);
  const span = sorted[Math.ceil(sorted.length / 2) - 1]!;
  return Math.max(1, span < WEEK ? span : WEEK * Math.floor(span / WEEK));
}
