import { normalQuantile } from '../../stats/distributions/normal.js';
import { randomStream } from '../../stats/random/random.js';
import type { PointEstimate } from '../../stats/tests/point-estimate.js';
import type { Aggregates } from '../aggregates.js';
import { kindOf } from '../compare/tested.js';
import type { Design } from '../design.js';
import type { MetricKind } from '../metric-kind.js';
import { cellsOf, type TargetCell, valuationOf } from './cells.js';
import { gainOver } from './gain.js';
import { drawHalves } from './halves.js';
import { learnedRule, type Rule } from './rule.js';

/** What rules by these columns come to: which variant each segment gets, and what that gains. */
export interface Targeting {
  metric: string;
  kind: MetricKind;
  columns: string[];
  /** Whether gains are in money; else they are in the metric's unit. */
  isMoney: boolean;
  /** Units in the cells, and of them those of cells that are too small by themselves. */
  units: number;
  pooledUnits: number;
  /** Units in cells without two of each variant, which no rule is about. */
  unitsLeftOut: number;
  cells: TargetedCell[];
  /** How many times units were split in halves. */
  splits: number;
  /** Of the intervals of gains, each by itself. */
  confidence: number;
  /** Of rules learned on half of the units, over the control for everyone. */
  overNoOne: Gain;
  /** Of the same over each treatment for everyone. */
  overEveryone: ({ variant: string } & Gain)[];
  /** What the rule of all units gains over the control on the very units that it was learned on. */
  inSample: number;
  conclusion: Conclusion;
}

/** A cell with the variant that its units get. */
export interface TargetedCell {
  /** `null`: of all cells that are too small by themselves. */
  values: string[] | null;
  units: number;
  share: number;
  variant: string;
  /** By treatment: the gain over the control as it was measured, and drawn towards that of all cells. */
  gains: { variant: string; estimate: number; shrunk: number }[];
}

/** What a unit gains on average, at the confidence of all of them. */
export interface Gain {
  estimate: number;
  lower: number;
  upper: number;
}

/** Whether a rule is shown to beat everyone and no one, the control for everyone alone, or not even that. */
export const CONCLUSIONS = [
  'RULE_PAYS',
  'NOT_BETTER_THAN_EVERYONE',
  'NOT_BETTER_THAN_NO_ONE',
] as const;

/** One of CONCLUSIONS. */
export type Conclusion = (typeof CONCLUSIONS)[number];

/** So many splits that which units are in which half no longer matters; odd, so that there is one in the middle. */
export const SPLITS = 101;

/** The digits of π, since any number would do. */
const SEED = 31_415_926;

/**
 * Rules by each column of segments, and by all of them at once: who should get which variant.
 *
 * A rule looks best on the units that it was learned on, most of all where there is nothing to learn. So units are split
 * at random, a rule is learned on one half and valued on the other, 101 times; the estimates are averaged, and of the ends
 * of their intervals, each at half of alpha, the medians are taken. The rule that is shown is learned on all units: its
 * true value lies above the lower end with at least the confidence that is named, by simulation
 * (test/experiment/targeting), and below the upper one where effects are not about as large as their errors.
 *
 * @see Chernozhukov, Demirer, Duflo & Fernández-Val (2025), Fisher–Schultz Lecture: Generic machine learning inference on
 * heterogeneous treatment effects in randomized experiments, Econometrica 93(4), 1121–1164, §3.4, for the medians and
 * their level.
 */
export function targetingsOf(aggregates: Aggregates, design: Design): Targeting[] {
  const single = [...aggregates.segments.keys()].map((column) => [column]);
  const all = aggregates.crossed?.columns ?? [];
  const wanted = all.length > 1 ? [...single, all] : single;
  return wanted.map((columns) => targetingBy(columns, aggregates, design));
}

