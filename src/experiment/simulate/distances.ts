import type { EstimatedArms } from '../../stats/tests/point-estimate.js';
import { FIGURES, type GrowingArm, MEAN, N, SQUARES } from './population.js';

/**
 * How far two arms lie from hypotheses, in standard errors and with a sign, as the test that the gate judges
 * by has it. That test rejects a hypothesis where this is beyond its critical value.
 */
export interface Distances {
  /** Takes what the arms have come to. False where the gate may have no such test, and has to be asked. */
  take(control: GrowingArm, treatment: GrowingArm): boolean;
  /** Whether distances are but how far the arms are at most, whichever test the gate takes. */
  isBound(): boolean;
  /** Units with a value, in both arms. */
  units(): number;
  /** Above which the degrees of freedom of the test lie; Infinity of a normal one. */
  leastDf(): number;
  /** From "treatment − control is `difference`". */
  ofDifference(difference: number): () => number;
  /** From "treatment ÷ control is `ratio`". */
  ofRatio(ratio: number): () => number;
  /**
   * From "the treatment is better by that share of the control's size", where up is better (1) or down (−1): the least
   * that it may be, whether the gate tells a share or, where the control may be 0, takes it of what is seen.
   */
  ofShare(share: number, better: 1 | -1): () => number;
}

/** Of two means of values, as Welch's test has them. */
export function meanDistances(metric: number): Distances {
  const at = FIGURES * metric;
  return estimateDistances((control, treatment, arms) => {
    const [a, b] = [control.figures, treatment.figures];
    const [n, m] = [a[at + N]!, b[at + N]!];
    arms.control.estimate = a[at + MEAN]!;
    arms.control.variance = a[at + SQUARES]! / (n - 1) / n;
    arms.treatment.estimate = b[at + MEAN]!;
    arms.treatment.variance = b[at + SQUARES]! / (m - 1) / m;
    arms.units = n + m;
    arms.df = Math.min(n, m) - 1;
  });
}

/** Two estimates with the units that they are made of; `df` is the least there may be. */
interface TakenArms extends Required<Omit<EstimatedArms, 'df'>> {
  units: number;
  df: number;
}

/** Of two estimates of a mean, which `read` writes into `arms`. */
export function estimateDistances(
  read: (control: GrowingArm, treatment: GrowingArm, arms: TakenArms) => void,
): Distances {
  const arms: TakenArms = {
    control: { estimate: 0, variance: 0 },
    treatment: { estimate: 0, variance: 0 },
    covariance: 0,
    units: 0,
    df: 0,
  };
  const { control, treatment } = arms;
  const error = (ratio: number) =>
    Math.sqrt(ratio * ratio * control.variance + treatment.variance - 2 * ratio * arms.covariance);
  const fromRatio = (ratio: number) =>
    (treatment.estimate - ratio * control.estimate) / error(ratio);
  const fromDifference = (difference: number) =>
    (treatment.estimate - control.estimate - difference) / error(1);
  return {
    take: (a, b) => {
      read(a, b, arms);
      // A variance of nothing, or a square beyond the doubles: such arms have no test.
      return arms.df > 0.5 && error(1) > 0 && fromDifference(0) ** 2 < Number.POSITIVE_INFINITY;
    },
    isBound: () => false,
    units: () => arms.units,
    leastDf: () => arms.df,
    ofDifference: (difference) => () => fromDifference(difference),
    ofRatio: (ratio) => () => fromRatio(ratio),
    ofShare: (share, better) => () => {
      const size = Math.abs(control.estimate);
      const relative = better * fromRatio(1 + better * share * Math.sign(control.estimate));
      // Of which is taken (see isMdeRuledOut) the critical value decides, of which here only the least is known.
      return Math.min(relative, better * fromDifference(better * share * size));
    },
  };
}

/** Far above what a distance may be off by, far below what anything is decided by. */
export const ROUNDING = 1e-6;
