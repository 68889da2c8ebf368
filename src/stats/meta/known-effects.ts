import { requireDomain } from '../numeric/domain.js';
import { dot } from '../numeric/linear-forms.js';
import { eigenOf, type Matrix } from '../numeric/symmetric.js';

/** Effects whose errors hang together, as of treatments that share a control. */
export interface EffectGroup {
  estimates: readonly number[];
  /** Of their errors: symmetric, the variances on its diagonal. */
  covariance: Matrix;
}

/**
 * Effects with known errors as as many independent ones: each group is turned to the axes of its covariance.
 * A random effect of the same variance for each stays what it is, since a rotation leaves τ² I alone.
 */
export interface KnownEffects {
  /** The estimates along those axes. */
  values: readonly number[];
  /** The variances of their errors, positive. */
  variances: readonly number[];
  /** By axis, the moderators there: of all effects alike, the first is the constant 1. */
  design: Matrix;
  /** By effect, in the order of the groups, what it is of the axes. */
  axes: readonly Direction[];
  /** By group, its axes: from one on, up to another. */
  groups: readonly { from: number; to: number }[];
}

/** A weighted sum of what lies along axes. */
export type Direction = readonly { axis: number; weight: number }[];

/** Why effects cannot be put together. */
export type EffectsMisfit =
  | 'NO_EFFECTS'
  | 'NOT_A_NUMBER'
  | 'ZERO_VARIANCE'
  | 'IMPOSSIBLE_COVARIANCE';

/** An error variance that is less of its group's than this is rounding: the effects then say the same. */
const ROUNDING = 1e-12;

/**
 * The effects of these groups, ready to be put together.
 *
 * @param moderators by effect, in the order of the groups, what is known of it beside a constant.
 * @returns a misfit with the group that it is of.
 * @throws {RangeError} where covariances or moderators are not as many as the effects, or a moderator is no number.
 * @see Golub & Van Loan (2013), Matrix Computations, §8.1, for the axes of a symmetric matrix.
 * @example
 * // Two treatments that share a control: their errors covary.
 * const effects = knownEffects([
 *   { estimates: [0.02, 0.03], covariance: [[0.0002, 0.0001], [0.0001, 0.0002]] },
 * ]);
 * if ('why' in effects) throw new Error(effects.why);
 * // Along the axes of the sum and the difference.
 * [...effects.variances].sort(); // => [ 0.0001, 0.0003 ]
 */
export function knownEffects(
  groups: readonly EffectGroup[],
  moderators: Matrix = [],
): KnownEffects | { why: EffectsMisfit; group: number } {
  requireSizes(groups, moderators);
  const values: number[] = [];
  const variances: number[] = [];
  const design: number[][] = [];
  const axes: Direction[] = [];
  const spans: { from: number; to: number }[] = [];
  for (const [at, { estimates, covariance }] of groups.entries()) {
    const why = misfitOf(estimates, covariance);
    if (why !== null) return { why, group: at };
    const turned = eigenOf(covariance);
    const largest = Math.max(...turned.values);
    if (turned.values.some((value) => !(value > ROUNDING * largest))) {
      return { why: 'IMPOSSIBLE_COVARIANCE', group: at };
    }
    const from = values.length;
    const rows = estimates.map((_, i) => [1, ...(moderators[from + i] ?? [])]);
    for (const [axis, variance] of turned.values.entries()) {
      const direction = turned.vectors.map((row) => row[axis]!);
      values.push(dot(direction, estimates));
      variances.push(variance);
      design.push(
        rows[0]!.map((_, column) => direction.reduce((s, w, i) => s + w * rows[i]![column]!, 0)),
      );
    }
    for (const row of turned.vectors) {
      axes.push(row.map((weight, axis) => ({ axis: from + axis, weight })));
    }
    spans.push({ from, to: values.length });
  }
  if (values.length === 0) return { why: 'NO_EFFECTS', group: 0 };
  return { values, variances, design, axes, groups: spans };
}

/**
 * Independent effects, with the variances of their errors, as groups of one; for knownEffects.
 *
 * @example
 * independentEffects([{ estimate: 0.02, variance: 0.0001 }]); // => [ { estimates: [ 0.02 ], covariance: [ [ 0.0001 ] ] } ]
 */
export function independentEffects(
  effects: readonly { estimate: number; variance: number }[],
): EffectGroup[] {
  return effects.map(({ estimate, variance }) => ({
    estimates: [estimate],
    covariance: [[variance]],
  }));
}

function requireSizes(groups: readonly EffectGroup[], moderators: Matrix): void {
  let effects = 0;
  for (const { estimates, covariance } of groups) {
    const size = estimates.length;
    effects += size;
    const isSquare = [covariance, ...covariance].every(({ length }) => length === size);
    requireDomain(isSquare, 'covariance', `${size} by ${size}`, covariance.length);
  }
  const rows = moderators.length;
  requireDomain(rows === 0 || rows === effects, 'moderators', `of ${effects} effects`, rows);
  for (const row of moderators) {
    const isFull = row.length === moderators[0]!.length;
    requireDomain(isFull, 'moderators', 'as many for each effect', row.length);
    for (const x of row) requireDomain(Number.isFinite(x), 'moderators', 'finite', x);
  }
}

function misfitOf(estimates: readonly number[], covariance: Matrix): EffectsMisfit | null {
  if (![...estimates, ...covariance.flat()].every(Number.isFinite)) return 'NOT_A_NUMBER';
  return covariance.some((row, i) => !(row[i]! > 0)) ? 'ZERO_VARIANCE' : null;
}
