import { UNTESTABLES, type Untestable } from '../../stats/tests/two-sample-test.js';
import type { SegmentedEffect } from '../compare/heterogeneity.js';
import type { Comparison } from '../comparison.js';
import type { Estimate } from '../estimate.js';
import type { MetricKind } from '../metric-kind.js';
import type { DayZone, ExposureDays } from './day-aggregates.js';

/** Some days in a row, the first and the last included: since 1970-01-01, or since exposure from 0. */
export interface PeriodDays {
  from: number;
  to: number;
}

/** How the effects of an experiment go over time. */
export interface OverTime {
  column: string;
  zone: DayZone;
  /** The first and the last day of the data, as days since 1970-01-01. */
  first: number;
  last: number;
  /** Days that a period has: 1, or 7 where days are many; the last week may be cut short. */
  step: 1 | 7;
  /** Whether units may have been seen on several days, as those with ids may. */
  returning: boolean;
  /** The days since exposure by which periods are counted; `null`: they are those of the calendar. */
  exposure: ExposureDays | null;
  periods: PeriodDays[];
  effects: EffectOverTime[];
}

/** How cumulative intervals hold at all periods together: as a sequence that one may stop at, or by Bonferroni. */
export const BAND_METHODS = ['confidence-sequence', 'bonferroni'] as const;

/** One of BAND_METHODS. */
export type BandMethod = (typeof BAND_METHODS)[number];

/** One metric of one treatment against the control, over time. */
export interface EffectOverTime {
  metric: string;
  kind: MetricKind;
  role: Comparison['role'];
  treatment: string;
  /** That all intervals of the periods by themselves hold, and all cumulative ones. */
  confidence: number;
  /** That each of the former holds by itself. */
  eachConfidence: number;
  band: BandMethod;
  points: EffectInPeriod[];
  slope: EffectSlope;
  /** `null` where units return, or there are no two whole weeks. */
  weekdays: WeekdayEffects | null;
}

/** Why a metric has no slope: of a quantile there is none, or too few days have units, or it cannot be tested. */
export const NO_SLOPES = ['NO_SLOPE', 'TOO_FEW_DAYS', ...UNTESTABLES] as const;

/** One of NO_SLOPES. */
export type NoSlope = (typeof NO_SLOPES)[number];

/** Whether an effect grows or fades: how much it changes with each day. */
export interface EffectSlope {
  /** In the metric's unit a day; `null` without a test. */
  perDay: Estimate | null;
  confidence: number;
  statistic: number | null;
  df: number | null;
  pValue: number | null;
  logPValue: number | null;
  reason: NoSlope | null;
}

/** Units with a value in two arms. */
interface UnitsOfArms {
  control: number;
  treatment: number;
}

/** An effect with the units that it is of; `null`, with the reason, where there is none. */
export interface EffectOfUnits {
  units: UnitsOfArms;
  effect: Estimate | null;
  reason: Untestable | null;
}

/** An effect in one period by itself, and over all units up to its end. */
export interface EffectInPeriod extends EffectOfUnits {
  cumulative: EffectOfUnits;
}

/** Whether an effect differs between the days of the week. */
export interface WeekdayEffects
  extends Pick<
    SegmentedEffect,
    'method' | 'statistic' | 'df' | 'denominatorDf' | 'pValue' | 'logPValue' | 'reason'
  > {
  /** By the days of the week, 0 for Monday: those that have a test. */
  effects: { weekday: number; effect: number }[];
}
