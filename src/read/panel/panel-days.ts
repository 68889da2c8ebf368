import {
  type Aggregates,
  emptyVariant,
  type VariantAggregates,
} from '../../experiment/aggregates.js';
import type { AggregatesByDay, DayAggregates } from '../../experiment/over-time/day-aggregates.js';
import { stepOf } from '../../experiment/over-time/periods.js';
import { checkSpan, commonZone } from '../fold/fold-days.js';
import { addRow } from '../fold/fold-rows.js';
import { type EachUnit, howAdded, type ReturningUnits, unitsIn } from './returning-units.js';
import { type HowAdded, valueOver } from './unit-days.js';
import { unitSlopes } from './unit-slopes.js';

/** What units that return come to by days, of the calendar or since their exposure. */
export function panelDays(returning: ReturningUnits): DayAggregates {
  const { rows, observed, reading, aggregates } = returning;
  const { exposure } = observed;
  const { column } = reading.days!;
  const { first, last } = rows;
  checkSpan(first, last, column);
  const zone = commonZone(rows.zones, exposure === null ? [column] : [column, exposure.column]);
  const [from, days] = exposure === null ? [first, last - first + 1] : [0, exposure.span];
  const how = howAdded(returning);
  const each = unitsIn(returning, from, days);
  const step = stepOf(days);
  const isBalanced = exposure !== null;
  const { alone, upTo } = cells(aggregates, each, { from, days, step, how, isBalanced });
  const slopes = unitSlopes(each, reading.metrics, { days, how, isBalanced });
  return { column, zone, first, last, alone, panel: { step, upTo, slopes, exposure } };
}

interface Periods {
  from: number;
  days: number;
  step: 1 | 7;
  how: readonly HowAdded[];
  /** Whether all units are in each of them. */
  isBalanced: boolean;
}

/** Each period's units with what they did in it, and all so far with what they had done by its end. */
function cells(
  empty: Aggregates,
  each: EachUnit,
  { from, days, step, how, isBalanced }: Periods,
): { alone: AggregatesByDay; upTo: AggregatesByDay } {
  const [alone, upTo]: [AggregatesByDay, AggregatesByDay] = [new Map(), new Map()];
  const starts = Array.from({ length: Math.ceil(days / step) }, (_, i) => i * step);
  each((unit, variant, others) => {
    let isSeen = isBalanced;
    for (const start of starts) {
      const end = Math.min(days, start + step);
      const isHere = isBalanced || unit.seen.subarray(start, end).includes(1);
      isSeen ||= isHere;
      const add = (into: AggregatesByDay, first: number) => {
        const row = how.map((one, i) => [...valueOver(unit, i, [first, end], one), ...others[i]!]);
        addRow(cellOf(empty, into, from + start, variant), row, null);
      };
      if (isHere) add(alone, start);
      if (isSeen) add(upTo, 0);
    }
  });
  for (const day of alone.keys()) if (!upTo.has(day)) alone.delete(day);
  for (const day of upTo.keys()) if (!alone.has(day)) upTo.delete(day);
  for (const day of [alone, upTo]) tellMeansApart(day, how);
  return { alone, upTo };
}

function cellOf(
  empty: Aggregates,
  days: AggregatesByDay,
  day: number,
  variant: string,
): VariantAggregates {
  const variants = days.get(day) ?? new Map<string, VariantAggregates>();
  days.set(day, variants);
  const known = variants.get(variant) ?? emptyVariant(empty);
  variants.set(variant, known);
  return known;
}

/** Sums of amounts that happen to be 0 and 1 on a day are no proportion. */
function tellMeansApart(days: AggregatesByDay, how: readonly HowAdded[]): void {
  for (const variants of days.values()) {
    for (const { samples } of variants.values()) {
      samples.forEach((sample, i) => {
        if (!how[i]!.isRate) sample.successes = null;
      });
    }
  }
}
