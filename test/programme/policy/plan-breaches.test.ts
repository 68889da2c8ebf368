import { describe, expect, test } from 'vitest';
import { planBreaches } from '../../../src/programme/policy/plan-breaches.js';
import type { Policy } from '../../../src/read/policy/policy.js';
import { wordBreach } from '../../../src/report/wording/rule-wording.js';
import { planOf } from './given.js';

const NO_RULES: Policy = {
  since: null,
  alpha: null,
  power: null,
  mde: null,
  corrections: null,
  monitoring: null,
  kpi: null,
  metrics: [],
  guardrails: [],
  minimumDays: null,
  wholeWeeks: false,
  tags: new Map(),
  owners: null,
  decideBy: false,
  surface: 'surface',
  overlaps: null,
  atOnce: null,
  overrides: null,
  closeWithinDays: null,
};

const points = (size: number) => ({ scale: 'points' as const, size });
const relative = (size: number) => ({ scale: 'relative' as const, size });

/** A plan as text, with lines beside or in place of these. */
const PLAN = `
experiment: hero
variants: { control: generic, treatments: [personalized] }
metrics:
  - { name: signup, kind: proportion, role: primary, direction: increase, mde: 5%, baseline: 10% }
`;
const WITHOUT_MDE = PLAN.replace(' mde: 5%,', '');
const IN_POINTS = PLAN.replace('mde: 5%', 'mde: 0.5pp');
const ofSignup = (most: number) => ({
  ...{ name: 'signup', column: 'signup', kind: null, lowerIsBetter: null },
  mde: points(most),
});
const GUARDED = `${PLAN}  - { name: unsubscribe, kind: proportion, role: guardrail, direction: decrease, margin: 0.5pp, baseline: 2% }\n`;

const found = async (text: string, rules: Partial<Policy>) => {
  const breaches = planBreaches(await planOf(text), { ...NO_RULES, ...rules });
  return breaches.map(({ at, ...breach }) => [breach.code, at.join('.'), wordBreach(breach)]);
};

test('without rules nothing is against them', async () => {
  expect(await found(PLAN, {})).toEqual([]);
});

