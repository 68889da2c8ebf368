import type * as z from 'zod/mini';
import { expectedLevel } from '../experiment/size/baseline.js';
import { countedSize } from '../experiment/size/counted-size.js';
import type { PowerAnswer } from '../experiment/size/power-answer.js';
import {
  atLeastUnits,
  type PlannedSize,
  type PowerDesign,
  plannedLevel,
  plannedSize,
  powerByUnits,
} from '../experiment/size/power-plan.js';
import { powerOfBothSides, wordBothSides } from './opposite-power.js';
import { formulaOfPilot, type PilotReport } from './pilot-report.js';
import { powerMonitoring } from './power-monitoring.js';
import type { powerSchema } from './schemas/power-schema.js';
import { wordCounted } from './wording/counted-wording.js';

/** The answer of `power`: what `--format json` prints. Effects are signed, shares 0–1. */
export type PowerReport = z.output<typeof powerSchema>;

/** A decision that waits for several tests of the same power. */
export type PlannedTogether = NonNullable<PowerReport['decision']>;

/** The size for an effect near the one asked about. */
export type PowerNeighbour = PowerReport['neighbours'][number];

/** What a power of each of several tests means for all; `null` of one alone. */
export function plannedTogether(power: number, guardrails: number): PlannedTogether | null {
  if (guardrails === 0) return null;
  return { guardrails, atLeast: Math.max(0, 1 - (1 - power) * (1 + guardrails)) };
}

/** Effects that the neighbours' sizes are given for, as multiples of the one asked about. */
export const NEIGHBOURS = [0.5, 0.75, 1, 1.5, 2];
/** Points on the curve: two for each of the sixty characters that it is drawn in. */
const CURVE_POINTS = 120;

const FORMULAS = {
  proportion:
    'normal approximation, pooled variance under the null and unpooled under the alternative (Fleiss 1981; as power.prop.test in R)',
  mean: 'noncentral t distribution, common variance (Cohen 1988; as power.t.test in R)',
};

/**
 * The report of what was answered about a planned test, with the sizes of effects nearby.
 *
 * @param dailyUnits over all variants; `null` where nobody knows how many a day brings
 * @param guardrails how many other tests the decision waits for
 * @param pilot what the control was read from
 * @example
 * const test = {
 *   baseline: { kind: 'proportion', rate: 0.5 }, alpha: 0.05, alternative: 'two-sided',
 *   correction: 'holm', variants: 2, allocation: 1, monitoring: { method: 'fixed' },
 * } satisfies PowerDesign;
 * const answer = powerAnswer({ test, effect: 0.25, units: null, power: 0.9 });
 * if (typeof answer === 'string') throw new Error(answer);
 * const { durationDays, neighbours } = powerReport(test, answer, 100);
 * durationDays; // => 2
 * // Sizes for effects nearby.
 * neighbours.map(({ sampleSize }) => sampleSize?.total); // => [ 658, 286, 154, 60, 28 ]
 */
export function powerReport(
  test: PowerDesign,
  answer: PowerAnswer,
  dailyUnits: number | null = null,
  guardrails = 0,
  pilot: PilotReport | null = null,
): PowerReport {
  const { baseline } = test;
  const { effect, power, sampleSize } = answer;
  const askedPower = answer.forPower?.power ?? power;
  return {
    schemaVersion: 1,
    solvedFor: answer.solvedFor,
    kind: baseline.kind,
    baseline: expectedLevel(baseline),
    sd: baseline.kind === 'mean' ? baseline.sd : null,
    alpha: test.alpha,
    alphaPerComparison: plannedLevel(test),
    correction: test.correction,
    power,
    decision: plannedTogether(power, guardrails),
    alternative: test.alternative,
    variants: test.variants,
    sampleSize,
    mde: onBothScales(test, effect),
    monitoring: powerMonitoring(test, askedPower, { effect, total: sampleSize.total }),
    dailyUnits,
    durationDays: durationDays(sampleSize, dailyUnits),
    formula: formulaOfPilot(formulaOf(test, answer), pilot),
    neighbours: neighbours(test, { ...answer, power: askedPower }, dailyUnits),
    curve: curve(test, effect, sampleSize.exactPerVariant),
    pilot,
  };
}

/** The formula of a size; of a rate with so few events that another test than it is for will judge them, that too. */
function formulaOf(test: PowerDesign, answer: PowerAnswer): string {
  const { effect, power, sampleSize, solvedFor } = answer;
  const units = sampleSize.exactPerVariant;
  const both = powerOfBothSides(test, effect, { power, units });
  const formula = FORMULAS[test.baseline.kind] + wordBothSides(both);
  const asked = solvedFor === 'power' ? null : power;
  const counted = countedSize(test, effect, units, asked);
  return [formula, wordCounted(counted, power, 'per treatment')].filter(Boolean).join('; ');
}

/** Whole days until all units are there; `null` where nobody knows how many a day brings. */
export function durationDays(
  { total }: Pick<PlannedSize, 'total'>,
  dailyUnits: number | null,
): number | null {
  return dailyUnits === null ? null : Math.ceil(total / dailyUnits);
}

function onBothScales({ baseline }: PowerDesign, absolute: number): PowerReport['mde'] {
  const control = expectedLevel(baseline);
  return { absolute, relative: control === null || control === 0 ? null : absolute / control };
}

function neighbours(
  test: PowerDesign,
  { effect, power, sampleSize: asked }: PowerAnswer,
  dailyUnits: number | null,
): PowerNeighbour[] {
  // A power that rounds to 0 or 1 has no size of its own.
  if (!(power > plannedLevel(test) && power < 1)) return [];
  const possible = NEIGHBOURS.map((factor) => factor * effect).filter((size) => {
    const rate = test.baseline.kind === 'proportion' ? test.baseline.rate + size : 0.5;
    return rate >= 0 && rate <= 1;
  });
  return possible.flatMap((size) => {
    const own = size === effect ? asked : plannedSize(test, size, power);
    if (own === null) return [];
    const sampleSize = size === effect ? asked : atLeastUnits(test, own);
    const days = durationDays(sampleSize, dailyUnits);
    return [{ mde: onBothScales(test, size), sampleSize, durationDays: days }];
  });
}

/** Power from few units to twice as many as asked about. */
function curve(test: PowerDesign, effect: number, units: number): PowerReport['curve'] {
  const least = test.baseline.kind === 'mean' ? 2 * Math.max(1, test.allocation) : 1;
  const powerAt = powerByUnits(test, effect);
  return Array.from({ length: CURVE_POINTS }, (_, i) => (2 * units * (i + 1)) / CURVE_POINTS)
    .filter((size) => size >= least)
    .map((size) => ({ units: size, power: powerAt(size) }));
}
