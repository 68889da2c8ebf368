import { type Moments, skewness, variance } from '../moments.js';

/** How skewed the values of two arms are, and what that does to the difference of their means. */
export interface SkewedDifference {
  /** The sample skewness of each arm, without unit; `null` where nothing varies. */
  control: number | null;
  treatment: number | null;
  /** The skewness of treatment − control if both arms had one distribution, that of all their units. */
  difference: number;
  /** The same if each arm has a distribution of its own, with the skewness that it shows; in equal arms too. */
  own: number;
  /** Units of both arms. */
  units: number;
  /** The standard error with one variance for both arms ÷ that with one for each. */
  pooledError: number;
}

/**
 * The skewness of a difference of means, as far as chance alone would make it: where both arms have the same
 * distribution it is the skewness of a unit times (1/n − 1/m)/√(1/n + 1/m), so that it cancels in equal arms.
 *
 * The unit's skewness is that of both arms pooled about their own means: a sample of n has at most √n, so
 * that the smaller arm, which matters most, shows too little of it by itself. A treatment that changes how values
 * are spread is seen by the skewness of each arm alone (`own`), by as much as the sample shows.
 *
 * @param control moments of one measurement, or with the one that is compared first; of a ratio linearizedRatio,
 * of an adjusted metric what is left, like `treatment`.
 * @returns `null` where third moments are not known, or nothing varies, or an arm has fewer than two units.
 * @see Hall (1992), The Bootstrap and Edgeworth Expansion, §2.2; Kirby (1974), Water Resources Research
 * 10(2), 220–222, for the bound.
 * @example
 * const control = emptyMoments();
 * const treatment = emptyMoments();
 * for (const spend of [0, 0, 1, 0, 12, 3]) addUnit(control, [spend]);
 * for (const spend of [0, 20, 1]) addUnit(treatment, [spend]);
 * skewedDifference(control, treatment)?.difference; // => 0.2420
 */
export function skewedDifference(control: Moments, treatment: Moments): SkewedDifference | null {
  const [n, m] = [control.n, treatment.n];
  if (control.third === null || treatment.third === null || n < 2 || m < 2) return null;
  const units = n + m;
  const spread = (control.comoment[0]! + treatment.comoment[0]!) / units;
  const scale = spread * Math.sqrt(spread);
  const pooled = (control.third[0]! / units + treatment.third[0]! / units) / scale;
  if (!Number.isFinite(pooled)) return null;
  const [ofControl, ofTreatment] = [variance(control) / n, variance(treatment) / m];
  const own = ofControl + ofTreatment;
  const third = treatment.third[0]! / (m * m * m) - control.third[0]! / (n * n * n);
  return {
    control: known(skewness(control)),
    treatment: known(skewness(treatment)),
    difference: pooled * splitFactor(n, m),
    own: own > 0 ? third / (own * Math.sqrt(own)) : 0,
    units,
    pooledError: Math.sqrt(((spread * units) / (units - 2)) * (1 / n + 1 / m)) / Math.sqrt(own),
  };
}

/** What a unit's skewness is multiplied by in a difference of means: 0 in equal arms, 1/√n beside very many. */
export function splitFactor(control: number, treatment: number): number {
  return (control - treatment) / Math.sqrt(control * treatment * (control + treatment));
}

function known(skew: number | null): number | null {
  return skew === null || Number.isNaN(skew) ? null : skew;
}
