import { logGamma } from '../distributions/gamma.js';
import { digamma, trigamma } from '../distributions/polygamma.js';
import { type NoMaximum, newtonMaximum, type Surface } from '../numeric/newton-maximum.js';

/** The parameters of the gamma-gamma model of spending, all positive, in the order of its vectors: p, q, γ. */
export interface GammaGamma {
  /** Shape of the gamma distribution of a customer's purchases. */
  p: number;
  /** Shape of the gamma distribution of their rates over customers. */
  q: number;
  /** Its rate, in money. */
  gamma: number;
}

export interface GammaGammaFit {
  model: GammaGamma;
  logLikelihood: number;
  /** Of ln p, ln q, ln γ. */
  covariance: number[][];
}

/** What a customer's purchases after the first were worth. */
export interface Spending {
  repeats: number;
  /** On average; positive. */
  mean: number;
}

const REACH = 14;

/**
 * The gamma-gamma model that makes what these customers spend most likely.
 *
 * @param spendings of customers with one repeat purchase or more, each of whom has spent something.
 * @see Fader & Hardie (2013), The gamma-gamma model of monetary value, eq. (1a).
 * Error: 1e-7 relative in the parameters, against R, whose derivatives are numerical (test/reference/clv.R).
 */
export function gammaGammaFit(spendings: readonly Spending[]): GammaGammaFit | NoMaximum {
  const unit = spendings.reduce((sum, { mean }) => sum + mean, 0) / spendings.length;
  const scaled = spendings.map(({ repeats, mean }) => ({ repeats, mean: mean / unit }));
  const found = newtonMaximum((logs) => logSurface(logs, scaled), [0, Math.LN2, 0], REACH);
  if (typeof found === 'string') return found;
  const [p, q, gamma] = found.at.map(Math.exp) as [number, number, number];
  const logLikelihood = found.value - spendings.length * Math.log(unit);
  return { model: { p, q, gamma: gamma * unit }, logLikelihood, covariance: found.covariance };
}

/** The log-likelihood with its derivatives by the logarithms of the parameters. */
function logSurface(logs: readonly number[], spendings: readonly Spending[]): Surface {
  const [p, q, gamma] = logs.map(Math.exp) as [number, number, number];
  const parameters = [p, q, gamma];
  let value = 0;
  const slopes = [0, 0, 0];
  const curves = slopes.map(() => [0, 0, 0]);
  const own = { logQ: logGamma(q), psi: digamma(q), psi1: trigamma(q) };
  for (const spending of spendings) {
    const one = ownSurface({ p, q, gamma }, own, spending);
    value += one.value;
    for (const [i, slope] of one.gradient.entries()) {
      slopes[i]! += slope;
      for (const [j, h] of one.hessian[i]!.entries()) curves[i]![j]! += h;
    }
  }
  const gradient = slopes.map((slope, i) => slope * parameters[i]!);
  const hessian = curves.map((row, i) =>
    row.map((h, j) => h * parameters[i]! * parameters[j]! + (i === j ? gradient[i]! : 0)),
  );
  return { value, gradient, hessian };
}

/** ln Γ(q), ψ(q) and ψ′(q), which all customers share. */
interface OfQ {
  logQ: number;
  psi: number;
  psi1: number;
}

/** A customer's part of it, by the parameters themselves. */
function ownSurface({ p, q, gamma }: GammaGamma, own: OfQ, { repeats: x, mean }: Spending) {
  const u = p * x;
  const total = gamma + x * mean;
  const share = Math.log(gamma / total);
  const spent = Math.log((x * mean) / total);
  const [psi, psi1] = [digamma(u + q), trigamma(u + q)];
  const gradient = [
    x * (psi - digamma(u) + spent),
    psi - own.psi + share,
    q / gamma - (u + q) / total,
  ];
  const crossed = [x * psi1, -x / total, 1 / gamma - 1 / total] as const;
  const hessian = [
    [x * x * (psi1 - trigamma(u)), crossed[0], crossed[1]],
    [crossed[0], psi1 - own.psi1, crossed[2]],
    [crossed[1], crossed[2], (u + q) / total ** 2 - q / gamma ** 2],
  ];
  const value = logGamma(u + q) - logGamma(u) - own.logQ + q * share + u * spent - Math.log(mean);
  return { value, gradient, hessian };
}

/** How a customer's own log-likelihood changes with ln p, ln q and ln γ: the scores of the fit. */
export function gammaGammaScore(model: GammaGamma, spending: Spending): number[] {
  const { p, q, gamma } = model;
  const own = { logQ: logGamma(q), psi: digamma(q), psi1: trigamma(q) };
  const { gradient } = ownSurface(model, own, spending);
  return gradient.map((slope, i) => slope * [p, q, gamma][i]!);
}

/**
 * What a customer's purchases are expected to be worth on average; without repeat purchases, what those of all
 * are. Positive; Infinity where q is 1 or less and nothing is known of the customer.
 *
 * @see Fader & Hardie (2013), eq. (5).
 */
export function expectedSpend({ p, q, gamma }: GammaGamma, { repeats, mean }: Spending): number {
  const weight = p * repeats + q - 1;
  return weight > 0 ? (p * (gamma + repeats * mean)) / weight : Number.POSITIVE_INFINITY;
}
