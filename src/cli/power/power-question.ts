import { UserError } from '../../errors.js';
import { DEFAULTS, type EffectMagnitude } from '../../experiment/design.js';
import { bareMisfit, effectMisfit } from '../../experiment/effect-misfit.js';
import { type Baseline, sizeInUnit } from '../../experiment/size/baseline.js';
import type { PowerQuestion } from '../../experiment/size/power-answer.js';
import { type PowerDesign, plannedLevel } from '../../experiment/size/power-plan.js';
import { type SkewedPlan, unitsForSkew } from '../../experiment/size/skew-units.js';
import { formatLevel, formatPercent } from '../../report/wording/numbers.js';
import { checkAlpha } from '../flags/alpha.js';
import { bareMde } from '../flags/bare-mde.js';
import { monitoringPlanFrom } from '../flags/monitoring.js';
import type { QuestionFlags } from './power-flags.js';

/**
 * The question that the flags ask.
 *
 * @throws {UserError} when they ask nothing, too much, or the impossible.
 */
export function questionFrom(flags: QuestionFlags, given: Expected | null = null): PowerQuestion {
  const { mde, sampleSize: units = null, alpha, alternative } = flags;
  checkAlpha(alpha, alternative);
  if (mde !== undefined && units !== null && flags.power !== undefined) {
    throw new UserError('--mde, --sample-size and --power are all given, so nothing is asked', {
      hint: 'leave out the one that you want to know',
    });
  }
  if (mde === undefined && units === null) {
    throw new UserError(
      'say what is known: --mde to get the sample size, --sample-size to get the effect',
      {
        hint: 'for example: perso-test power --baseline 10% --mde 5%',
      },
    );
  }
  const expected = given ?? typedExpectation(flags);
  const planned = plannedTest(flags, expected.baseline);
  const misledBy = MISLED_BY[alternative];
  const skew = { ...planned, alpha: plannedLevel(planned), misledBy };
  const test = { ...planned, ...leastUnitsOf(expected, skew) };
  const effect = mde === undefined ? null : effectFrom('--mde', mde, test);
  const isAsked = mde !== undefined && units !== null;
  const power = isAsked ? null : powerOfEach(flags.power ?? DEFAULTS.power, flags.guardrails);
  if (power !== null) checkPower(power, alpha);
  if (effect !== null) checkEffect(effect, test.baseline, alternative);
  return { test, effect, units, power };
}

/** What is expected of the control, and of how skewed its values are; `null`: not known. */
export interface Expected {
  baseline: Baseline;
  skewness: number | null;
}

/** On which side of 0 a chance difference makes a test of that alternative reject. */
const MISLED_BY = { 'two-sided': 'both', greater: 'above', less: 'below' } as const;

/** The least size that skewed values take of such a test, where there is one. */
export function leastUnitsOf(
  { skewness }: Expected,
  plan: SkewedPlan,
): Pick<PowerDesign, 'leastUnits'> {
  const leastUnits = skewness === null ? null : unitsForSkew(skewness, plan);
  return leastUnits === null ? {} : { leastUnits };
}

/**
 * The power of each test with which all of them come out with that power, whatever they have in common.
 *
 * @param guardrails how many tests there are beside the one that is planned.
 * @see Schultzberg, Ankargren & Frånberg (2024), arXiv:2402.11609, §4.
 */
export function powerOfEach(power: number, guardrails: number): number {
  return guardrails === 0 ? power : 1 - (1 - power) / (1 + guardrails);
}

/**
 * Checks that a power is more than a test has without any data.
 *
 * @throws {UserError} when it is alpha or less.
 */
export function checkPower(power: number, alpha: number): void {
  if (power > alpha) return;
  throw new UserError(
    `--power ${power}: not above alpha (${alpha}), which a test without data has`,
    { hint: '0.8 is usual' },
  );
}

/**
 * The test that the flags plan.
 *
 * @throws {UserError} when the control or the split makes no sense.
 */
