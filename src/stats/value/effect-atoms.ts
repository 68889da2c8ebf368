import { gaussLegendreRule } from '../numeric/gauss-legendre.js';
import { type EffectPrior, expectedExcess, priorDensity, priorTails } from './effect-prior.js';

/**
 * A prior as a few effects, each with the probability that it stands for, so that an expectation over the
 * prior is a sum: the points of an integration, and what lies beyond it on either side.
 */
export interface EffectAtoms {
  effects: number[];
  /** They sum to 1. */
  shares: number[];
  /** The mean of what is gained per unit, within what each stands for; times the shares they sum to its mean. */
  gains: number[];
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

/** How many scales of the prior wide a panel is at most; those of a t prior grow with the distance, as its density does. */
const PRIOR_PANEL = 1.5;

/** Beyond so many deviations a normal prior has 2e-12 of its mass. */
const NORMAL_REACH = 7;

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
  const density = priorDensity(prior);
  const atoms: EffectAtoms = { effects: [], shares: [], gains: [] };
  for (let panel = 1; panel < ends.length; panel += 1) {
    const half = (ends[panel]! - ends[panel - 1]!) / 2;
    for (let i = 0; i < RULE.points.length; i += 1) {
      const effect = ends[panel - 1]! + half * (1 + RULE.points[i]!);
      atoms.effects.push(effect);
      atoms.shares.push(half * RULE.weights[i]! * density(effect));
      atoms.gains.push(effect - breakEven);
    }
  }
  addTails(atoms, prior, ends, expected);
  return atoms;
}

/** Where panels begin and end: from breakEven outwards, each as wide as the test and the prior let it be. */
function panelEnds(
  prior: EffectPrior,
  { breakEven, deviation }: ExpectedOf,
  [from, to]: [number, number],
): number[] {
  const { mean, scale, df } = prior;
  const far = df === Number.POSITIVE_INFINITY ? NORMAL_REACH * scale : Number.POSITIVE_INFINITY;
  const [left, right] = [Math.max(from, mean - far), Math.min(to, mean + far)];
  if (!(left < right)) return [];
  const start = Math.min(Math.max(breakEven, left), right);
  const widest = PANEL * deviation;
  return [
    ...stepsTo(left, start, (at) => Math.min(widest, priorWidth(prior, mean - at))).toReversed(),
    start,
    ...stepsTo(right, start, (at) => Math.min(widest, priorWidth(prior, at - mean))),
  ];
}

/** How wide a panel may be that begins so far beyond the mean, or before it: none of a t prior may end nearer to it than it is wide. */
function priorWidth({ scale, df }: EffectPrior, beyond: number): number {
  if (df === Number.POSITIVE_INFINITY) return PRIOR_PANEL * scale;
  return Math.max(PRIOR_PANEL * scale, beyond > 0 ? beyond : -beyond / 2);
}

/** The ends of panels from a start, which is none of them, to an end. */
function stepsTo(end: number, start: number, widthAt: (at: number) => number): number[] {
  const direction = Math.sign(end - start);
  const ends: number[] = [];
  for (let at = start; at !== end; ) {
    const next = at + direction * widthAt(at);
    // A step that is lost in rounding is none.
    at = next === at || (next - end) * direction >= 0 ? end : next;
    ends.push(at);
  }
  return ends;
}

/** What lies beyond the panels, on either side one atom, at whose place the test does what it does all over there. */
function addTails(
  { effects, shares, gains }: EffectAtoms,
  prior: EffectPrior,
  ends: readonly number[],
  { breakEven, bounds }: ExpectedOf,
): void {
  const middle = Math.min(Math.max(prior.mean, bounds[0]), bounds[1]);
  const [left, right] = [ends[0] ?? middle, ends.at(-1) ?? middle];
  const turned = { ...prior, mean: -prior.mean };
  const upper = priorTails(prior, right).upper;
  const lower = priorTails(prior, left).lower;
  const above = expectedExcess(prior, right) - excessBeyond(prior, bounds[1]);
  const below = expectedExcess(turned, -left) - excessBeyond(turned, -bounds[0]);
  effects.push(left, right);
  shares.push(lower, upper);
  gains.push(
    lower > 0 ? left - breakEven - below / lower : 0,
    upper > 0 ? right - breakEven + above / upper : 0,
  );
}

function excessBeyond(prior: EffectPrior, bound: number): number {
  return Number.isFinite(bound) ? expectedExcess(prior, bound) : 0;
}
