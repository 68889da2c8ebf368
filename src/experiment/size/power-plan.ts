import type { Alternative } from '../../stats/alternative.js';
import { type Correction, strictestLevel } from '../../stats/multiplicity.js';
import { lazily } from '../../stats/numeric/memoized.js';
import { bracketedRoot } from '../../stats/numeric/roots.js';
import {
  meanPower,
  meanSampleSize,
  meanSmallestDetectable,
  proportionPower,
  proportionSampleSize,
  proportionSmallestDetectable,
} from '../../stats/power/power.js';
import { groupSequentialSize, type SequentialSize } from '../../stats/power/sequential-power.js';
import type { StoppingRule } from '../monitoring/stopping-rule.js';
import type { Baseline } from './baseline.js';
import type { DecisionTest } from './decision-power.js';
import { evenLooks, monitoredPower, sizeInflation } from './monitoring-size.js';
import { answerOrNull, isTriviallyDetectable, sizeOrNull } from './size-or-null.js';

/** A test that is being planned: treatments against one control, each treatment of equal weight. */
export interface PowerDesign {
  baseline: Baseline;
  alpha: number;
  alternative: Alternative;
  correction: Correction;
  /** How many variants there are, the control included; 2 or more. */
  variants: number;
  /** Units in each treatment for every unit of the control. */
  allocation: number;
  /** How it may be looked at while it runs. */
  monitoring: StoppingRule;
  /** In each treatment, what skewed values take for the test to err as promised; left out: any size will do. */
  leastUnits?: number;
}

/** Units in whole numbers: of the control, of each treatment, of all; and the treatment's unrounded. */
export interface PlannedSize {
  control: number;
  treatment: number;
  total: number;
  exactPerVariant: number;
}

/**
 * The level that each comparison is planned at: alpha over the number of treatments, the strictest
 * that a correction may come to, so that the power holds whichever treatment works.
 *
 * @example
 * const test = {
 *   baseline: { kind: 'proportion', rate: 0.5 }, alpha: 0.05, alternative: 'two-sided', correction: 'holm',
 *   variants: 3, allocation: 1, monitoring: { method: 'fixed' },
 * } satisfies PowerDesign;
 * // Two treatments share it.
 * plannedLevel(test); // => 0.025
 */
export function plannedLevel({ alpha, correction, variants }: PowerDesign): number {
  return strictestLevel(alpha, correction, variants - 1);
}

/**
 * The size at which an effect (signed, in the metric's unit, not 0) is detected with that power, above
 * alpha; `null` where the smallest size that can be tested detects it more often.
 *
 * @example
 * // R's power.prop.test(p1 = .50, p2 = .75, power = .90)
 * const test = {
 *   baseline: { kind: 'proportion', rate: 0.5 }, alpha: 0.05, alternative: 'two-sided', correction: 'holm',
 *   variants: 2, allocation: 1, monitoring: { method: 'fixed' },
 * } satisfies PowerDesign;
 * plannedSize(test, 0.25, 0.9)?.exactPerVariant; // => 76.7
 * plannedSize(test, 0.25, 0.9)?.total; // => 154
 */
export function plannedSize(test: PowerDesign, effect: number, power: number): PlannedSize | null {
  const once = unitsOfOneLook(test, effect, power);
  if (once === null) return null;
  const inflated = once * inflationOf(test, power);
  return wholeSize(test, enoughOf(powerByUnits(test, effect), power, inflated));
}

/** What an inflated size, or an effect found by one, may fall short of its power by. */
const LEAST_SHORTFALL = 1e-3;

/**
 * So many, or as many more as the power takes: of a rate whose error with the effect is not the one without,
 * as in arms of 9 : 1 with an effect that is half of it, looks cost more than they inflate a size by.
 */
function enoughOf(
  powerOf: (amount: number) => number,
  power: number,
  about: number,
  most = Number.MAX_SAFE_INTEGER,
): number {
  if (powerOf(about) >= power - LEAST_SHORTFALL) return about;
  let upper = Math.min(most, 2 * about);
  while (powerOf(upper) < power && upper < most) upper = Math.min(most, 2 * upper);
  if (powerOf(upper) < power) return Number.POSITIVE_INFINITY;
  return bracketedRoot((amount) => powerOf(amount) - power, about, upper, about * 1e-9);
}

/** A size, or where values are too skewed for it the least that is not. */
export function atLeastUnits(test: PowerDesign, size: PlannedSize): PlannedSize {
  const { leastUnits = 0 } = test;
  return size.exactPerVariant < leastUnits ? wholeSize(test, leastUnits) : size;
}

/** The units of a test that is monitored so over those of one look, both with that power. */
function inflationOf(test: PowerDesign, power: number): number {
  return sizeInflation(test.monitoring, { alpha: plannedLevel(test), power }, test.alternative);
}

function unitsOfOneLook(test: PowerDesign, effect: number, power: number): number | null {
  const { baseline, allocation } = test;
  const common = { allocation, power, ...level(test) };
  if (baseline.kind === 'proportion') {
    return sizeOrNull(() => proportionSampleSize({ ...rates(baseline.rate, effect), ...common }));
  }
  if (isTriviallyDetectable(effect / baseline.sd, common.alpha)) return null;
  return sizeOrNull(() => meanSampleSize({ effect, sd: baseline.sd, ...common }));
}

