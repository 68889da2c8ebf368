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

/** Beyond nine deviations a normal prior has 2e-19. */
const NORMAL_PANELS = mirrored([1.5, 3, 4.5, 6, 7.5, 9]);

/** Panels of a t prior grow with the distance, as its density does; the last one reaches 1e15 deviations. */
const STUDENT_PANELS = mirrored([1.5, ...Array.from({ length: 50 }, (_, i) => 3 * 2 ** i)]);

function mirrored(steps: readonly number[]): number[] {
  return [...steps.toReversed().map((step) => -step), 0, ...steps];
}

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

/** Where panels begin and end: at most two standard errors wide, and 1.5 scales of the prior where it is steep. */
function panelEnds(
  { mean, scale, df }: EffectPrior,
  { breakEven, deviation }: ExpectedOf,
  [from, to]: [number, number],
): number[] {
  const isNormal = df === Number.POSITIVE_INFINITY;
  const steps = isNormal ? NORMAL_PANELS : STUDENT_PANELS;
  const left = isNormal ? Math.max(from, mean + steps[0]! * scale) : from;
  const right = isNormal ? Math.min(to, mean + steps.at(-1)! * scale) : to;
  if (!(left < right)) return [];
  const width = PANEL * deviation;
  const ends = [left];
  let step = 0;
  let multiple = Math.floor((left - breakEven) / width) + 1;
  while (step < steps.length && mean + steps[step]! * scale <= left) step += 1;
  for (;;) {
    const ofPrior = step < steps.length ? mean + steps[step]! * scale : right;
    const ofTest = breakEven + multiple * width;
    const next = Math.min(ofPrior, ofTest);
    if (!(next < right)) break;
    if (next > ends.at(-1)!) ends.push(next);
    if (ofPrior <= next) step += 1;
    if (ofTest <= next) multiple += 1;
  }
  ends.push(right);
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
