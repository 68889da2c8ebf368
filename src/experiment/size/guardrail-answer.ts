import type { Margin } from '../comparison.js';
import type { MarginDesign, MarginKind } from '../design.js';
import { expectedLevel, sizeInUnit } from './baseline.js';
import { type MarginTruth, marginPower, marginUnits, smallestMargin } from './margin-units.js';
import { type PlannedSize, type PowerDesign, wholeSize } from './power-plan.js';

/** What is asked of a margin that is planned: of margin, units and power the one that is `null`. */
export interface GuardrailQuestion {
  /** The side of a margin is its own, and each treatment is judged by itself. */
  test: Omit<PowerDesign, 'alternative' | 'correction'>;
  kind: MarginKind;
  /** Positive; asked for, it is one in the metric's unit. */
  margin: MarginDesign['size'] | null;
  /** Whether worse is higher. */
  lowerIsBetter: boolean;
  /** What the treatment truly does, signed, in the metric's unit; 0: it is like the control. */
  effect: number;
  /** In each treatment. */
  units: number | null;
  power: number | null;
}

/** A planned margin as it comes out, on both scales, and which of the three was asked for. */
export interface GuardrailAnswer {
  solvedFor: 'sampleSize' | 'margin' | 'power';
  margin: Margin & { absolute: number };
  sampleSize: PlannedSize;
  power: number;
  /** What the power that was asked for takes, where values are so skewed that `sampleSize` is more. */
  forPower?: { power: number; sampleSize: PlannedSize };
}

/**
 * The answer; `null` where the control has no such margin, no size can be worked out for it, or no margin
 * is shown by so few units.
 *
 * @throws {RangeError} unless two of margin, units and power are given.
 * @example
 * // Refunds of 5 % that may rise by half a point: how many units an arm show that they do not?
 * const answer = guardrailAnswer({
 *   test: {
 *     baseline: { kind: 'proportion', rate: 0.05 }, alpha: 0.05, variants: 2, allocation: 1,
 *     monitoring: { method: 'fixed' },
 *   },
 *   kind: 'non-inferiority', margin: { scale: 'points', size: 0.005 }, lowerIsBetter: true,
 *   effect: 0, units: null, power: 0.9,
 * });
 * answer?.sampleSize.treatment; // => 32582
 */
export function guardrailAnswer(question: GuardrailQuestion): GuardrailAnswer | null {
  const { test, kind, units, power } = question;
  if (question.margin === null) {
    if (units === null || power === null) throw new RangeError('two of three are given');
    const absolute = smallestMargin({ ...truthOf(question), relative: false }, power, units);
    if (absolute === null) return null;
    const margin = onBothScales(question, absolute);
    return { solvedFor: 'margin', margin, sampleSize: wholeSize(test, units), power };
  }
  const absolute = sizeInUnit(question.margin, test.baseline);
  if (absolute === null) return null;
  const truth = truthAt(question, question.margin);
  const margin = { ...onBothScales(question, absolute), kind };
  if (power === null) {
    if (units === null) throw new RangeError('two of three are given');
    const reached = marginPower(truth)(units);
    return { solvedFor: 'power', margin, sampleSize: wholeSize(test, units), power: reached };
  }
  const exact = marginUnits(truth, power);
  if (exact === null) return null;
  const sampleSize = wholeSize(test, exact);
  const { leastUnits = 0 } = test;
  if (exact >= leastUnits) return { solvedFor: 'sampleSize', margin, sampleSize, power };
  return {
    solvedFor: 'sampleSize',
    margin,
    sampleSize: wholeSize(test, leastUnits),
    power: marginPower(truth)(leastUnits),
    forPower: { power, sampleSize },
  };
}

/**
 * The power, in [0, 1], with which so many units in each treatment show it within that margin; `null` where the control
 * has no such margin.
 */
export function marginPowerByUnits(
  question: GuardrailQuestion,
  margin: MarginDesign['size'],
): ((units: number) => number) | null {
  const absolute = sizeInUnit(margin, question.test.baseline);
  return absolute === null ? null : marginPower(truthAt(question, margin));
}

function truthAt(question: GuardrailQuestion, { scale, size }: MarginDesign['size']): MarginTruth {
  return { ...truthOf(question), margin: size, relative: scale === 'relative' };
}

function onBothScales({ test, kind }: GuardrailQuestion, absolute: number) {
  const level = expectedLevel(test.baseline);
  const relative = level === null || level === 0 ? null : absolute / Math.abs(level);
  return { absolute, relative, kind };
}

function truthOf({
  test,
  kind,
  lowerIsBetter,
  effect,
}: GuardrailQuestion): Omit<MarginTruth, 'margin' | 'relative'> {
  const { baseline, allocation, alpha, monitoring } = test;
  const asked = { kind, lowerIsBetter, effect };
  return { ...asked, baseline, allocation, alpha, alternative: 'greater', monitoring };
}
