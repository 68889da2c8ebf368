import { HALF_LOG_TWO_PI } from '../distributions/gamma.js';
import { normalUpper } from '../distributions/normal.js';
import { requirePositive } from '../numeric/domain.js';
import { bracketedRoot } from '../numeric/roots.js';
import { type EffectAtoms, effectAtoms } from './effect-atoms.js';
import { type EffectPrior, expectedExcess, requirePrior } from './effect-prior.js';

/** An effect may be anything. */
const UNBOUNDED = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

/** As far from its threshold as that a normal statistic does not come: 1e-12. */
const NEVER = 7;

/**
 * What knowing the effect is worth before deciding whether to take the treatment, in the unit of the effect:
 * the expected value of perfect information.
 *
 * @throws {RangeError} unless the prior's mean is finite, its scale positive and its df above 1.
 * @see Raiffa & Schlaifer (1961), Applied Statistical Decision Theory, §4.4; §5.9 for the normal prior.
 * @example
 * // Nothing is expected of it, and it may be anything: φ(0) of its scale.
 * perfectInformationValue({ mean: 0, scale: 1, df: Number.POSITIVE_INFINITY }); // => 0.398942
 */
export function perfectInformationValue(prior: EffectPrior): number {
  return expectedExcess(prior, 0) - Math.max(0, prior.mean);
}

/**
 * What is expected of taking the treatment when the effect's estimate exceeds so many of its standard
 * errors, and else not: E θ 1{estimate ⁄ se > critical}, in the unit of the effect; 1.96 is a two-sided test
 * at 5 % that ships what is better.
 *
 * @param standardError of the estimate, which is normal around the effect; positive.
 * @param critical any number; −Infinity takes the treatment always.
 * @throws {RangeError} outside these, and as perfectInformationValue.
 * @see by definition: θ Φ(θ ⁄ se − critical), integrated over the prior.
 * Error: 1e-8 of the expected |θ|, against R's integrate.
 * @example
 * // What shipping at p < 5 % gains where effects have as much spread as their estimates have error.
 * thresholdRuleValue({ mean: 0, scale: 1, df: Number.POSITIVE_INFINITY }, 1, 1.96); // => 0.107969
 */
export function thresholdRuleValue(
  prior: EffectPrior,
  standardError: number,
  critical: number,
): number {
  requirePrior(prior);
  requirePositive(standardError, 'standardError');
  const reach = Math.abs(critical) + NEVER;
  const atoms = effectAtoms(prior, {
    breakEven: 0,
    deviation: standardError,
    reach,
    bounds: UNBOUNDED,
  });
  return thresholdGain(atoms, (effect) => effect / standardError, critical);
}

/** The same from atoms, by the drift of a statistic that must exceed `critical`. */
export function thresholdGain(
  { effects, shares, gains }: EffectAtoms,
  driftOf: (effect: number) => number,
  critical: number,
): number {
  let sum = 0;
  for (let i = 0; i < effects.length; i += 1) {
    const weight = shares[i]! * gains[i]!;
    if (weight !== 0) sum += weight * normalUpper(critical - driftOf(effects[i]!));
  }
  return sum;
}

/**
 * What an estimate with that standard error is worth before deciding, to someone who takes the treatment when
 * the posterior mean is above 0: the expected value of sample information, in the unit of the effect.
 *
 * @param standardError of the estimate, which is normal around the effect; positive.
 * @throws {RangeError} outside these, and as perfectInformationValue.
 * @see Raiffa & Schlaifer (1961), §5.9. The posterior mean rises with the estimate (monotone likelihood
 * ratio), so that this is the best of all thresholds.
 * Error: as thresholdRuleValue.
 * @example
 * // Half of the prior's variance is explained: φ(0) √½.
 * sampleInformationValue({ mean: 0, scale: 1, df: Number.POSITIVE_INFINITY }, 1); // => 0.282095
 */
export function sampleInformationValue(prior: EffectPrior, standardError: number): number {
  requirePrior(prior);
  requirePositive(standardError, 'standardError');
  const reach = MOST_THRESHOLD + NEVER;
  const expected = { breakEven: 0, deviation: standardError, reach, bounds: UNBOUNDED };
  const atoms = effectAtoms(prior, expected);
  const best = idealThresholdGain(atoms, (effect) => effect / standardError);
  return Math.max(0, best - Math.max(0, prior.mean));
}

/** An estimate so many standard errors away changes nothing that counts: 1e-36 is its probability. */
const MOST_THRESHOLD = 12.5;

/** At its summit the gain hangs on the threshold by the square only: known so well, the gain is right to 1e-10. */
const NEAR = 1e-5;

/** What is expected of the best threshold there is, 0 and the whole mean among them. */
export function idealThresholdGain(
  atoms: EffectAtoms,
  driftOf: (effect: number) => number,
): number {
  const { effects, shares, gains } = atoms;
  const mean = gains.reduce((sum, gain, i) => sum + gain * shares[i]!, 0);
  const drifts = effects.map(driftOf);
  // What is given up by a higher threshold: the mean gain of what lies just there, times its density.
  const slope = (critical: number) =>
    gains.reduce((sum, gain, i) => {
      const away = drifts[i]! - critical;
      return sum + shares[i]! * gain * Math.exp(-0.5 * away * away - HALF_LOG_TWO_PI);
    }, 0);
  const without = Math.max(0, mean);
  const [low, high] = [slope(-MOST_THRESHOLD), slope(MOST_THRESHOLD)];
  if (!(low < 0 && high > 0)) return without;
  const critical = bracketedRoot(slope, -MOST_THRESHOLD, MOST_THRESHOLD, NEAR);
  return Math.max(without, thresholdGain(atoms, driftOf, critical));
}