export function plannedTest(flags: QuestionFlags, baseline: Baseline): PowerDesign {
  const { alpha, alternative, correction, variants, allocation } = flags;
  if (allocation.shares.length !== 2 && allocation.shares.length !== variants) {
    throw new UserError(
      `--allocation ${allocation.shares.join(':')}: ${allocation.shares.length} shares for ${variants} variants`,
      { hint: 'give control:treatment once, or a share for each variant' },
    );
  }
  // Beta is that of the decision, as a gate spends it, whatever each of several tests has to have.
  const monitoring = monitoringPlanFrom(flags, { alpha, power: flags.power ?? DEFAULTS.power });
  const ratio = allocation.ratio;
  return { baseline, alpha, alternative, correction, variants, allocation: ratio, monitoring };
}

/**
 * What the flags say of the control, of whose skewness they say nothing.
 *
 * @throws {UserError} when they say too little, or two things at once.
 */
export function typedExpectation(flags: QuestionFlags): Expected {
  return { baseline: baselineFrom(flags), skewness: null };
}

function baselineFrom({ baseline, mean, sd }: QuestionFlags): Baseline {
  if (baseline !== undefined && (mean !== undefined || sd !== undefined)) {
    throw new UserError(
      '--baseline is for a rate, --mean and --sd for a mean: give one or the other',
      { hint: 'is the metric a share of the units, or an amount a unit?' },
    );
  }
  if (baseline !== undefined) return { kind: 'proportion', rate: baseline };
  if (sd !== undefined) return { kind: 'mean', mean: mean ?? null, sd };
  throw new UserError(
    mean === undefined ? 'say what the control is expected to do' : '--mean needs --sd beside it',
    { hint: 'a rate: --baseline 10%; a mean: --mean 25 --sd 40' },
  );
}

/**
 * The size that a flag gives, in the metric's unit; with the alternative "less" a plain one means a
 * decrease.
 *
 * @throws {UserError} when that control has no such size.
 */
export function effectFrom(
  flag: string,
  size: EffectMagnitude,
  { baseline, alternative }: Pick<PowerDesign, 'baseline' | 'alternative'>,
): number {
  const bare = bareMisfit(size, baseline.kind);
  if (bare !== null && flag === '--mde') throw bareMde(size.size, bare);
  const misfit = bare ?? (baseline.kind === 'mean' ? effectMisfit(size, baseline.kind) : null);
  const written = size.scale === 'absolute' ? ` ${size.size}` : '';
  if (misfit !== null)
    throw new UserError(`${flag}${written}: ${misfit.what}`, { hint: misfit.hint });
  const absolute = sizeInUnit(size, baseline);
  if (absolute !== null) return alternative === 'less' ? -Math.abs(absolute) : absolute;
  throw new UserError(`${flag}: a relative effect needs a control other than 0`, {
    hint: baseline.kind === 'mean' ? 'give --mean, or the effect in its unit' : 'give it as 0.5pp',
  });
}

function checkEffect(
  effect: number,
  baseline: Baseline,
  alternative: PowerDesign['alternative'],
): void {
  if (effect === 0) {
    throw new UserError('--mde 0: no sample is large enough to detect an effect of 0', {
      hint: 'give the smallest effect that would change your decision',
    });
  }
  if (alternative === 'greater' && effect < 0) {
    throw new UserError('--mde is negative, but the alternative is greater', {
      hint: 'for a decrease pass --alternative less',
    });
  }
  checkRate('--mde', effect, baseline);
}

/**
 * Checks that an effect leaves a rate one.
 *
 * @throws {UserError} when it lies outside 0 to 1.
 */
export function checkRate(flag: string, effect: number, baseline: Baseline): void {
  if (baseline.kind === 'mean') return;
  const rate = baseline.rate + effect;
  if (rate >= 0 && rate <= 1) return;
  throw new UserError(
    `${flag} takes a rate of ${formatLevel(baseline.rate)} to ${formatPercent(rate, 1)}, which no rate can be`,
    { hint: 'give a smaller effect; 5% is relative to the control, 5pp are points' },
  );
}
