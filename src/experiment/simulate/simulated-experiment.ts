import type { Random } from '../../stats/random/random.js';
import {
  type Aggregates,
  emptyAggregates,
  type MetricAggregate,
  mergeMetricAggregates,
} from '../aggregates.js';
import { decisionOf, isFutile, type Standing } from '../decision/decision.js';
import type { Decision } from '../decision/decision-code.js';
import { standingsOf } from '../decision/standing.js';
import type { Design } from '../design.js';
import { isDue } from '../monitoring/progress.js';
import type { Batch } from './population.js';
import type { SimulatedLook } from './simulated-looks.js';

/** One look with what its new units are drawn from, for each variant in the design's order. */
export interface DrawnLook extends SimulatedLook {
  batches: { variant: string; batch: Batch }[];
}

/** How a rule ended an experiment: at which look, from 1, with which decision. */
export interface Ending extends Decision {
  look: number;
  /** Whether the control was kept since a treatment came below its bound of futility. */
  futile: boolean;
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

/** One experiment, drawn look by look until the gate and the naive rule have both decided. */
export function simulatedExperiment(
  looks: readonly DrawnLook[],
  naive: Design,
  { measures, metrics }: Pick<Aggregates, 'measures' | 'metrics'>,
  random: Random,
): SimulatedOutcome {
  const aggregates = emptyAggregates(metrics, measures);
  const gate = ruleOf(looks.length);
  const peeking = ruleOf(looks.length);
  looks.forEach(({ design, batches, units }, i) => {
    if (gate.isOver && peeking.isOver) return;
    for (const { variant, batch } of batches) {
      addDraw(aggregates, variant, units.get(variant)!, batch(random));
    }
    if (!gate.isOver && isDue(design)) {
      const standings = standingsOf(aggregates, design);
      take(gate, i + 1, decisionOf(standings, design), standings);
    }
    if (!peeking.isOver) {
      const standings = standingsOf(aggregates, naive, true);
      take(peeking, i + 1, naiveDecision(standings, naive), standings);
    }
  });
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
  return { isOver: false, rejected: false, ending: { ...COLLECTING, look: looks, futile: false } };
}

function take(rule: Rule, look: number, decided: Decision, standings: readonly Standing[]): void {
  rule.rejected ||= standings.some(
    ({ role, outcome }) => role === 'primary' && (outcome === 'win' || outcome === 'loss'),
  );
  if (decided.decision === 'keep-collecting') return;
  rule.isOver = true;
  const { decision, variant } = decided;
  const futile = decision === 'keep-control' && standings.some(isFutile);
  rule.ending = { decision, variant, look, futile };
}

/** Ships what is significantly better, gives up what is significantly worse, and else looks again. */
function naiveDecision(standings: readonly Standing[], design: Design): Decision {
  const primary = standings.filter(({ role }) => role === 'primary');
  return decisionOf(primary, design);
}

function addDraw(
  aggregates: Aggregates,
  variant: string,
  units: number,
  drawn: MetricAggregate[],
): void {
  const before = aggregates.variants.get(variant);
  const samples =
    before === undefined
      ? drawn
      : drawn.map((draw, i) => mergeMetricAggregates(before.samples[i]!, draw));
  aggregates.variants.set(variant, { units, samples });
}

/**
 * The design of whoever looks as if each look were the only one: the same test and correction, without
 * monitoring, guardrails' margins or prices, and without giving up for want of an effect. Of rates that is
 * the score test, whatever the counts: nobody who peeks takes an exact one unasked.
 */
export function naiveDesign(design: Design): Design {
  const metrics = design.metrics.map((metric) => ({ ...metric, mde: null }));
  const tests = { ...design.tests, proportion: design.tests.proportion ?? 'score' };
  return { ...design, tests, metrics, money: null, monitoring: null };
}
