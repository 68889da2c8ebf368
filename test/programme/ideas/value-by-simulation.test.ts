import { expect, test } from 'vitest';
import type { Idea } from '../../../src/experiment/idea.js';
import { simulatorOf } from '../../../src/experiment/simulate/simulation.js';
import { plannedDesign } from '../../../src/gate/design-from-plan.js';
import { ideaSetting } from '../../../src/programme/ideas/idea-setting.js';
import { testOfIdea } from '../../../src/programme/ideas/idea-value.js';
import { planFrom } from '../../../src/read/plan/plan-of-document.js';
import type { WrittenPlan } from '../../../src/read/plan/schema.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { drawChiSquare, drawNormal } from '../../../src/stats/random/random-draws.js';
import type { EffectPrior } from '../../../src/stats/value/effect-prior.js';
import { givenIdea } from './given.js';

/** Experiments of each setting; of so many the error of the value is 2 to 3 % of it. */
const EXPERIMENTS = 6000;
const WEEKLY = 20_000;
const WEEKS = 6;

interface Setting {
  idea: Partial<Idea>;
  prior: EffectPrior;
  plan: Partial<WrittenPlan>;
  metric: Partial<WrittenPlan['metrics'][number]>;
  guardrails?: WrittenPlan['metrics'];
  looks: number;
}

const NORMAL = { mean: 0.005, scale: 0.05, df: Number.POSITIVE_INFINITY };
const OF_FIVE = {
  ...givenIdea().rule,
  monitoring: { method: 'group-sequential', spending: 'obrien-fleming', looks: 5 } as const,
};

const SETTINGS: Record<string, Setting> = {
  'a rate, looked at once': { idea: {}, prior: NORMAL, plan: {}, metric: {}, looks: 1 },
  'a rate with heavy tails': {
    idea: {},
    prior: { mean: 0.005, scale: 0.03, df: 3 },
    plan: {},
    metric: {},
    looks: 1,
  },
  'a mean that is to fall, one-sided, more units in the control': {
    idea: {
      baseline: { mean: 20, sd: 40 },
      lowerIsBetter: true,
      rule: { ...givenIdea().rule, alternative: 'less', treated: 0.3 },
    },
    prior: { mean: -0.01, scale: 0.06, df: Number.POSITIVE_INFINITY },
    plan: {
      alternative: 'less',
      variants: { control: 'c', treatments: ['t'], allocation: { c: 0.7, t: 0.3 } },
    },
    metric: { kind: 'mean', baseline: { mean: 20, sd: 40 }, direction: 'decrease' },
    looks: 1,
  },
  'a mean, after its cost, more units in the treatment': {
    idea: {
      baseline: { mean: 20, sd: 40 },
      value: 2,
      cost: 0.4,
      rule: { ...givenIdea().rule, treated: 0.6 },
    },
    prior: { mean: 0.02, scale: 0.06, df: Number.POSITIVE_INFINITY },
    plan: {
      variants: { control: 'c', treatments: ['t'], allocation: { c: 2, t: 3 }, cost: { t: 0.4 } },
    },
    metric: { kind: 'mean', baseline: { mean: 20, sd: 40 }, value: 2 },
    looks: 1,
  },
  'a rate at five looks with a guardrail': {
    idea: {
      rule: {
        ...OF_FIVE,
        guardrails: [
          {
            name: 'g',
            baseline: { rate: 0.02 },
            margin: { scale: 'points', size: 0.003 },
            kind: 'non-inferiority',
            lowerIsBetter: true,
          },
        ],
      },
    },
    prior: NORMAL,
    plan: { monitoring: { method: 'group-sequential', looks: 5 } },
    metric: {},
    guardrails: [
      {
        name: 'g',
        kind: 'proportion',
        role: 'guardrail',
        direction: 'decrease',
        margin: '0.3pp',
        baseline: '2%',
      },
    ],
    looks: 5,
  },
  'a rate at five looks that gives up': {
    idea: {
      rule: {
        ...OF_FIVE,
        monitoring: { ...OF_FIVE.monitoring, futility: { spending: 'obrien-fleming', power: 0.8 } },
      },
    },
    prior: NORMAL,
    plan: { monitoring: { method: 'group-sequential', looks: 5 }, futility: 'obrien-fleming' },
    metric: {},
    looks: 5,
  },
  'a rate that may be looked at each week, of a costly treatment': {
    idea: { cost: 0.01, rule: { ...givenIdea().rule, monitoring: { method: 'always-valid' } } },
    prior: { ...NORMAL, mean: 0.02 },
    plan: {
      monitoring: 'always-valid',
      variants: { control: 'c', treatments: ['t'], cost: { t: 0.01 } },
    },
    metric: { value: 12 },
    looks: WEEKS,
  },
};