/** What being looked at while it runs costs a planned test. */
export interface MonitoringCost {
  /** Its size over that of one look with the same power, 1 or more. */
  inflation: number;
  /** The mean share of its size at which a group-sequential test ends; `null` for others. */
  expectedShare: { null: number; effect: number } | null;
  /** What of a group-sequential test is known besides; `null` for others. */
  sequential: SequentialSize | null;
}

/** What its looks cost a planned test that has that power. */
export function monitoringCost(test: PowerDesign, power: number): MonitoringCost {
  const { monitoring, alternative } = test;
  if (monitoring.method !== 'group-sequential') {
    return { inflation: inflationOf(test, power), expectedShare: null, sequential: null };
  }
  const looks = evenLooks(monitoring, alternative);
  const design = { alpha: plannedLevel(test), power };
  const sequential = groupSequentialSize(looks, design, monitoring.futility ?? null);
  const { inflation, expected } = sequential;
  return { inflation, expectedShare: expected, sequential };
}

/** Whole units from the treatment's exact ones: rounded up in each variant. */
export function wholeSize(
  { allocation, variants }: Pick<PowerDesign, 'allocation' | 'variants'>,
  units: number,
): PlannedSize {
  const treatment = Math.ceil(units);
  const control = Math.ceil(units / allocation);
  return {
    control,
    treatment,
    total: control + (variants - 1) * treatment,
    exactPerVariant: units,
  };
}

/**
 * The power, in (0, 1), with which an effect is detected with so many units in each treatment. Monitored
 * while it runs, that is no more than 1e-3 short of what `plannedSize` was asked for.
 *
 * @example
 * // R's power.prop.test(n = 50, p1 = .50, p2 = .75)
 * const test = {
 *   baseline: { kind: 'proportion', rate: 0.5 }, alpha: 0.05, alternative: 'two-sided', correction: 'holm',
 *   variants: 2, allocation: 1, monitoring: { method: 'fixed' },
 * } satisfies PowerDesign;
 * plannedPower(test, 0.25, 50); // => 0.7401659
 */
export function plannedPower(test: PowerDesign, effect: number, units: number): number {
  return powerByUnits(test, effect)(units);
}

/** The same for any number of units. */
export function powerByUnits(test: PowerDesign, effect: number): (units: number) => number {
  const { baseline, allocation } = test;
  const monitored = monitoredPower(test.monitoring, level(test));
  return (units) => {
    const sizes = { controlUnits: units / allocation, treatmentUnits: units, ...level(test) };
    return monitored(
      baseline.kind === 'proportion'
        ? proportionPower({ ...rates(baseline.rate, effect), ...sizes })
        : meanPower({ effect, sd: baseline.sd, ...sizes }),
    );
  };
}

/** That an effect is detected, as one of the tests that a decision waits for. */
export function effectDecisionTest(
  metric: string,
  test: PowerDesign,
  effect: number,
): DecisionTest {
  return {
    metric,
    units: (power) => plannedSize(test, effect, power)?.exactPerVariant ?? null,
    power: lazily(() => powerByUnits(test, effect)),
  };
}

/**
 * The smallest effect, signed, that is detected with that power by so many units in each treatment;
 * `null` where none is.
 *
 * @param size units in each treatment, positive.
 * @example
 * // R's power.prop.test(n = 50, p1 = .50, power = .90)
 * const test = {
 *   baseline: { kind: 'proportion', rate: 0.5 }, alpha: 0.05, alternative: 'two-sided', correction: 'holm',
 *   variants: 2, allocation: 1, monitoring: { method: 'fixed' },
 * } satisfies PowerDesign;
 * plannedMde(test, 0.9, 50); // => 0.302631
 */
export function plannedMde(test: PowerDesign, power: number, size: number): number | null {
  const { baseline, allocation, alternative } = test;
  const units = size / inflationOf(test, power);
  const decrease = alternative === 'less';
  const sizes = { controlUnits: units / allocation, treatmentUnits: units, power, ...level(test) };
  if (baseline.kind === 'mean') {
    const size = answerOrNull(() => meanSmallestDetectable({ sd: baseline.sd, ...sizes }));
    return size !== null && decrease ? -size : size;
  }
  const direction = decrease ? 'decrease' : 'increase';
  const found = answerOrNull(() =>
    proportionSmallestDetectable({ control: baseline.rate, ...sizes, direction }),
  );
  if (found === null) return null;
  const sign = decrease ? -1 : 1;
  const powerOf = (effect: number) => powerByUnits(test, sign * effect)(size);
  const most = decrease ? baseline.rate : 1 - baseline.rate;
  const enough = enoughOf(powerOf, power, sign * found, most);
  return enough === Number.POSITIVE_INFINITY ? null : sign * enough;
}

function level(test: PowerDesign): { alpha: number; alternative: Alternative } {
  return { alpha: plannedLevel(test), alternative: test.alternative };
}

function rates(control: number, effect: number): { control: number; treatment: number } {
  return { control, treatment: control + effect };
}