describe.each<[string, string, Partial<Policy>, string | null, string | null]>([
  ['alpha below', PLAN, { alpha: 0.1 }, null, null],
  ['alpha at', PLAN, { alpha: 0.05 }, null, null],
  ['alpha above', PLAN, { alpha: 0.01 }, 'ALPHA_TOO_LARGE', 'alpha'],
  ['power at', PLAN, { power: 0.8 }, null, null],
  ['power below', PLAN, { power: 0.9 }, 'POWER_TOO_SMALL', 'power'],
  // R: power.prop.test(p1 = .1, p2 = .105, power = .8) gives n = 57762.17.
  ['as large as its power asks', `${PLAN}sampleSize: 57763`, { power: 0.8 }, null, null],
  ['a unit smaller', `${PLAN}sampleSize: 57762`, { power: 0.8 }, 'UNDERPOWERED', 'sampleSize'],
  ['smaller, unasked', `${PLAN}sampleSize: 57762`, {}, null, null],
  [
    'a size that nothing judges',
    `${PLAN.replace(', baseline: 10%', '')}sampleSize: 100`,
    { power: 0.8 },
    'POWER_UNKNOWN',
    'metrics.signup',
  ],
  ['no mde', PLAN.replace(' mde: 5%,', ''), { power: 0.8 }, 'POWER_UNKNOWN', 'metrics.signup'],
  // 5 % of 10 % are 0.5 points.
  ['an mde at the largest', PLAN, { mde: relative(0.05) }, null, null],
  ['a larger mde', PLAN, { mde: relative(0.049) }, 'MDE_TOO_LARGE', 'metrics.signup.mde'],
  [
    'no mde, which has one at most',
    WITHOUT_MDE,
    { mde: relative(1) },
    'MDE_MISSING',
    'metrics.signup',
  ],
  [
    'a margin in place of an mde',
    WITHOUT_MDE.replace('baseline', 'margin: 2%, baseline'),
    { mde: relative(0.01) },
    null,
    null,
  ],
  ['an mde in points at the largest', IN_POINTS, { mde: relative(0.05) }, null, null],
  [
    'a larger mde in points',
    IN_POINTS,
    { mde: relative(0.049) },
    'MDE_TOO_LARGE',
    'metrics.signup.mde',
  ],
  [
    'an mde in points without a baseline',
    IN_POINTS.replace(', baseline: 10%', ''),
    { mde: relative(0.05) },
    'MDE_UNKNOWN',
    'metrics.signup.mde',
  ],
  [
    'a larger mde that its metric may have',
    PLAN,
    { mde: relative(0.01), metrics: [ofSignup(0.005)] },
    null,
    null,
  ],
  [
    'a smaller mde that its metric may not have',
    PLAN,
    { mde: relative(0.5), metrics: [ofSignup(0.0049)] },
    'MDE_TOO_LARGE',
    'metrics.signup.mde',
  ],
  [
    'one comparison, any correction',
    `${PLAN}correction: none`,
    { corrections: ['holm'] },
    null,
    null,
  ],
  [
    'two, and a correction that is not allowed',
    `${PLAN.replace('[personalized]', '[light, full]')}correction: none`,
    { corrections: ['holm'] },
    'CORRECTION_NOT_ALLOWED',
    'correction',
  ],
  ['monitoring', PLAN, { monitoring: ['always-valid'] }, 'MONITORING_NOT_ALLOWED', 'monitoring'],
  ['the KPI', PLAN, { kpi: 'signup' }, null, null],
  ['another KPI', PLAN, { kpi: 'revenue' }, 'KPI_MISSING', 'metrics'],
  [
    'a guardrail',
    GUARDED,
    { guardrails: [{ metric: 'unsubscribe', margin: points(0.005) }] },
    null,
    null,
  ],
  [
    'no guardrail',
    PLAN,
    { guardrails: [{ metric: 'unsubscribe', margin: points(0.005) }] },
    'GUARDRAIL_MISSING',
    'metrics',
  ],
  [
    'a guardrail that is only looked at',
    `${PLAN}  - { name: unsubscribe, kind: proportion, role: secondary, direction: decrease }`,
    { guardrails: [{ metric: 'unsubscribe', margin: points(0.005) }] },
    'GUARDRAIL_MISSING',
    'metrics.unsubscribe',
  ],
  [
    'a guardrail that decides',
    PLAN,
    { guardrails: [{ metric: 'signup', margin: relative(0.01) }] },
    null,
    null,
  ],
  [
    'too large a margin',
    GUARDED,
    { guardrails: [{ metric: 'unsubscribe', margin: points(0.004) }] },
    'MARGIN_TOO_LARGE',
    'metrics.unsubscribe.margin',
  ],
  // Half a point of 2 % is a quarter of it.
  [
    'a relative margin, by the baseline',
    GUARDED,
    { guardrails: [{ metric: 'unsubscribe', margin: relative(0.25) }] },
    null,
    null,
  ],
  [
    'a relative margin that is smaller',
    GUARDED,
    { guardrails: [{ metric: 'unsubscribe', margin: relative(0.24) }] },
    'MARGIN_TOO_LARGE',
    'metrics.unsubscribe.margin',
  ],
  [
    'a relative margin without a baseline',
    GUARDED.replace(', baseline: 2%', ''),
    { guardrails: [{ metric: 'unsubscribe', margin: relative(0.25) }] },
    'MARGIN_UNKNOWN',
    'metrics.unsubscribe.margin',
  ],
  [
    'a metric as it is defined',
    PLAN,
    {
      metrics: [
        { name: 'signup', column: 'signup', kind: 'proportion', lowerIsBetter: false, mde: null },
      ],
    },
    null,
    null,
  ],
  [
    'another column',
    PLAN,
    {
      metrics: [
        { name: 'signup', column: 'registered', kind: null, lowerIsBetter: null, mde: null },
      ],
    },
    'METRIC_DEFINED_OTHERWISE',
    'metrics.signup.column',
  ],
  [
    'another direction',
    PLAN,
    { metrics: [{ name: 'signup', column: 'signup', kind: null, lowerIsBetter: true, mde: null }] },
    'METRIC_DEFINED_OTHERWISE',
    'metrics.signup.direction',
  ],
  ['days', `${PLAN}minimumDays: 7`, { minimumDays: 7 }, null, null],
  [
    'fewer days',
    `${PLAN}minimumDays: 6`,
    { minimumDays: 7 },
    'MINIMUM_DAYS_TOO_FEW',
    'minimumDays',
  ],
  ['no days', PLAN, { minimumDays: 7 }, 'MINIMUM_DAYS_TOO_FEW', 'minimumDays'],
  [
    'parts of weeks',
    `${PLAN}wholeWeeks: false`,
    { wholeWeeks: true },
    'WHOLE_WEEKS_MISSING',
    'wholeWeeks',
  ],
  ['no end', PLAN, { decideBy: true }, 'DECIDE_BY_MISSING', 'decideBy'],
  ['a tag', `${PLAN}tags: { surface: home }`, { tags: new Map([['surface', 'any']]) }, null, null],
  ['no tag', PLAN, { tags: new Map([['surface', 'any']]) }, 'TAG_MISSING', 'tags'],
  [
    'another value',
    `${PLAN}tags: { surface: hompage }`,
    { tags: new Map([['surface', ['homepage']]]) },
    'TAG_NOT_ALLOWED',
    'tags.surface',
  ],
  ['no owner', PLAN, { owners: 'any' }, 'OWNER_MISSING', 'owner'],
  ['an owner', `${PLAN}owner: crm`, { owners: ['crm'] }, null, null],
  ['another owner', `${PLAN}owner: crm`, { owners: ['growth'] }, 'OWNER_NOT_ALLOWED', 'owner'],
])('%s', (_, text, rules, code, at) => {
  test(code ?? 'is kept', async () => {
    const breaches = await found(text, rules);
    expect(breaches.map(([first, place]) => [first, place])).toEqual(
      code === null ? [] : [[code, at]],
    );
    for (const [, , words] of breaches) expect(words).not.toMatch(/undefined|null|NaN/);
  });
});
