import { medianSorted } from 'simple-statistics';
import type { DayAggregates, ExposureDays } from '../over-time/day-aggregates.js';
import type { EffectOverTime } from '../over-time/effect-over-time.js';
import type { CheckedData } from './check.js';

/** What days say of how far effects can be trusted. */
export type DayCheck =
  | { code: 'UNDER_A_WEEK'; status: 'warn'; days: number }
  | {
      code: 'PARTIAL_DAY';
      status: 'pass';
      /** As days since 1970-01-01. */
      day: number;
      which: 'first' | 'last';
      units: number;
      /** The median of the days between. */
      usual: number;
    }
  | { code: 'DIFFERS_BY_WEEKDAY'; status: 'warn'; effect: EffectOverTime; logPValue: number }
  | { code: 'BEFORE_EXPOSURE'; status: 'pass'; exposure: ExposureDays; last: number }
  | { code: 'HORIZON'; status: 'pass'; exposure: ExposureDays; last: number };

/** What days say, where they were asked for. */
export function dayChecks({
  aggregates: { days },
  overTime,
}: Pick<CheckedData, 'aggregates' | 'overTime'>): DayCheck[] {
  if (days === undefined || !overTime) return [];
  return [
    ...underAWeek(days),
    ...partialDays(days),
    ...byWeekday(overTime.effects),
    ...exposures(days),
  ];
}

const WEEK = 7;

/** Days of the week differ in who comes and in what they do, so that fewer days stand for no other time. */
function underAWeek({ first, last }: DayAggregates): DayCheck[] {
  const days = last - first + 1;
  return days < WEEK ? [{ code: 'UNDER_A_WEEK', status: 'warn', days }] : [];
}

/** A day with fewer units than this share of what is usual has probably not been seen whole. */
const PART = 0.5;
const FEWEST_BETWEEN = 3;

function partialDays({ alone, panel, first, last }: DayAggregates): DayCheck[] {
  if (panel !== null && (panel.exposure !== null || panel.step > 1)) return [];
  const units = new Map(
    [...alone].map(([day, variants]) => {
      return [day, [...variants.values()].reduce((sum, own) => sum + own.units, 0)];
    }),
  );
  const between = [...units].filter(([day]) => day > first && day < last).map(([, n]) => n);
  if (between.length < FEWEST_BETWEEN) return [];
  // Of sorted numbers: a median of any brings in a selection that a few days do not need.
  const usual = medianSorted(between.toSorted((a, b) => a - b));
  const ends = [
    { day: first, which: 'first' as const },
    { day: last, which: 'last' as const },
  ];
  return ends.flatMap(({ day, which }): DayCheck[] => {
    const own = units.get(day)!;
    return own < PART * usual
      ? [{ code: 'PARTIAL_DAY', status: 'pass', day, which, units: own, usual }]
      : [];
  });
}

/** Named where one of all metrics and treatments would be met by chance once in a hundred runs. */
const NOTABLE = Math.log(0.01);

function byWeekday(effects: readonly EffectOverTime[]): DayCheck[] {
  return effects.flatMap((effect): DayCheck[] => {
    const logPValue = effect.weekdays?.logPValue ?? 0;
    if (logPValue >= NOTABLE - Math.log(effects.length)) return [];
    return [{ code: 'DIFFERS_BY_WEEKDAY', status: 'warn', effect, logPValue }];
  });
}

function exposures({ panel, last }: DayAggregates): DayCheck[] {
  const exposure = panel?.exposure ?? null;
  if (exposure === null) return [];
  const isBefore = exposure.unexposed + exposure.rowsBefore > 0;
  const said = { status: 'pass' as const, exposure, last };
  return [
    ...(isBefore ? [{ code: 'BEFORE_EXPOSURE' as const, ...said }] : []),
    ...(exposure.isHorizon ? [{ code: 'HORIZON' as const, ...said }] : []),
  ];
}