test.each(Object.entries(SETTINGS))(
  'the value is that of gates whose truths are drawn from the prior: %s',
  (_, setting) => {
    const idea = givenIdea(setting.idea);
    const expected = testOfIdea(ideaSetting(idea, setting.prior, WEEKLY), WEEKS);
    const { mean, error, shipped, weeks } = simulatedValue(idea, setting);
    expect(Math.abs(expected.net - mean) / error).toBeLessThan(3);
    const ofShare = Math.sqrt((expected.shipped * (1 - expected.shipped)) / EXPERIMENTS);
    expect(Math.abs(expected.shipped - shipped) / ofShare).toBeLessThan(3);
    // The gate may end a test a little sooner, by a guardrail that is broken.
    expect(Math.abs(expected.expectedWeeks - weeks)).toBeLessThan(0.06);
    // A mean that could not be told from none would be no test.
    expect(Math.abs(mean) / error).toBeGreaterThan(8);
  },
);

function simulatedValue(
  idea: Idea,
  { prior, plan: said, metric, guardrails = [], looks }: Setting,
) {
  const plan = planFrom({
    experiment: 'x',
    variants: { control: 'c', treatments: ['t'] },
    metrics: [
      { name: 'm', kind: 'proportion', role: 'primary', baseline: '5%', ...metric },
      ...guardrails,
    ],
    ...said,
  });
  const units = WEEKS * WEEKLY;
  const treated = idea.rule.treated * units;
  const effects = Array.from({ length: EXPERIMENTS }, (_, i) => drawn(prior, i));
  const simulate = simulatorOf({
    design: plannedDesign(plan, null),
    monitoring: plan.monitoring,
    plannedUnits: new Map([
      ['c', units - treated],
      ['t', treated],
    ]),
    looks,
    source: {
      from: 'plan',
      metrics: plan.metrics.map(({ name, baseline }) => ({ name, baseline: baseline! })),
    },
    scenarios: effects.map((size) => ({
      name: 'mde' as const,
      guardrail: null,
      treatment: 't',
      shifts: plan.metrics.map((_, i) => (i === 0 ? { scale: 'relative' as const, size } : null)),
    })),
    seed: 15,
  });
  const level = 'rate' in idea.baseline ? idea.baseline.rate : idea.baseline.mean;
  const values = effects.map((effect, i) => {
    const { hits, endedAt } = simulate(i, 0, 1);
    const share = (endedAt.indexOf(1) + 1) / looks;
    const gain = (idea.lowerIsBetter ? -1 : 1) * effect * level * idea.value - idea.cost;
    const rolledOut = hits * (52 * WEEKLY - share * units);
    return { value: gain * (share * treated + rolledOut), hits, share };
  });
  const average = (of: (one: (typeof values)[number]) => number) =>
    values.reduce((sum, one) => sum + of(one), 0) / EXPERIMENTS;
  const mean = average(({ value }) => value);
  const spread = average(({ value }) => (value - mean) ** 2);
  return {
    mean,
    error: Math.sqrt(spread / EXPERIMENTS),
    shipped: average(({ hits }) => hits),
    weeks: WEEKS * average(({ share }) => share),
  };
}

function drawn({ mean, scale, df }: EffectPrior, i: number): number {
  const random = randomStream(2026, [i, 1]);
  const z = drawNormal(random);
  const t = Number.isFinite(df) ? z / Math.sqrt(drawChiSquare(random, df) / df) : z;
  return mean + scale * t;
}
