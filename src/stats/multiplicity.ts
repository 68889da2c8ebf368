import { requireDomain, requireProbability } from './numeric/domain.js';

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

/** What is promised of an interval beside others. */
export const COVERAGES = ['alone', 'simultaneous', 'stepwise', 'selected'] as const;

/**
 * One of COVERAGES: that it holds by itself; that all of the family hold at once with 1 − alpha; the same,
 * but that 0 is left out because a later step of the correction rejects it; or that of the intervals of
 * what was rejected a share of alpha misses on average.
 */
export type Coverage = (typeof COVERAGES)[number];

/** A p-value judged as one of a family: `adjusted < alpha` exactly when `raw < level`. */
export interface Adjusted {
  /** The adjusted p-value, in (0, 1]. */
  adjusted: number;
  /** The level at which this comparison was in the end judged. */
  level: number;
  /** The level that its interval is due, and what that promises beside the others. */
  interval: { level: number; coverage: Coverage };
}

/**
 * Each p-value judged as one of a family at `alpha`, in the order given.
 *
 * Holm, Hochberg and Bonferroni bound the chance of any false rejection, Benjamini–Hochberg ("bh")
 * the expected share of false ones among the rejections. A step-wise procedure judges its
 * comparisons at different levels; what it rejects gets the level of the step that rejected it, what
 * it does not gets the level of the step that stopped it.
 *
 * Intervals at those levels would not hold at once: of ten effects that are all found the last would have
 * one of 1 − alpha, and miss in 22 %. Bounded two-sided intervals that hold at once and leave out 0
 * whenever Holm rejects do not exist, since Holm uses up alpha (compatible ones are bounded by 0 alone:
 * Guilbaud 2008). So all are Bonferroni's, at alpha ÷ m; where only a later step rejects, 0 and the side
 * beyond it are to be cut off, which is that step's claim ("stepwise"). For Benjamini–Hochberg they are the
 * false-coverage-rate intervals.
 *
 * @param pValues in [0, 1].
 * @param alpha in (0, 1).
 * @throws {RangeError} outside these.
 * @see Holm (1979), Scandinavian Journal of Statistics 6, 65–70; Hochberg (1988), Biometrika 75,
 *   800–802; Benjamini & Hochberg (1995), JRSS B 57, 289–300; Benjamini & Yekutieli (2005), JASA
 *   100, 71–81; Strassburger & Bretz (2008), Statistics in Medicine 27, 4914–4927; Guilbaud (2008),
 *   Biometrical Journal 50, 678–692.
 * @example
 * // As R's p.adjust(p, 'holm') has it.
 * const p = [0.005, 0.06, 0.007, 0.04, 0.01, 0.03];
 * adjustFamily(p, 0.05, 'holm').map(({ adjusted }) => adjusted); // => [ 0.03, 0.09, 0.035, 0.09, 0.04, 0.09 ]
 */
export function adjustFamily(
  pValues: readonly number[],
  alpha: number,
  correction: Correction,
): Adjusted[] {
  for (const p of pValues) requireProbability(p);
  requireDomain(alpha > 0 && alpha < 1, 'alpha', 'between 0 and 1, both excluded', alpha);
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

/** Two families that are judged one after the other, each in the order given. */
export interface Serially<T> {
  primary: T;
  secondary: T;
}

/**
 * Both families at `alpha`, the second only once all of the first is rejected: its adjusted p-values are
 * no smaller than the largest of the first. The first so pays nothing for the second, and the promise of
 * the correction is kept over both: an error in the second needs every null of the first rejected, of
 * which either one was true, which is an error counted there, or none, and then the second has all of
 * alpha. The second is open where the first is empty, and where nothing is corrected.
 *
 * @param alpha in (0, 1).
 * @throws {RangeError} when it is outside, or a p-value outside [0, 1].
 * @see Westfall & Krishen (2001), Journal of Statistical Planning and Inference 99, 25–40 (serial
 *   gatekeeping); Dmitrienko & Tamhane (2007), Pharmaceutical Statistics 6, 171–180.
 * @example
 * // The second family opens once all of the first is rejected.
 * const { secondary } = adjustSerially({ primary: [0.01], secondary: [0.02, 0.03] }, 0.05, 'holm');
 * secondary.map(({ adjusted }) => adjusted); // => [ 0.04, 0.04 ]
 */
export function adjustSerially(
  { primary, secondary }: Serially<readonly number[]>,
  alpha: number,
  correction: Correction,
): Serially<Adjusted[]> {
  const first = adjustFamily(primary, alpha, correction);
  const gate = correction === 'none' ? 0 : Math.max(0, ...first.map(({ adjusted }) => adjusted));
  const second = adjustFamily(secondary, alpha, correction).map((own, i) => ({
    adjusted: Math.max(gate, own.adjusted),
    level: gate < alpha ? own.level : Math.min(own.level, secondary[i]!),
    interval: gate < alpha ? own.interval : held(own.interval),
  }));
  return { primary: first, secondary: second };
}

/** Behind a closed gate nothing is rejected, so that no step cuts an interval. */
function held({ level, coverage }: Adjusted['interval']): Adjusted['interval'] {
  return { level, coverage: coverage === 'stepwise' ? 'simultaneous' : coverage };
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
    const level = agreeingLevel(sorted[rank]!, alpha / factors[decidedAt]!, rejected);
    const own = { pValue: sorted[rank]!, level, rejected };
    return { adjusted: p, level, interval: intervalOf(own, alpha, correction, sorted.length) };
  });
}

function intervalOf(
  { pValue, level, rejected }: { pValue: number; level: number; rejected: boolean },
  alpha: number,
  correction: Correction,
  comparisons: number,
): Adjusted['interval'] {
  if (comparisons === 1 || correction === 'none') return { level, coverage: 'alone' };
  if (correction === 'bh') return { level, coverage: 'selected' };
  if (correction === 'bonferroni') return { level, coverage: 'simultaneous' };
  const each = strictestLevel(alpha, correction, comparisons);
  if (rejected) return { level: each, coverage: pValue < each ? 'simultaneous' : 'stepwise' };
  // A p-value an ulp below its share, which is not rejected, leaves 0 in.
  return { level: Math.min(each, pValue), coverage: 'simultaneous' };
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
