import { type KnownEffects, knownEffects } from '../../stats/meta/known-effects.js';
import {
  type EstimatedWithin,
  type RandomEffects,
  randomEffects,
  within,
} from '../../stats/meta/random-effects.js';
import { bilinear, dot } from '../../stats/numeric/linear-forms.js';
import { type Pooled, spreadOf } from './pooled.js';
import { groupOf, type ProgrammeEffect } from './programme-effect.js';

/** A tag that effects are told apart by: by its words, or along its numbers. */
export interface TagAsked {
  tag: string;
  numeric: boolean;
}

/** The number that a tag's text stands for, as its source writes numbers; NaN where it stands for none. */
export type NumberOfTag = (tag: string, text: string) => number;

/** Why a tag tells nothing. */
export type TagMisfit = 'ONE_VALUE' | 'TOO_FEW_EFFECTS' | 'NOT_A_NUMBER';

/** What a tag tells of true effects. */
export interface ByTag extends TagAsked {
  /** Why it tells nothing; else `null`. */
  why: TagMisfit | null;
  /** By word, in the order of their means, the largest first; of numbers none. */
  levels: { value: string | null; effects: number; mean: EstimatedWithin }[];
  /** Of numbers, by how much the effect grows with 1; else `null`. */
  slope: EstimatedWithin | null;
  /** The spread that is left within. */
  spread: Pooled['spread'] | null;
  /** That the tag tells nothing: F on these degrees of freedom. */
  test: { statistic: number; df: number; errorDf: number; pValue: number } | null;
}

const NOTHING = { levels: [], slope: null, spread: null, test: null };

/**
 * The mean of true effects by the values of a tag, by a regression of effects on it (randomEffects).
 *
 * What has no such tag is a value of its own. It is about where effects were larger, and not about what made them so:
 * surfaces and tactics were not drawn by lot.
 */
export function effectsByTag(
  groups: readonly (readonly ProgrammeEffect[])[],
  asked: TagAsked,
  { confidence, numberOf }: { confidence: number; numberOf: NumberOfTag },
): ByTag {
  const effects = groups.flat();
  const values = effects.map(({ tags }) => tags.get(asked.tag) ?? null);
  const counts = new Map<string | null, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size < 2) return { ...asked, ...NOTHING, why: 'ONE_VALUE' };
  const words = [...counts.keys()];
  const rows = asked.numeric
    ? centred(values.map((value) => (value === null ? Number.NaN : numberOf(asked.tag, value))))
    : values.map((value) => words.slice(1).map((word) => (word === value ? 1 : 0)));
  if (!rows.flat().every(Number.isFinite)) return { ...asked, ...NOTHING, why: 'NOT_A_NUMBER' };
  const fit = randomEffects(knownEffects(groups.map(groupOf), rows) as KnownEffects, confidence);
  if (typeof fit === 'string') {
    return { ...asked, ...NOTHING, why: fit === 'COLLINEAR' ? 'ONE_VALUE' : fit };
  }
  const { statistic, df, errorDf, pValue } = fit.moderators!;
  const levels = words.map((value, i) => ({
    value,
    effects: counts.get(value)!,
    mean: levelMean(fit, i, confidence),
  }));
  return {
    ...asked,
    why: null,
    levels: asked.numeric ? [] : levels.sort((a, b) => b.mean.estimate - a.mean.estimate),
    slope: asked.numeric ? fit.coefficients[1]! : null,
    spread: spreadOf(fit),
    test: { statistic: statistic / df, df, errorDf: errorDf!, pValue },
  };
}

/** Numbers from their mean on, which leaves their slope alone: of dates as 20260131 rounding leaves little else. */
function centred(numbers: readonly number[]): number[][] {
  const mean = numbers.reduce((sum, x) => sum + x / numbers.length, 0);
  return numbers.map((x) => [x - mean]);
}

/** The constant, with the coefficient of the i-th word; the first has none. */
function levelMean({ coefficients, covariance, df }: RandomEffects, i: number, confidence: number) {
  const row = coefficients.map((_, j) => (j === 0 || j === i ? 1 : 0));
  const estimate = dot(
    row,
    coefficients.map((own) => own.estimate),
  );
  return within(estimate, Math.sqrt(bilinear(row, covariance, row)), df, confidence);
}
