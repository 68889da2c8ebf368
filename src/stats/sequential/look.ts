import { logNormalUpper } from '../distributions/normal.js';
import type { PValue } from '../distributions/reference-distribution.js';
import type { MarginTest } from '../margin/margin.js';
import { requireDomain } from '../numeric/domain.js';
import { memoized } from '../numeric/memoized.js';
import { decreasingRoot } from '../numeric/roots.js';
import type { Interval, TwoSampleTest } from '../tests/two-sample-test.js';
import { boundariesAt, type SequentialLooks } from './sequential-boundary.js';

/**
 * The level at which the last of these looks is judged when the whole test is judged at `level`, in
 * [0, level]; 0 where this look cannot stop it.
 *
 * @param looks this one last; later ones do not matter.
 * @param level in (0, 1).
 * @throws {RangeError} when it is outside, or the fractions are.
 * @see spendingBoundaries; for statistics that are not normal, Jennison & Turnbull (2000), §3.3.
 * @example
 * const looks = { fractions: [0.2, 0.4, 0.6, 0.8, 1], spending: 'obrien-fleming', alternative: 'two-sided' } as const;
 * nominalLevel(looks, 0.05); // => 0.0423
 */
export function nominalLevel(looks: SequentialLooks, level: number): number {
  return nominalLevels(looks, level).at(-1)!;
}

/** The same at each of the looks, which those after it do not matter to. */
export function nominalLevels(looks: SequentialLooks, level: number): number[] {
  requireDomain(level > 0 && level < 1, 'level', 'between 0 and 1, both excluded', level);
  return boundariesAt(looks, Math.log(level)).map((boundary) =>
    Math.min(level, Math.exp(logLevelOf(boundary, looks))),
  );
}

function logLevelOf(boundary: number, { alternative }: SequentialLooks): number {
  const log = logNormalUpper(boundary);
  return alternative === 'two-sided' ? Math.min(0, Math.LN2 + log) : log;
}

function logNominalLevel(looks: SequentialLooks, logLevel: number): number {
  return logLevelOf(boundariesAt(looks, logLevel).at(-1)!, looks);
}

/** Relative, of a repeated p-value: an order above the error of the boundaries. */
const ACCURACY = 1e-11;

/** Levels of a whole test go up to here: at 1 a first look might spend everything. */
export const MOST_LEVEL = 0.999;
const LOG_MOST = Math.log(MOST_LEVEL);

/**
 * The smallest level of the whole test at which the last of these looks rejects with that p-value: the
 * inverse of nominalLevel, in (0, 1]; what would lie above 0.999 is 1.
 *
 * @see Jennison & Turnbull (1989), JRSS B 51, 305–361 (repeated confidence intervals, and p-values).
 * @example
 * // The second of two looks, at z = 2.5: what it is worth after a first one.
 * const { upper } = normalTails(2.5);
 * const looks = { fractions: [0.5, 1], spending: 'pocock', alternative: 'two-sided' } as const;
 * repeatedPValue(looks, { pValue: 2 * upper, logPValue: Math.log(2 * upper) }).pValue; // => 0.0238
 */
export function repeatedPValue(looks: SequentialLooks, { logPValue }: PValue): PValue {
  const level = memoized((logLevel) => logNominalLevel(looks, logLevel));
  if (!(level(LOG_MOST) > logPValue)) return { pValue: 1, logPValue: 0 };
  const log = decreasingRoot(
    (logLevel) => logPValue - level(logLevel),
    logPValue,
    LOG_MOST,
    ACCURACY,
  );
  return { pValue: Math.max(Number.MIN_VALUE, Math.exp(log)), logPValue: log };
}

/** How levels of the whole test and what one look finds translate into each other. */
export interface LookScale {
  /** nominalLevel of these looks. */
  level(level: number): number;
  /** repeatedPValue of these looks. */
  repeated(p: PValue): PValue;
}

/**
 * How levels of the whole test and what the last of these looks finds translate into each other; what it worked out
 * it remembers.
 *
 * @see nominalLevel, repeatedPValue.
 * @example
 * const looks = { fractions: [0.5, 1], spending: 'pocock', alternative: 'two-sided' } as const;
 * const scale = lookScale(looks);
 * scale.level(0.05); // => 0.0277
 * scale.repeated({ pValue: 0.02, logPValue: Math.log(0.02) }).pValue; // => 0.0370
 */
export function lookScale(looks: SequentialLooks): LookScale {
  return {
    level: memoized((level) => nominalLevel(looks, level)),
    repeated: (p) => repeatedPValue(looks, p),
  };
}

