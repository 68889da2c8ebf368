/** How the chance of a false alarm is kept down over a family of comparisons. */
export const CORRECTIONS = ['holm', 'bonferroni', 'hochberg', 'bh', 'none'] as const;

/** One of CORRECTIONS. */
export type Correction = (typeof CORRECTIONS)[number];

/**
 * The level of one comparison, in (0, alpha], that every step of the correction leaves at least: alpha
 * over how many comparisons there are, or alpha itself where nothing is corrected. Whatever is sized or
 * priced before the order of the p-values is known is due this one.
 *
 * @param comparisons how many make the family; none counts as one.
 */
export function strictestLevel(alpha: number, correction: Correction, comparisons: number): number {
  return correction === 'none' ? alpha : alpha / Math.max(1, comparisons);
}

/** A p-value judged as one of a family: `adjusted < alpha` exactly when `raw < level`. */
export interface Adjusted {
  /** The adjusted p-value, in (0, 1]. */
  adjusted: number;
  /** The level at which this comparison was in the end judged, so the one its interval is due. */
  level: number;
}

/**
 * Each p-value judged as one of a family at `alpha`, in the order given.
 *
 * Holm, Hochberg and Bonferroni bound the chance of any false rejection, Benjamini–Hochberg ("bh")
 * the expected share of false ones among the rejections. A step-wise procedure judges its
 * comparisons at different levels; what it rejects gets the level of the step that rejected it, what
 * it does not gets the level of the step that stopped it, so that interval and decision agree. For
 * Benjamini–Hochberg that is the false-coverage-rate interval.
 *
 * @see Holm (1979), Scandinavian Journal of Statistics 6, 65–70; Hochberg (1988), Biometrika 75,
 *   800–802; Benjamini & Hochberg (1995), JRSS B 57, 289–300; Benjamini & Yekutieli (2005), JASA
 *   100, 71–81.
 */
export function adjustFamily(
  pValues: readonly number[],
  alpha: number,
  correction: Correction,
): Adjusted[] {
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i]! - pValues[j]!);
  const sorted = order.map((i) => pValues[i]!);
  const factors = sorted.map((_, rank) => factor(correction, rank, sorted.length));
  const judgedInOrder = adjustSorted(sorted, factors, alpha, correction);
  const judged = new Array<Adjusted>(pValues.length);
  order.forEach((i, rank) => {
    judged[i] = judgedInOrder[rank]!;
  });
  return judged;
}

/** By how much the p-value at this rank (0 = smallest) of m is multiplied, before it is made monotone. */
function factor(correction: Correction, rank: number, m: number): number {
  switch (correction) {
    case 'none':
      return 1;
    case 'bonferroni':
      return m;
    case 'holm':
    case 'hochberg':
      return m - rank;
    case 'bh':
      return m / (rank + 1);
  }
}

function adjustSorted(
  sorted: readonly number[],
  factors: readonly number[],
  alpha: number,
  correction: Correction,
): Adjusted[] {
  const stepDown = correction === 'holm';
  const adjusted = monotone(
    sorted.map((p, rank) => Math.min(1, p * factors[rank]!)),
    correction,
  );
  const rejections = adjusted.filter((p) => p < alpha).length;
  return adjusted.map((p, rank) => {
    const rejected = rank < rejections;
    // A step-down procedure stops for good at its first failure, a step-up one rejects all at once.
    const stopped = stepDown ? rejections : rank;
    const passed = stepDown ? rank : rejections - 1;
    const decidedAt = rejected ? passed : stopped;
    return {
      adjusted: p,
      level: agreeingLevel(sorted[rank]!, alpha / factors[decidedAt]!, rejected),
    };
  });
}

function monotone(values: readonly number[], correction: Correction): number[] {
  const running = [...values];
  if (correction === 'holm') {
    for (let i = 1; i < running.length; i++) running[i] = Math.max(running[i]!, running[i - 1]!);
  } else if (correction === 'hochberg' || correction === 'bh') {
    for (let i = running.length - 2; i >= 0; i--) {
      running[i] = Math.min(running[i]!, running[i + 1]!);
    }
  }
  return running;
}

/** The level, moved by an ulp where p × m and alpha ÷ m round to different sides of each other. */
function agreeingLevel(p: number, level: number, rejected: boolean): number {
  return rejected ? Math.max(level, p * (1 + Number.EPSILON)) : Math.min(level, p);
}
