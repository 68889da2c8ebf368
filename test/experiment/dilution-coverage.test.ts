import { describe, expect, test } from 'vitest';
import {
  type Aggregates,
  addValues,
  emptyAggregates,
  variantAggregates,
} from '../../src/experiment/aggregates.js';
import { analyzeAggregates } from '../../src/experiment/analysis.js';
import type { Estimate } from '../../src/experiment/estimate.js';
import type { MetricKind } from '../../src/experiment/metric-kind.js';
import { type Random, randomStream } from '../../src/stats/random/random.js';
import { drawNormal } from '../../src/stats/random/random-draws.js';
import { designOf, metricOf } from './given.js';

/** Experiments that are played of each setting: the coverage of 95 % then errs by 0.7 points. */
const RUNS = 1000;

interface Setting {
  kind: MetricKind;
  /** Units of the control and the treatment, before chance. */
  units: [number, number];
  share: number;
  /** What a unit says, by whether it could see a difference and whether it was treated. */
  draw: (random: Random, triggered: boolean, treated: boolean) => number[];
  /** The effect over all units, and that ÷ what the control comes to. */
  truth: [number, number];
  covariates?: string[];
}

const chance = (random: Random, p: number) => (random.uniform() < p ? 1 : 0);
const count = (random: Random, most: number) => 1 + Math.floor(random.uniform() * most);

const SETTINGS: Record<string, Setting> = {
  'rates, few could see it': {
    kind: 'proportion',
    units: [500, 500],
    share: 0.1,
    draw: (random, triggered, treated) => [
      chance(random, triggered ? (treated ? 0.4 : 0.3) : 0.05),
    ],
    truth: [0.01, 0.01 / 0.075],
  },
  'rates without an effect, unequal arms': {
    kind: 'proportion',
    units: [2700, 900],
    share: 0.3,
    draw: (random, triggered) => [chance(random, triggered ? 0.15 : 0.6)],
    truth: [0, 0],
  },
  'a large effect, where who could see it is what is least known': {
    kind: 'mean',
    units: [200, 200],
    share: 0.15,
    draw: (random, triggered, treated) => [
      drawNormal(random) * 0.3 + (triggered && treated ? 3 : 0) + 2,
    ],
    truth: [0.45, 0.225],
  },
  'skewed amounts': {
    kind: 'mean',
    units: [400, 400],
    share: 0.4,
    draw: (random, triggered, treated) => [
      -Math.log(1 - random.uniform()) * (triggered ? (treated ? 3.5 : 3) : 1),
    ],
    truth: [0.2, 0.2 / 1.8],
  },
  'adjusted for a covariate': {
    kind: 'mean',
    units: [300, 300],
    share: 0.3,
    draw: (random, triggered, treated) => {
      const before = drawNormal(random) + (triggered ? 1 : 0);
      const after = 5 + 2 * before + drawNormal(random) + (triggered && treated ? 0.5 : 0);
      return [after, before, 0];
    },
    truth: [0.15, 0.15 / 5.6],
    covariates: ['before'],
  },
  'a ratio whose denominator moves, too': {
    kind: 'ratio',
    units: [300, 300],
    share: 0.4,
    draw: (random, triggered, treated) => {
      const views = count(random, triggered && treated ? 12 : 6);
      let clicks = 0;
      for (let i = 0; i < views; i++) clicks += chance(random, triggered ? 0.4 : 0.1);
      return [clicks, views];
    },
    // Mean views are 6.5 and 3.5: no effect on the ratio of those who could see it, one on that of all.
    truth: [
      (0.4 * 6.5 * 0.4 + 0.6 * 3.5 * 0.1) / (0.4 * 6.5 + 0.6 * 3.5) - 0.22,
      (0.4 * 6.5 * 0.4 + 0.6 * 3.5 * 0.1) / (0.4 * 6.5 + 0.6 * 3.5) / 0.22 - 1,
    ],
  },
};

function played(
  { kind, units, share, draw, covariates = [] }: Setting,
  random: Random,
): Aggregates {
  const measures = (kind === 'ratio' ? 2 : 1) + 2 * covariates.length;
  const [seen, others] = [emptyAggregates(['m'], [measures]), emptyAggregates(['m'], [measures])];
  units.forEach((n, treated) => {
    const name = treated === 1 ? 'personalized' : 'generic';
    const both = { seen: variantAggregates(seen, name), others: variantAggregates(others, name) };
    for (let i = 0; i < n; i++) {
      const triggered = random.uniform() < share;
      const into = triggered ? both.seen : both.others;
      into.units += 1;
      addValues(into.samples[0]!, draw(random, triggered, treated === 1));
    }
  });
  return { ...seen, trigger: { column: 'saw', untriggered: others } };
}

/** How often an interval lies above the truth, and below it. */
function misses(intervals: readonly (Estimate | null)[], truth: number) {
  const known = intervals.filter((one) => one !== null);
  expect(known.length).toBe(intervals.length);
  return {
    above: known.filter(({ lower }) => lower! > truth).length / known.length,
    below: known.filter(({ upper }) => upper! < truth).length / known.length,
  };
}

describe('intervals over all units hold what is so in 95 % of experiments', () => {
  test.each(Object.entries(SETTINGS))('%s', (name, setting) => {
    const found = Array.from({ length: RUNS }, (_, i) => {
      const aggregates = played(setting, randomStream(20261127, [name.length, i]));
      const metric = metricOf('m', { kind: setting.kind, covariates: setting.covariates ?? [] });
      const design = designOf(aggregates, { metrics: [metric] });
      const { triggered, comparisons } = analyzeAggregates(aggregates, design);
      return triggered!.dilutions.get(comparisons[0]!)!;
    });
    const [effect, relative] = setting.truth;
    for (const [intervals, truth] of [
      [found.map((one) => one.effect), effect],
      [found.map((one) => one.relativeEffect), relative],
    ] as const) {
      const { above, below } = misses(intervals, truth);
      // Three Monte-Carlo errors of 5 % in all, and skewed sides within a point of their 2.5 %.
      expect(above + below).toBeLessThan(0.071);
      expect(above + below).toBeGreaterThan(0.029);
      expect(Math.max(above, below)).toBeLessThan(0.045);
    }
  });
});