/**
 * A test as the last of these looks has it: its p-value and its intervals hold for all looks together
 * (repeated confidence intervals), and agree as those of the test do.
 *
 * @param base the test of all data so far, with the alternative of the looks.
 * @see nominalLevel, repeatedPValue.
 * @example
 * const base = scoreTest({ successes: 480, n: 5_000 }, { successes: 560, n: 5_000 }, 'two-sided');
 * if (typeof base === 'string') throw new Error(base);
 * const looks = { fractions: [0.5, 1], spending: 'pocock', alternative: 'two-sided' } as const;
 * const test = testAtLook(base, looks);
 * [test.atThisLook?.pValue, test.pValue]; // => [ 0.00877, 0.01719 ]
 * base.effectInterval(0.05); // => { lower: 0.00404, upper: 0.02799 }
 * test.effectInterval(0.05); // => { lower: 0.00257, upper: 0.02947 }
 */
export function testAtLook(
  base: TwoSampleTest,
  looks: SequentialLooks,
  scale: LookScale = lookScale(looks),
): TwoSampleTest {
  const repeated = scale.repeated(base);
  const nominal = agreeingLevels(scale, base, repeated);
  const at = <Value>(level: number, value: (nominal: number) => Value, none: Value): Value =>
    nominal(level) > 0 ? value(nominal(level)) : none;
  const open: Interval = { lower: null, upper: null };
  return {
    ...base,
    ...repeated,
    atThisLook: { pValue: base.pValue, logPValue: base.logPValue },
    criticalValue: (level) => at(level, base.criticalValue, Number.POSITIVE_INFINITY),
    pValueAt: (difference) => {
      const p = base.pValueAt(difference);
      return p === null ? null : scale.repeated(p);
    },
    effectInterval: (level) => at(level, base.effectInterval, open),
    relativeInterval: (level) => at(level, base.relativeInterval, open),
  };
}

/** As much of a margin test as a look changes. */
type LookedAt = Pick<MarginTest, 'pValue' | 'logPValue' | 'pValueBeyond' | 'logPValueBeyond'> & {
  criticalValue(level: number): number | null;
  bound(level: number): number | null;
};

/**
 * A margin test, absolute or relative, as the last of these looks has it: its p-value and its bound hold for all
 * looks together; the bound is `null` where this look cannot stop the test. What lies beyond the margin is
 * monitored by itself, at the same levels.
 *
 * @see testAtLook.
 * @example
 * // The first of two looks at a rate that may lose a point.
 * const control = { successes: 500, n: 5_000 };
 * const base = proportionNonInferiority(control, { successes: 510, n: 5_000 }, 0.01, 'increase');
 * if (typeof base === 'string') throw new Error(base);
 * const test = marginAtLook(base, { fractions: [0.5], spending: 'pocock' });
 * [base.pValue, test.pValue]; // => [ 0.0233, 0.0376 ]
 * [base.bound(0.025), test.bound(0.025)]; // => [ -0.00982, -0.01102 ]
 */
export function marginAtLook<T extends LookedAt>(
  base: T,
  { fractions, spending }: Omit<SequentialLooks, 'alternative'>,
  scaleOf: (looks: SequentialLooks) => LookScale = lookScale,
): T {
  const scale = scaleOf({ fractions, spending, alternative: 'greater' });
  const { pValueBeyond: pValue, logPValueBeyond: logPValue } = base;
  const [repeated, beyond] = [base, { pValue, logPValue }].map(scale.repeated);
  const nominal = agreeingLevels(scale, base, repeated!);
  return {
    ...base,
    ...repeated!,
    pValueBeyond: beyond!.pValue,
    logPValueBeyond: beyond!.logPValue,
    criticalValue: (level) =>
      nominal(level) > 0 ? base.criticalValue(nominal(level)) : Number.POSITIVE_INFINITY,
    bound: (level) => (nominal(level) > 0 ? base.bound(nominal(level)) : null),
  };
}

/**
 * The levels that the intervals of this look are taken at: nominalLevel's, on the side of the test's own
 * p-value on which the repeated one decides, where the search for it has rounded.
 */
function agreeingLevels(
  scale: LookScale,
  { pValue }: PValue,
  repeated: PValue,
): (level: number) => number {
  const above = pValue + Math.max(Number.MIN_VALUE, pValue * Number.EPSILON);
  return memoized((level) => {
    const nominal = scale.level(level);
    return repeated.pValue < level ? Math.max(nominal, above) : Math.min(nominal, pValue);
  });
}