function targetingBy(columns: string[], aggregates: Aggregates, design: Design): Targeting {
  const cells = cellsOf(aggregates, columns, design);
  const units = cells.reduce((sum, cell) => sum + cell.units, 0);
  const whole = [...aggregates.variants.values()].reduce(
    (sum, { samples }) => sum + samples[0]!.moments.n,
    0,
  );
  const known = { cells, units, shares: cells.map((cell) => cell.units / units) };
  const learned = cells.length === 0 ? { rule: [], shrunk: [] } : learnedRule(cells);
  const gains = cells.length === 0 ? noGains(design) : splitGains(known, design);
  const { metric, kind } = primaryOf(aggregates, design);
  return {
    metric,
    kind,
    columns,
    isMoney: design.money !== null,
    units,
    pooledUnits: cells.find(({ values }) => values === null)?.units ?? 0,
    unitsLeftOut: whole - units,
    cells: cells.map((cell, g) => targetedCell(cell, g, { ...learned, units, design })),
    splits: SPLITS,
    confidence: 1 - design.alpha,
    ...gains,
    inSample: gainOver(learned.rule, noOne(cells), cells, known).estimate,
    conclusion: conclusionOf(gains),
  };
}

function primaryOf(aggregates: Aggregates, { metrics: [metric] }: Design) {
  return { metric: metric!.name, kind: kindOf(aggregates, metric!, 0) };
}

function targetedCell(
  { values, units: own, arms }: TargetCell,
  g: number,
  {
    rule,
    shrunk,
    units,
    design,
  }: { rule: Rule; shrunk: number[][]; units: number; design: Design },
): TargetedCell {
  const variants = [design.control, ...design.treatments];
  return {
    values,
    units: own,
    share: own / units,
    variant: variants[rule[g]!]!,
    gains: design.treatments.map((variant, i) => ({
      variant,
      estimate: arms[i + 1]!.mean - arms[0]!.mean,
      shrunk: shrunk[g]![i]!,
    })),
  };
}

interface Known {
  cells: readonly TargetCell[];
  units: number;
  shares: readonly number[];
}

type Gains = Pick<Targeting, 'overNoOne' | 'overEveryone'>;

/** The medians over many splits of what rules gain that were learned on the other half. */
function splitGains({ cells, units, shares }: Known, design: Design): Gains {
  const { worth } = valuationOf(design);
  const z = -normalQuantile(design.alpha / 4);
  const everyone = design.treatments.map((_, i) => cells.map(() => i + 1));
  const splits = Array.from({ length: SPLITS }, (_, i) => {
    const { learned, valued } = drawHalves(randomStream(SEED, [i, 0]), cells, worth);
    const { rule } = learnedRule(learned);
    // Shares are of all units: they say nothing of what these do.
    const over = (other: Rule) => interval(gainOver(rule, other, valued, { shares, units }), z);
    return { noOne: over(noOne(cells)), everyone: everyone.map(over) };
  });
  return {
    overNoOne: medians(splits.map((one) => one.noOne)),
    overEveryone: design.treatments.map((variant, i) => ({
      variant,
      ...medians(splits.map((one) => one.everyone[i]!)),
    })),
  };
}

function noOne(cells: readonly TargetCell[]): Rule {
  return cells.map(() => 0);
}

function noGains({ treatments }: Design): Gains {
  const none = { estimate: 0, lower: 0, upper: 0 };
  return { overNoOne: none, overEveryone: treatments.map((variant) => ({ variant, ...none })) };
}

function interval({ estimate, variance }: PointEstimate, z: number): Gain {
  const reach = z * Math.sqrt(variance);
  return { estimate, lower: estimate - reach, upper: estimate + reach };
}

/**
 * The mean, which errs to neither side, and the medians of the ends, which reach to it: where most rules are the other,
 * both of these are 0.
 */
function medians(all: readonly Gain[]): Gain {
  const median = (of: (one: Gain) => number) =>
    all.map(of).sort((a, b) => a - b)[(all.length - 1) / 2]!;
  const estimate = all.reduce((sum, one) => sum + one.estimate, 0) / all.length;
  return {
    estimate,
    lower: Math.min(
      estimate,
      median((one) => one.lower),
    ),
    upper: Math.max(
      estimate,
      median((one) => one.upper),
    ),
  };
}

function conclusionOf({ overNoOne, overEveryone }: Gains): Conclusion {
  if (!(overNoOne.lower > 0)) return 'NOT_BETTER_THAN_NO_ONE';
  const beatsAll = overEveryone.every(({ lower }) => lower > 0);
  return beatsAll ? 'RULE_PAYS' : 'NOT_BETTER_THAN_EVERYONE';
}
