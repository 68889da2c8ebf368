import { gaussLegendreRule } from '../numeric/gauss-legendre.js';
import { type EffectPrior, expectedExcess, priorDensity, priorTails } from './effect-prior.js';

/**
 * A prior as a few effects, each with the probability that it stands for, so that an expectation over the
 * prior is a sum: the points of an integration, and what lies beyond it on either side.
 */
export interface EffectAtoms {
  effects: Float64Array;
  /** They sum to 1. */
  shares: Float64Array;
  /** The mean of what is gained per unit, within what each stands for; times the shares they sum to its mean. */
  gains: Float64Array;
}

/** What is to be expected of it, as far as the points of the integration hang on it. */
export interface ExpectedOf {
  /** Up to which effect nothing is gained: gain = effect − breakEven. */
  breakEven: number;
  /** The effect that one standard error of the test is, positive. */
  deviation: number;
  /** Beyond so many standard errors around breakEven the test no longer changes what it does. */
  reach: number;
  /** Effects beyond these, as of a rate above 1, are taken for these. */
  bounds: readonly [number, number];
}

/** Points in each panel, and how many standard errors wide it is at most: a normal curve over one is right to 1e-11. */
const RULE = gaussLegendreRule(8);
const PANEL = 2;

/** Beyond nine deviations a normal prior has 2e-19. */
const NORMAL_PANELS = [0, 1.5, 3, 4.5, 6, 7.5, 9];

/** Panels of a t prior grow with the distance, as its density does; the last one reaches 1e15 deviations. */
const STUDENT_PANELS = [0, 1.5, ...Array.from({ length: 50 }, (_, i) => 3 * 2 ** i)];

/**
 * The prior as atoms, for expectations of what is smooth on the scale of a standard error and does not change
 * beyond the reach; it may have a step or a kink at breakEven.
 *
 * Error: 1e-8 of the expectation of |gain|, against R's integrate (test/reference/value.R).
 */
export function effectAtoms(prior: EffectPrior, expected: ExpectedOf): EffectAtoms {
  const { breakEven, deviation, reach, bounds } = expected;
  const span = deviation * reach;
  const from = Math.min(Math.max(bounds[0], breakEven - span), bounds[1]);
  const to = Math.max(Math.min(bounds[1], breakEven + span), bounds[0]);
  const ends = panelEnds(prior, expected, [from, to]);
  const size = RULE.points.length;
  const count = Math.max(0, ends.length - 1) * size;
  const effects = new Float64Array(count + 2);
  const shares = new Float64Array(count + 2);
  const density = priorDensity(prior);
  for (let i = 0; i < count; i += 1) {
    const [left, right] = [ends[Math.floor(i / size)]!, ends[Math.floor(i / size) + 1]!];
    const half = (right - left) / 2;
    const effect = left + half * (1 + RULE.points[i % size]!);
    effects[i] = effect;
    shares[i] = half * RULE.weights[i % size]! * density(effect);
  }
  const gains = effects.map((effect) => effect - breakEven);
  addTails({ effects, shares, gains }, prior, { ends, expected, count });
  return { effects, shares, gains };
}

/** Where panels begin and end: at most two standard errors wide, and 1.5 scales of the prior where it is steep. */
function panelEnds(
  { mean, scale, df }: EffectPrior,
  { breakEven, deviation }: ExpectedOf,
  [from, to]: [number, number],
): number[] {
  const steps = df === Number.POSITIVE_INFINITY ? NORMAL_PANELS : STUDENT_PANELS;
  const ofPrior = steps.flatMap((step) => [mean - step * scale, mean + step * scale]);
  const isNormal = df === Number.POSITIVE_INFINITY;
  const left = isNormal ? Math.max(from, mean - 9 * scale) : from;
  const right = isNormal ? Math.min(to, mean + 9 * scale) : to;
  if (!(left < right)) return [];
  const width = PANEL * deviation;
  const first = Math.ceil((left - breakEven) / width);
  const last = Math.floor((right - breakEven) / width);
  const ofTest = Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, i) => breakEven + (first + i) * width,
  );
  const inside = [...ofPrior, ...ofTest].filter((end) => end > left && end < right);
  return [left, ...inside.sort((a, b) => a - b), right];
}

/** What lies beyond the panels, on either side one atom, at whose place the test does what it does all over there. */
function addTails(
  { effects, shares, gains }: EffectAtoms,
  prior: EffectPrior,
  { ends, expected, count }: { ends: readonly number[]; expected: ExpectedOf; count: number },
): void {
  const { breakEven, bounds } = expected;
  const middle = Math.min(Math.max(prior.mean, bounds[0]), bounds[1]);
  const [left, right] = [ends[0] ?? middle, ends.at(-1) ?? middle];
  const mirrored = { ...prior, mean: -prior.mean };
  const upper = priorTails(prior, right).upper;
  const lower = priorTails(prior, left).lower;
  const above = expectedExcess(prior, right) - excessBeyond(prior, bounds[1]);
  const below = expectedExcess(mirrored, -left) - excessBeyond(mirrored, -bounds[0]);
  effects.set([left, right], count);
  shares.set([lower, upper], count);
  gains[count] = lower > 0 ? left - breakEven - below / lower : 0;
  gains[count + 1] = upper > 0 ? right - breakEven + above / upper : 0;
}

function excessBeyond(prior: EffectPrior, bound: number): number {
  return Number.isFinite(bound) ? expectedExcess(prior, bound) : 0;
}
