import { requireDomain } from '../numeric/domain.js';
import { decreasingRoot } from '../numeric/roots.js';

/** How many of an arm's units succeeded: 0 ≤ successes ≤ n, whole numbers. */
export interface Counts {
  successes: number;
  n: number;
}

/** Throws RangeError unless successes lie between 0 and n, which is finite. */
export function requireCounts({ successes, n }: Counts): void {
  requireDomain(n >= 0 && n < Number.POSITIVE_INFINITY, 'n', '0 or more and finite', n);
  requireDomain(successes >= 0 && successes <= n, 'successes', `from 0 to ${n}`, successes);
}

/**
 * The score statistic for "the rates differ by `difference`", standard normal under that hypothesis.
 * At a margin it is the Farrington–Manning statistic.
 *
 * @throws {RangeError} unless 0 ≤ successes ≤ n in each arm, all finite.
 * @see Farrington & Manning (1990), Statistics in Medicine 9, 1447–1454.
 * @example
 * // 10 of 30 against 18 of 30 at a margin of 2 points: the example of testBinomial in R's gsDesign.
 * differenceStatistic({ successes: 10, n: 30 }, { successes: 18, n: 30 }, -0.02); // => 2.2257961
 */
export function differenceStatistic(
  control: Counts,
  treatment: Counts,
  difference: number,
): number {
  requireCounts(control);
  requireCounts(treatment);
  const error = restrictedError(control, treatment, difference);
  return ratioOrZero(rate(treatment) - rate(control) - difference, error);
}

/** The standard error of the difference at the most likely pair of rates that differ by `difference`. */
export function restrictedError(control: Counts, treatment: Counts, difference: number): number {
  const at = restrictedRates(control, treatment, difference);
  return Math.sqrt(spread(at.control, control.n) + spread(at.treatment, treatment.n));
}

/** A rate and 1 − rate, both given since the smaller would lose its digits in the larger. */
export interface RatePair {
  rate: number;
  complement: number;
}

/**
 * The most likely pair of rates of which the treatment's is the control's + `difference`.
 *
 * The likelihood equation is solved by a bracketed search rather than by Farrington and Manning's
 * cubic, whose arccosine loses half the digits at a million units. The unknown is the distance `u`
 * of both rates from the lowest pair that differ so, and rates above ½ are mirrored, so that rates
 * near 0 or 1 keep their digits.
 */
export function restrictedRates(
  control: Counts,
  treatment: Counts,
  difference: number,
): { control: RatePair; treatment: RatePair } {
  if (control.successes + treatment.successes > (control.n + treatment.n) / 2) {
    const turned = restrictedRates(failures(control), failures(treatment), -difference);
    return { control: mirrored(turned.control), treatment: mirrored(turned.treatment) };
  }
  const lowest = { control: Math.max(0, -difference), treatment: Math.max(0, difference) };
  const slope = (u: number) =>
    likelihoodSlope(control, lowest.control + u) + likelihoodSlope(treatment, lowest.treatment + u);
  const u = decreasingRoot(slope, 0, Math.max(0, 1 - Math.abs(difference)));
  return { control: pairOf(lowest.control + u), treatment: pairOf(lowest.treatment + u) };
}

/** The derivative of the binomial log-likelihood at a rate; ±Infinity where the rate is impossible. */
function likelihoodSlope({ successes, n }: Counts, at: number): number {
  return ratioOrZero(successes, at) - ratioOrZero(n - successes, Math.max(0, 1 - at));
}

/**
 * The score statistic for "the treatment's rate is `phi` times the control's".
 *
 * @see Koopman (1984), eq. 2; the root of the quadratic is taken in the form without cancellation.
 */
export function ratioStatistic(control: Counts, treatment: Counts, phi: number): number {
  const error = restrictedRatioError(control, treatment, phi);
  return ratioOrZero(rate(treatment) - phi * rate(control), error);
}

/** The standard error of treatment − `phi` · control at the most likely rates with that ratio. */
export function restrictedRatioError(control: Counts, treatment: Counts, phi: number): number {
  const at = ratesAtRatio(control, treatment, phi);
  return Math.sqrt(phi * phi * spread(at.control, control.n) + spread(at.treatment, treatment.n));
}

/** The most likely pair of rates of which the treatment's is `phi` times the control's. */
export function ratesAtRatio(
  control: Counts,
  treatment: Counts,
  phi: number,
): { control: RatePair; treatment: RatePair } {
  const x = control.successes + treatment.successes;
  const b = phi * (control.successes + treatment.n);
  const c = control.n + treatment.successes;
  const root = Math.sqrt(
    (b - c) ** 2 + 4 * phi * (control.n - control.successes) * (treatment.n - treatment.successes),
  );
  const controlRate = Math.min(1, 1 / phi, (2 * x) / (b + c + root));
  return { control: pairOf(controlRate), treatment: pairOf(Math.min(1, phi * controlRate)) };
}

/** The observed rate of an arm, in [0, 1]; NaN without units. */
export function rate({ successes, n }: Counts): number {
  return successes / n;
}

function spread({ rate: p, complement }: RatePair, n: number): number {
  return (p * complement) / n;
}

function pairOf(p: number): RatePair {
  return { rate: p, complement: Math.max(0, 1 - p) };
}

function mirrored({ rate: p, complement }: RatePair): RatePair {
  return { rate: complement, complement: p };
}

function failures({ successes, n }: Counts): Counts {
  return { successes: n - successes, n };
}

/** a ÷ b, with 0 ÷ 0 = 0: nothing observed against something impossible is no evidence. */
function ratioOrZero(a: number, b: number): number {
  return a === 0 ? 0 : a / b;
}
