import type { Alternative } from '../stats/alternative.js';
import type { EffectPrior } from '../stats/value/effect-prior.js';
import type { EffectMagnitude, MarginKind } from './design.js';
import type { StoppingRule } from './monitoring/stopping-rule.js';
import type { PlannedBaseline } from './size/plan.js';

/** What is known of an idea's effect: said, or to be looked up among earlier experiments with these tags. */
export type IdeaPrior = { said: EffectPrior } | { like: ReadonlyMap<string, string> };

/** A metric that must be shown not to get worse. */
export interface IdeaGuardrail {
  name: string;
  baseline: PlannedBaseline;
  margin: EffectMagnitude;
  kind: MarginKind;
  lowerIsBetter: boolean;
}

/** How a test of the idea would be decided. */
export interface IdeaRule {
  /** Of the one comparison, after any correction. */
  alpha: number;
  alternative: Alternative;
  monitoring: StoppingRule;
  /** The share of the units in the test that gets the treatment. */
  treated: number;
  guardrails: readonly IdeaGuardrail[];
}

/** What RICE is made of; reach in units a period, effort in person-months. */
export interface Rice {
  reach: number;
  impact: number;
  confidence: number;
  effort: number;
}

/** An idea of a backlog, with all that its value hangs on. Money is in one currency, whichever it is. */
export interface Idea {
  name: string;
  idea: string | null;
  owner: string | null;
  surface: string | null;
  /** The names of others whose tests may not run at the same time. */
  blocks: readonly string[];
  /** Where its rule comes from; `null`: the backlog says it. */
  plan: string | null;
  metric: string | null;
  lowerIsBetter: boolean;
  baseline: PlannedBaseline;
  /** Of a success, or of one of the metric. */
  value: number;
  /** Of the relative effect on the metric, signed as that is. */
  prior: IdeaPrior;
  /** The share of weekly units that meet it. */
  reach: number;
  /** For how long the decision is made, in weeks or in units that meet it. */
  horizon: { weeks: number } | { units: number };
  /** A year's: at 0.1 money a year later is worth 1 ⁄ 1.1. */
  discount: number;
  build: number;
  testCost: number;
  /** Of a unit with it, beyond the control. */
  cost: number;
  rule: IdeaRule;
  minimumWeeks: number;
  /** `null`: as long as the horizon. */
  mostWeeks: number | null;
  mayShipUntested: boolean;
  rice: Rice | null;
}

/** A backlog: ideas, and the traffic that their tests share. */
export interface Backlog {
  ideas: readonly Idea[];
  /** `null` where the file does not say. */
  weeklyUnits: number | null;
}
