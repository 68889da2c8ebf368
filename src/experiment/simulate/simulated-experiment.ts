import type { Random } from '../../stats/random/random.js';
import { type Aggregates, emptyAggregates } from '../aggregates.js';
import { decisionOf, isFutile, type Standing } from '../decision/decision.js';
import type { Decision } from '../decision/decision-code.js';
import { standingsOf } from '../decision/standing.js';
import type { Design } from '../design.js';
import type { GrowingArm } from './population.js';
import type { IsQuiet } from './quiet-look.js';
import type { SimulatedLook } from './simulated-looks.js';

/** One look, with what tells whether it surely goes by for the gate. */
export interface JudgedLook extends SimulatedLook {
  isQuiet: IsQuiet;
}

/** Whoever ships at the first look with p < alpha: how it is judged, and what tells of looks that go by. */
export interface Peeking {
  design: Design;
  isQuiet: IsQuiet;
}

/** The arms of an experiment as it is drawn, the control first, and what their samples are of. */
export interface DrawnArms extends Pick<Aggregates, 'measures' | 'metrics'> {
  variants: readonly string[];
  growing: readonly GrowingArm[];
}

/** How a rule ended an experiment: at which look, from 1, with which decision. */
export interface Ending extends Decision {
  look: number;
  /** Whether the control was kept since a treatment came below its bound of futility. */
  futile: boolean;
  /** The effect that was measured of the treatment that is shipped; 0 where none is. */
  measured: number;
}

/** What came of one experiment. */
export interface SimulatedOutcome {
  gate: Ending;
  /** Whether the gate called any treatment better or worse than the control in the primary metric. */
  rejected: boolean;
  /** What shipping at the first look with p < alpha would have done. */
  naive: Ending;
  naivelyRejected: boolean;
}

const COLLECTING: Decision = { decision: 'keep-collecting', variant: null };

/**
 * One experiment, drawn look by look until the gate and the naive rule have both decided. The gate is asked
 * about every look but those that surely go by.
 */
export function simulatedExperiment(
  looks: readonly JudgedLook[],
  naive: Peeking,
  arms: DrawnArms,
  random: Random,
): SimulatedOutcome {
  const { growing } = arms;
  const gate = ruleOf(looks.length);
  const peeking = ruleOf(looks.length);
  for (const arm of growing) arm.clear();
  for (let i = 0; i < looks.length && !(gate.isOver && peeking.isOver); i += 1) {
    for (const arm of growing) arm.grow(i, random);
    const look = looks[i]!;
    if (!gate.isOver && !look.isQuiet(growing, gate.rejected)) {
      const standings = standingsOf(drawnAggregates(arms, look), look.design);
      take(gate, i + 1, decisionOf(standings, look.design), standings);
    }
    if (!peeking.isOver && !naive.isQuiet(growing, peeking.rejected)) {
      const standings = standingsOf(drawnAggregates(arms, look), naive.design, true);
      take(peeking, i + 1, decisionOf(standings, naive.design), standings);
    }
  }
  return {
    gate: gate.ending,
    rejected: gate.rejected,
    naive: peeking.ending,
    naivelyRejected: peeking.rejected,
  };
}

interface Rule {
  isOver: boolean;
  rejected: boolean;
  ending: Ending;
}

function ruleOf(looks: number): Rule {
  return {
    isOver: false,
    rejected: false,
    ending: { ...COLLECTING, look: looks, futile: false, measured: 0 },
  };
}

function take(rule: Rule, look: number, decided: Decision, standings: readonly Standing[]): void {
  rule.rejected ||= standings.some(
    ({ role, outcome }) => role === 'primary' && (outcome === 'win' || outcome === 'loss'),
  );
  if (decided.decision === 'keep-collecting') return;
  rule.isOver = true;
  const { decision, variant } = decided;
  const futile = decision === 'keep-control' && standings.some(isFutile);
  rule.ending = { decision, variant, look, futile, measured: measuredOf(decided, standings) };
}

function measuredOf({ decision, variant }: Decision, standings: readonly Standing[]): number {
  if (decision !== 'ship') return 0;
  const shipped = standings.find(
    (one) => one.role === 'primary' && one.treatment.variant === variant,
  );
  return shipped?.effect.estimate ?? 0;
}

/** What has been drawn by this look, as the gate has it. */
export function drawnAggregates(
  { variants, growing, metrics, measures }: DrawnArms,
  { units }: SimulatedLook,
): Aggregates {
  const aggregates = emptyAggregates([...metrics], [...measures]);
  variants.forEach((variant, i) => {
    const samples = metrics.map((_, metric) => growing[i]!.sample(metric));
    aggregates.variants.set(variant, { units: units.get(variant)!, samples });
  });
  return aggregates;
}

/**
 * The design of whoever looks at the primary metric as if each look were the only one: ships what is significantly
 * better, gives up what is significantly worse, and else looks again. It is the same test and correction, without
 * monitoring, guardrails or prices, and without giving up for want of an effect. Of rates that is
 * the score test, whatever the counts: nobody who peeks takes an exact one unasked.
 */
export function naiveDesign(design: Design): Design {
  const metrics = design.metrics.slice(0, 1).map((metric) => ({ ...metric, mde: null }));
  const tests = { ...design.tests, proportion: design.tests.proportion ?? 'score' };
  return { ...design, tests, metrics, money: null, monitoring: null };
}
