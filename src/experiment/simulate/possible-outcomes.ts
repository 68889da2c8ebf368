import { strictestLevel } from '../../stats/multiplicity.js';
import { type Design, type EffectMagnitude, wantedSign } from '../design.js';
import { effectMisfit } from '../effect-misfit.js';
import { futilityBound } from '../monitoring/futility.js';
import { criticalAt } from './critical-values.js';
import { type Distances, ROUNDING } from './distances.js';
import { distancesOf } from './gate-distances.js';
import type { GrowingArm } from './population.js';

/**
 * What a comparison may come to at a look, of which it comes to one at most: the sum of some of these. It is
 * told by critical values alone, without p-values and intervals, and may be too much: skewness that is to be
 * allowed for, or a step of the correction, may leave less. It is never too little.
 */
export const WIN = 1;
export const LOSS = 2;
export const FLAT = 4;
export const FUTILE = 8;

/** Anything: the gate has to be asked. */
export const UNTOLD = 15;

/** What the primary metric of a treatment may come to, a sum as above. */
export type PossibleOutcomes = (control: GrowingArm, treatment: GrowingArm) => number;

/** That of a treatment at the look of this design; `null` where it is not told by critical values. */
export function possibleOutcomes(design: Design, treatment: string): PossibleOutcomes | null {
  const distances = distancesOf(design, 0);
  if (distances === null || !isSizeTold(design)) return null;
  const tellers = [
    design.money === null
      ? rejections(distances, design, treatment)
      : payments(distances, design, treatment, design.money),
    ruledOut(distances, design, treatment),
    givenUp(distances, design, treatment),
  ].filter((teller) => teller !== null);
  return (control, arm) => {
    if (!distances.take(control, arm)) return UNTOLD;
    const units = distances.units();
    let outcomes = 0;
    for (let i = 0; i < tellers.length; i += 1) outcomes |= tellers[i]!(units);
    return outcomes;
  };
}

/** Whether the MDE is one that the metric can have, and a rate that is so much lower is above 0. */
function isSizeTold(design: Design): boolean {
  const metric = design.metrics[0]!;
  const { mde, kind } = metric;
  if (mde === null) return true;
  if (effectMisfit(mde, kind!) !== null) return false;
  const rises = mde.scale === 'relative' && wantedSign(design, metric) > 0;
  return kind !== 'proportion' || rises || mde.size < 1;
}

/** What one of the rules may say of arms that have been taken, with so many units. */
type Teller = (units: number) => number;

/** Which level no comparison of the primary metric is judged above. */
function mostLevel({ alpha, correction, treatments }: Design): number {
  return correction === 'bonferroni' ? alpha / treatments.length : alpha;
}

/** Which level no interval of it is given above: where a step decides, it is Bonferroni's (see adjustFamily). */
function mostIntervalLevel({ alpha, correction, treatments }: Design): number {
  return correction === 'bh' ? alpha : strictestLevel(alpha, correction, treatments.length);
}

function rejections(distances: Distances, design: Design, treatment: string): Teller {
  const { alternative, metrics } = design;
  const critical = criticalAt(design, treatment, mostLevel(design), alternative);
  const sign = wantedSign(design, metrics[0]!);
  const fromNone = distances.ofDifference(0);
  const losing = alternative === 'two-sided' ? LOSS : 0;
  return (units) => {
    const distance = sign * fromNone();
    if (distance > critical(units)) return WIN;
    if (distance < -critical(units)) return losing;
    return Number.isNaN(distance) ? UNTOLD : 0;
  };
}

/** With prices it wins or loses by the effect that would just pay the cost. */
function payments(
  distances: Distances,
  design: Design,
  treatment: string,
  { cost, value }: NonNullable<Design['money']>,
): Teller {
  const { alpha, correction, alternative, treatments, control } = design;
  const level = strictestLevel(alpha, correction, treatments.length);
  const critical = criticalAt(design, treatment, level, alternative);
  const extra = (cost.get(treatment) ?? 0) - (cost.get(control) ?? 0);
  const fromBreakEven = distances.ofDifference(extra / value);
  return (units) => {
    // An interval's end is sought where it crosses the level, and p may cross it more than once.
    if (distances.isBound()) return UNTOLD;
    const distance = fromBreakEven();
    if (distance > critical(units)) return WIN;
    if (distance < -critical(units)) return LOSS;
    return Number.isNaN(distance) ? UNTOLD : 0;
  };
}

function ruledOut(distances: Distances, design: Design, treatment: string): Teller | null {
  const metric = design.metrics[0]!;
  if (metric.mde === null) return null;
  const level = mostIntervalLevel(design);
  const critical = criticalAt(design, treatment, level, design.alternative);
  const fromMde = towards(distances, metric.mde, wantedSign(design, metric));
  return (units) => (!distances.isBound() && fromMde() >= -critical(units) ? 0 : FLAT);
}

/** How far the arms are beyond an effect of that size in that direction. */
function towards(
  distances: Distances,
  { scale, size }: EffectMagnitude,
  better: 1 | -1,
): () => number {
  if (scale === 'relative') return distances.ofShare(size, better);
  const distance = distances.ofDifference(better * size);
  return () => better * distance();
}

function givenUp(distances: Distances, design: Design, treatment: string): Teller | null {
  const bound = futilityBound(design, treatment);
  if (bound === Number.NEGATIVE_INFINITY) return null;
  const sign = wantedSign(design, design.metrics[0]!);
  const fromNone = distances.ofDifference(0);
  const least = bound + ROUNDING * Math.max(1, Math.abs(bound));
  return () =>
    !distances.isBound() && leastNormal(sign * fromNone(), distances.leastDf()) >= least
      ? 0
      : FUTILE;
}

/**
 * What normalEquivalent is at least, with that many degrees of freedom or more.
 *
 * @see Wallace (1959), Annals of Mathematical Statistics 30, 1121–1130: for t, df > ½.
 */
export function leastNormal(t: number, df: number): number {
  if (!(t > 0) || df === Number.POSITIVE_INFINITY) return t;
  return Math.sqrt(df * Math.log1p((t * t) / df) * (1 - 1 / (2 * df)));
}
