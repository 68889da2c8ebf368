import { logDeviation } from '../distributions/deviance.js';
import {
  type Counts,
  type RatePair,
  rate,
  ratesAtRatio,
  restrictedRates,
} from './score-statistics.js';

/**
 * The signed root of the likelihood ratio statistic for "the rates differ by `difference`", standard
 * normal under that hypothesis in large samples; ±Infinity where the hypothesis cannot be.
 *
 * Where one arm is small and events are few the score statistic runs far ahead of its probability, which
 * this one does not: one event in the smaller of two arms of 1 : 99 has z = 10 and this root 3.0.
 *
 * @see Barndorff-Nielsen & Cox (1994), Inference and Asymptotics, section 3.4; for a difference of rates,
 * Newcombe (1998), Statistics in Medicine 17, 873–890, method 5 (true profile likelihood).
 */
export function differenceRoot(control: Counts, treatment: Counts, difference: number): number {
  return rootAt(
    control,
    treatment,
    difference === 0
      ? pooledRates(control, treatment)
      : restrictedRates(control, treatment, difference),
    rate(treatment) - rate(control) - difference,
  );
}

/**
 * The same for "the treatment's rate is `phi` times the control's"; at 1 it is that of no difference.
 *
 * @param phi 0 or more.
 */
export function ratioRoot(control: Counts, treatment: Counts, phi: number): number {
  return rootAt(
    control,
    treatment,
    ratesAtRatio(control, treatment, phi),
    rate(treatment) - phi * rate(control),
  );
}

/** The most likely rate of both arms together, without a search: a simulation asks for it millions of times. */
function pooledRates(a: Counts, b: Counts): { control: RatePair; treatment: RatePair } {
  const [successes, n] = [a.successes + b.successes, a.n + b.n];
  const pooled = { rate: successes / n, complement: (n - successes) / n };
  return { control: pooled, treatment: pooled };
}

/** The same for any hypothesis of which these are the most likely rates, and on which side of it the arms lie. */
export function rootAt(
  control: Counts,
  treatment: Counts,
  at: { control: RatePair; treatment: RatePair },
  direction: number,
): number {
  const deviance = devianceAt(control, at.control) + devianceAt(treatment, at.treatment);
  return Math.sign(direction) * Math.sqrt(2 * deviance);
}

/** How much less likely the counts are at these rates than at their own, in natural logarithms. */
function devianceAt({ successes, n }: Counts, at: RatePair): number {
  return excess(successes, n * at.rate) + excess(n - successes, n * at.complement);
}

/** a ln(a ⁄ expected) − a + expected, at least 0; what is added and taken off cancels over all cells. */
function excess(a: number, expected: number): number {
  return a === 0 ? expected : a * logDeviation((expected - a) / a, expected / a);
}
