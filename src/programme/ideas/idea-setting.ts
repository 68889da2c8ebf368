import type { Idea } from '../../experiment/idea.js';
import type { EffectPrior } from '../../stats/value/effect-prior.js';
import { discountedUnits } from '../../stats/value/test-value.js';
import { type GateDrift, gateDrift } from './gate-drift.js';
import { type IdeaEffect, ideaEffect } from './idea-effect.js';

/** An idea over a prior of its effect, with the traffic that meets it. */
export interface IdeaSetting {
  idea: Idea;
  effect: IdeaEffect;
  /** Units a week that meet it, and for how many the decision is made. */
  weeklyUnits: number;
  horizonUnits: number;
  /** By what share a gain is worth less that comes a unit later. */
  discount: number;
  /** The units of the horizon, later ones counting less. */
  allUnits: number;
  /** Money that nothing cannot be told from. */
  resolution: number;
  driftAt: (units: number) => GateDrift;
}

/** A year has so many weeks. */
const WEEKS_A_YEAR = 365.25 / 7;

/** The error of what is expected over a prior, by how much a unit gains or loses (effectAtoms). */
const ERROR = 1e-8;

/** The setting of an idea, of which so many units a week may be tested, over a prior of its relative effect. */
export function ideaSetting(idea: Idea, prior: EffectPrior, allWeekly: number): IdeaSetting {
  const weeklyUnits = allWeekly * idea.reach;
  const { horizon } = idea;
  const horizonUnits = 'units' in horizon ? horizon.units : horizon.weeks * weeklyUnits;
  const discount = Math.log1p(idea.discount) / (WEEKS_A_YEAR * weeklyUnits);
  const effect = ideaEffect(idea, prior);
  const allUnits = discountedUnits(horizonUnits, discount);
  return {
    idea,
    effect,
    weeklyUnits,
    horizonUnits,
    discount,
    allUnits,
    resolution: ERROR * idea.value * effect.meanSize * allUnits,
    driftAt: gateDrift(idea, effect.breakEven),
  };
}

/** Below so many expected events, or non-events, in an arm the gate's test is another one (docs/statistics.md). */
const FEWEST_EVENTS = 10;

/** A mean of fewer units in an arm is hardly normal. */
const FEWEST_UNITS = 10;

/** The whole weeks that a test of it may take; `null` where none may. */
export function possibleWeeks({
  idea: { baseline, rule, minimumWeeks, mostWeeks },
  weeklyUnits,
  horizonUnits,
}: IdeaSetting): { least: number; most: number } | null {
  const share = Math.min(rule.treated, 1 - rule.treated);
  const rarer = 'rate' in baseline ? Math.min(baseline.rate, 1 - baseline.rate) : null;
  const perArm = rarer === null ? FEWEST_UNITS : FEWEST_EVENTS / rarer;
  const least = Math.max(minimumWeeks, Math.ceil((perArm / share / weeklyUnits) * (1 - ROUNDING)));
  const horizonWeeks = Math.floor((horizonUnits / weeklyUnits) * (1 + ROUNDING));
  const most = Math.min(mostWeeks ?? Number.POSITIVE_INFINITY, horizonWeeks);
  return least <= most ? { least, most } : null;
}

/** 52 weeks of units that were 52 times a week’s are 52, and 2,000 units of which 1 − 0.9 get the control have 200 there. */
const ROUNDING = 1e-12;
