import { expect, test } from 'vitest';
import { mistakeOf, planIn, smallPlan } from './given.js';

type Written = Record<string, unknown>;

const primary = { name: 'signup', kind: 'proportion', role: 'primary' };
const guardrail = {
  ...{ name: 'unsubscribe', kind: 'proportion', role: 'guardrail' },
  ...{ direction: 'decrease', margin: '0.2pp' },
};
const metric = (changes: Written) => ({ metrics: [{ ...primary, ...changes }] });
const guarded = (changes: Written) => ({ metrics: [primary, { ...guardrail, ...changes }] });
const beside = (changes: Written, short: Written = {}) => ({
  metrics: [
    { ...primary, ...short },
    { name: 'revenue', kind: 'mean', role: 'secondary', ...changes },
  ],
});
const variants = (changes: Written) => ({
  variants: { control: 'generic', treatments: ['light', 'full'], ...changes },
});
const weights = (light: unknown) => ({ generic: 1, light, full: 1 });

const SAME = { direction: undefined, equivalence: true };

/** A change to a small plan, and what is said of it: where, and with what advice. */
const mistakes: [change: Written, message: string, hint: string][] = [
  [{ experiment: undefined }, 'experiment is missing', 'experiment: the name'],
  [{ experiment: ' ' }, 'experiment:   is blank', 'experiment: the name'],
  [{ experiment: ['a'] }, 'experiment is no name', 'experiment: the name'],
  [{ variants: undefined }, 'variants is missing', 'variants: who is compared with whom'],
  [{ metrics: undefined }, 'metrics is missing', 'metrics: what is measured'],
  [{ metrics: [] }, 'metrics names no metric', 'metrics: what is measured'],
  [{ alpha: null }, 'alpha has no value', 'give one, or leave it out: alpha: the threshold'],
  [{ alpa: 0.05 }, 'a plan has no key alpa', 'did you mean alpha?'],
  [{ zzz: 1 }, 'a plan has no key zzz', 'it takes planVersion, experiment,'],
  [metric({ mdee: '5%' }), 'metrics[0] has no key mdee', 'did you mean mde?'],
  [{ planVersion: 2 }, 'planVersion 2: written for a newer perso-test', 'update perso-test'],
  [{ planVersion: 0 }, 'planVersion: 0 is no version of a plan', 'planVersion: the version'],
  [{ planVersion: '1' }, 'planVersion: 1 is no version of a plan', 'planVersion: the version'],

  [{ alpha: 0 }, 'alpha: 0 must lie between 0 and 1, both excluded', 'alpha: the threshold'],
  [{ alpha: 5 }, 'alpha: 5 must lie between 0 and 1, both excluded', 'alpha: the threshold'],
  [{ alpha: 'five' }, 'alpha: five must lie between 0 and 1', 'alpha: the threshold'],
  [{ alpha: true }, 'alpha: true is no number', 'alpha: the threshold'],
  [{ alpha: 0.8 }, 'power 0.8 is not above alpha (0.8)', '0.8 is usual'],
  [{ power: 0.04 }, 'power 0.04 is not above alpha (0.05)', '0.8 is usual'],
  [
    { alpha: 0.5, alternative: 'greater' },
    'alpha 0.5: a one-sided test at a half or more needs no evidence',
    '0.05 is usual',
  ],
  [
    { alpha: 0.5, ...guarded({}) },
    'alpha 0.5: a margin shown at a half or more needs no evidence',
    '0.05 is usual',
  ],
  [{ alternative: 'lesser' }, 'alternative: lesser is no alternative', 'did you mean less?'],
  [{ correction: 'hol' }, 'correction: hol is no correction', 'did you mean holm?'],
  [{ sampleSize: 1 }, 'sampleSize: 1 must be a whole number, 2 or more', 'sampleSize: units'],
  [{ sampleSize: 10.5 }, 'sampleSize: 10.5 must be a whole number', 'sampleSize: units'],
  [{ sampleSize: '1,000' }, 'sampleSize: 1,000 must be a whole number', 'sampleSize: units'],
  [{ sampleSize: '1e400' }, 'sampleSize: 1e400 is out of reach; numbers here', 'sampleSize: units'],

  [
    { stratify: 'Signup' },
    'stratify Signup, metric signup: Signup is what is measured',
    'stratify by what was known of a unit before',
  ],
  [
    { stratify: 'spend', ...metric({ kind: 'ratio', column: 'spend/visits', name: 'a' }) },
    'stratify spend, metric a: spend is what is measured',
    'stratify by what was known of a unit before',
  ],
  [
    { stratify: 'country', ...metric({ kind: 'p90' }) },
    'stratify country, metric signup: quantiles within strata have no average',
    'compare the quantile in a run without it',
  ],

  [{ reading: { missing: ['?', -99] } }, '-99 is a number', 'leave it out'],
  [{ reading: { thousands: '.' } }, 'reading.thousands . is the decimal', 'write decimal: "," too'],
  [
    { reading: { thousands: ',', decimal: ',' } },
    'reading.thousands , is the decimal',
    'write decimal: "," too',
  ],
  [{ reading: { emptyIs: 1 } }, 'reading.emptyIs: 1 can be 0 only', 'emptyIs: 0: an empty'],
  [{ reading: { comment: 'g' } }, 'reading.comment: g is no sign', 'comment: what a line'],
  [metric({ cap: '20%' }), 'metrics[0].cap: 20% must lie between 50% and 100%', 'cap: what larger'],
  [
    metric({ cap: '99%', kind: 'proportion' }),
    'cap of signup: it is a proportion, and only a mean can be capped',
    'leave it out',
  ],
  [{ minimumDays: 0 }, 'minimumDays: 0 must be a whole number of days', 'minimumDays: days'],
  [{ decideBy: '2026-02-30' }, 'decideBy: 2026-02-30 is no date', 'decideBy: the date'],
  [{ decideBy: '31.3.2026' }, 'decideBy: 31.3.2026 is no date', 'decideBy: the date'],
  [{ wholeWeeks: 'yes' }, 'wholeWeeks: yes is neither true nor false', 'wholeWeeks: true'],

  [
    { monitoring: 'group-sequential' },
    'monitoring: group-sequential is no way of monitoring',
    'monitoring: how the test may be looked at while it runs',
  ],
  [{ monitoring: 'sometimes' }, 'monitoring: sometimes is no way', 'monitoring: how'],
  [
    { monitoring: { method: 'group-sequential' } },
    'monitoring is group-sequential and does not say for how many looks',
    'add looks: 5',
  ],
  [{ monitoring: {} }, 'monitoring.method is missing', 'method: fixed, always-valid'],
  [
    { monitoring: { method: 'group-sequental', looks: 5 } },
    'monitoring.method: group-sequental is no method',
    'did you mean group-sequential?',
  ],
  [
    { monitoring: { method: 'group-sequential', looks: 0 } },
    'monitoring.looks: 0 must be a whole number from 1 to 100',
    'looks: how many looks',
  ],
  [
    { monitoring: { method: 'group-sequential', looks: 101 } },
    'monitoring.looks: 101 must be a whole number from 1 to 100',
    'looks: how many looks',
  ],
  [
    { monitoring: { method: 'group-sequential', looks: 5, spending: 'obrien' } },
    'monitoring.spending: obrien is no spending function',
    'spending: how alpha is spent',
  ],
  [
    { monitoring: { method: 'group-sequential', looks: 5, spending: 'power-0' } },
    'monitoring.spending: power-0 is no spending function: its parameter is out of range',
    'did you mean power-1? spending: how alpha is spent',
  ],
  [
    { monitoring: { method: 'group-sequential', looks: 5 }, futility: 'hwang-shih-decani:41' },
    'futility: hwang-shih-decani:41 is no spending function: its parameter is out of range',
    'did you mean hwang-shih-decani? futility: how beta',
  ],
  [
    { monitoring: { method: 'always-valid' }, futility: 'pocock' },
    'futility is of group-sequential tests; this one is always-valid',
    'leave it out',
  ],
  [
    { monitoring: { method: 'group-sequential', looks: 1 }, futility: 'pocock' },
    'futility has no look to stop at before the one that ends the test',
    'plan more looks',
  ],
  [
    {
      ...metric({ value: 12, kind: 'proportion' }),
      monitoring: { method: 'group-sequential', looks: 3 },
      futility: 'pocock',
    },
    'futility is of an effect that is looked for; signup is decided by its value',
    'leave it out, or the value of signup',
  ],
  [
    { monitoring: { method: 'group-sequential', look: 5 } },
    'monitoring has no key look',
    'did you mean looks?',
  ],
  [
    { monitoring: { method: 'always-valid', looks: 5 } },
    'monitoring.looks is of group-sequential tests; this one is always-valid',
    'leave it out',
  ],
  [
    { monitoring: { method: 'fixed', spending: 'pocock' } },
    'monitoring.spending is of group-sequential tests; this one is fixed',
    'leave it out',
  ],

  [variants({ control: 'light' }), 'variants.treatments names light, which is the control', 'list'],
  [variants({ treatments: ['a', 'b', 'a'] }), 'variants.treatments names a twice', 'leave one'],
  [variants({ treatments: [] }), 'variants.treatments names no treatment', 'treatments: the'],
  [variants({ treatments: 'light' }), 'variants.treatments: light must be a list', 'treatments:'],
  [variants({ contol: 'x' }), 'variants has no key contol', 'did you mean control?'],
  [
    variants({ allocation: { ...weights(1), lights: 1 } }),
    'variants.allocation names lights, which is no variant of this plan',
    'did you mean light?',
  ],
  [
    variants({ allocation: { generic: 1, light: 1 } }),
    'variants.allocation says nothing of full',
    'give each variant its number',
  ],
  [
    variants({ intensity: { light: 1, full: 2 } }),
    'variants.intensity says nothing of generic',
    'give each variant its number',
  ],
  [
    variants({ intensity: weights(1) }),
    'variants.intensity is the same for all, so there is no order',
    'give a stronger one a larger number',
  ],
  [
    variants({ allocation: weights(0) }),
    'variants.allocation.light: 0 must be above 0',
    'light: the planned split',
  ],
  [
    variants({ allocation: weights('half') }),
    'variants.allocation.light: half is no number',
    'light: the planned split',
  ],
  [
    variants({ cost: { strong: 1 } }),
    'variants.cost names strong, which is no variant of this plan',
    'the plan has generic, light, full',
  ],
  [
    variants({ cost: { light: 1 } }),
    'variants.cost is given, and the primary metric has no value to weigh it against',
    'add value to signup',
  ],

  [{ units: { id: 'u', column: 'n' } }, 'units has both id and column', 'id is for files'],
  [{ units: { daily: 0 } }, 'units.daily: 0 must be above 0', 'daily: units a day'],
  [{ segments: ['a', 'b', 'a'] }, 'segments names a twice', 'leave one of the two'],

  [metric({ role: 'secondary' }), 'metrics: none of them is the primary one', 'exactly one'],
  [
    { metrics: [primary, { ...primary, name: 'b' }] },
    'role of b: signup is the primary metric already',
    'exactly one metric decides',
  ],
  [metric({ role: undefined }), 'metrics[0].role is missing', 'role: primary (the one'],
  [
    { metrics: [primary, { ...guardrail, name: 'signup' }] },
    'name of signup: metrics[0] has this name already',
    'give each its own',
  ],
  [
    { metrics: [primary, { ...guardrail, column: 'signup' }] },
    'column of unsubscribe: metrics[0] has this column already',
    'give each its own',
  ],
  [metric({ kind: 'quantile' }), 'metrics[0].kind: quantile is no kind', 'kind: proportion, mean'],
  [
    metric({ kind: undefined, column: 'latency:p95' }),
    'column of signup: holds the kind too',
    'write kind: p95, and the column alone',
  ],
  [metric({ column: 'a:mean' }), 'column of signup: holds the kind too', 'write kind: mean'],
  [metric({ margin: '1pp' }), 'signup has a margin, and nothing says which way', 'd'],
  [
    metric({ margin: '1pp', direction: 'increase', mde: '2pp' }),
    'mde of signup: a metric with a margin is held to that',
    'leave it out',
  ],
  [
    metric({ equivalence: true }),
    'equivalence of signup: it is a primary metric, and only a guardrail or the primary one has a margin',
    'write role: guardrail',
  ],
  [guarded({ margin: undefined }), 'unsubscribe is a guardrail without a margin', 'say how much'],
  [guarded({ direction: undefined }), 'unsubscribe has a margin, and nothing says which way', 'd'],
  [
    guarded({ equivalence: true }),
    'direction of unsubscribe: equivalence is about both sides',
    'leave out the direction',
  ],
  [guarded({ mde: '1%' }), 'mde of unsubscribe: a guardrail is held to its margin', 'leave it out'],
  [
    guarded({ value: 2 }),
    'value of unsubscribe: only the primary metric is priced',
    'leave it out',
  ],
  [
    guarded({ kind: 'ratio' }),
    'margin of unsubscribe: percentage points are for rates, and this is a ratio',
    'give it in the unit',
  ],
  [guarded({ kind: 'p0', margin: '1%' }), 'kind of unsubscribe: is no quantile', 'a quantile lies'],
  [
    guarded({ kind: 'p95', margin: '1%', covariate: 'before' }),
    'covariate of unsubscribe: a quantile cannot be adjusted',
    'adjust the mean',
  ],
  [
    guarded({ kind: 'median', margin: '1%', baseline: '10%' }),
    'baseline of unsubscribe: no size can be worked out for a quantile',
    'leave it out',
  ],
  [
    metric({ kind: 'p95', value: 2 }),
    'value of signup: what a quantile is worth is not known',
    'price a mean',
  ],
  [
    guarded({ kind: 'mean' }),
    'margin of unsubscribe: percentage points are for rates, and this is a mean',
    'give it in the unit',
  ],
  [
    guarded({ margin: '100%' }),
    'margin of unsubscribe: so wide a margin is kept',
    '1% is relative',
  ],
  [
    guarded({ margin: '200pp' }),
    'margin of unsubscribe: so wide a margin is kept',
    '1% is relative',
  ],
  [guarded({ margin: 2 }), 'margin of unsubscribe: of a rate, 2 may be points', '2pp or 2%?'],
  [metric({ mde: 0.3 }), 'mde of signup: of a rate, 0.3 may be points', '0.3pp, 30pp or 0.3%?'],
  [
    { metrics: [{ name: 'churned', role: 'primary' }] },
    'churned: nothing says whether more of it is better',
    'direction: decrease',
  ],
  [guarded({ margin: 0 }), 'metrics[1].margin: 0 is no size above 0', 'margin: how much worse'],
  [metric({ mde: '-5%' }), 'metrics[0].mde: -5% is no size above 0', 'mde: the smallest effect'],
  [metric({ mde: '5 pct' }), 'metrics[0].mde: 5 pct is no size above 0', 'mde: the smallest'],
  [
    metric({ mde: '200pp' }),
    'mde of signup: a rate cannot change by 200 points',
    '200% is relative',
  ],
  [
    metric({ kind: 'mean', mde: '0.5pp' }),
    'mde of signup: percentage points are for rates, and this is a mean',
    'give it in the unit',
  ],
  [metric({ value: 0 }), 'metrics[0].value: 0 must be above 0', 'value: what a success'],
  [
    metric({ value: 12, direction: 'decrease' }),
    'value of signup: prices are for a metric of which more is better',
    'leave it out',
  ],
  [
    { ...metric({ direction: 'decrease' }), alternative: 'greater' },
    'direction of signup: the alternative greater claims the opposite',
    'leave the alternative two-sided',
  ],
  [
    { ...metric({ direction: 'increase' }), alternative: 'less' },
    'direction of signup: the alternative less claims the opposite',
    'leave the alternative two-sided',
  ],
  [metric({ baseline: '110%' }), 'metrics[0].baseline: 110% must lie between 0 and 1', 'baseline:'],
  [metric({ baseline: { mean: 5 } }), 'metrics[0].baseline.sd is missing', 'sd: the standard'],
  [metric({ baseline: { mean: 5, sd: 0 } }), 'metrics[0].baseline.sd: 0 must be above 0', 'sd:'],
  [
    metric({ baseline: { mean: 5, sd: 2 } }),
    'baseline of signup: a proportion has a rate',
    'write',
  ],
  [
    metric({ kind: 'mean', baseline: '5%' }),
    'baseline of signup: a mean has mean and sd',
    'write baseline: { mean: 25, sd: 40 }',
  ],
  [
    metric({ kind: 'mean', baseline: { mean: 0, sd: 2 }, mde: '5%' }),
    'baseline of signup: a relative effect needs a control other than 0',
    'give the mde',
  ],
  [
    metric({ baseline: '60%', mde: '80%' }),
    'mde of signup: it takes a rate of 0.6 to 1.08, which no rate can be',
    '5% is relative',
  ],
  [
    metric({ surrogate: { for: 'orders_12m' } }),
    'surrogate of signup: it decides, and by a surrogate of orders_12m nothing ships unless the plan says so',
    'surrogate: { for: orders_12m, mayShip: true }, or let a metric decide that is measured',
  ],
  [
    metric({ surrogate: { for: 'orders_12m', mayShip: false } }),
    'surrogate of signup: it decides, and by a surrogate of orders_12m nothing ships',
    'surrogate: { for: orders_12m, mayShip: true }',
  ],
  [
    metric({ surrogate: { for: 'orders_12m', mayShip: 'yes' } }),
    'metrics[0].surrogate.mayShip: yes is neither true nor false',
    'mayShip: true: a treatment may be shipped',
  ],
  [metric({ surrogate: {} }), 'metrics[0].surrogate.for is missing', 'for: the outcome'],
  [
    metric({ surrogate: { for: 'x', mayship: true } }),
    'metrics[0].surrogate has no key mayship',
    'did you mean mayShip?',
  ],
  [
    beside({ surrogate: { for: 'revenue' } }),
    'surrogate of revenue: it is called revenue itself',
    'call the metric otherwise: revenue_foretold',
  ],
  [
    beside({ column: 'revenue_12m', surrogate: { for: 'revenue_12m' } }),
    'surrogate of revenue: it is called revenue_12m itself',
    'call the metric otherwise',
  ],
  [
    beside({ surrogate: { for: 'revenue_12m', mayShip: true } }),
    'surrogate of revenue: mayShip is of the primary metric, and it is a secondary one',
    'leave out mayShip',
  ],
  ...['surrogate_index', ' Surrogate_Index', 'surrogate_index/visits'].map(
    (column): [Written, string, string] => [
      beside({ column, kind: column.includes('/') ? 'ratio' : 'mean' }),
      `revenue is read from ${column}, which perso-test surrogate foretells, and the plan does not say so`,
      'add surrogate: { for: revenue_12m }',
    ],
  ),
  [
    beside({ column: 'surrogate_index', kind: 'p95' }),
    'revenue is read from surrogate_index:p95, which perso-test surrogate foretells',
    'add surrogate: { for: revenue_12m }',
  ],
  [
    beside({ longTermOf: 'revenue' }),
    'longTermOf of revenue: it is that metric itself',
    'orders_12m as longTermOf: orders_30d',
  ],
  [
    beside({ longTermOf: 'sigup' }),
    'longTermOf of revenue: the plan has no metric sigup',
    'did you mean signup?',
  ],
  [
    beside({ longTermOf: 'orders' }),
    'longTermOf of revenue: the plan has no metric orders',
    'metrics: signup',
  ],
  [
    metric({ longTermOf: '__proto__' }),
    'longTermOf of signup: the plan has no metric __proto__',
    'orders_12m as longTermOf: orders_30d',
  ],
  [
    beside({ longTermOf: 'signup' }, { longTermOf: 'revenue' }),
    'longTermOf of signup: revenue is the long-term form of signup itself',
    'name the short-term metric itself',
  ],
  [
    {
      metrics: [
        { ...primary, longTermOf: 'unsubscribe' },
        { ...guardrail, ...SAME },
      ],
    },
    'longTermOf of signup: unsubscribe is held to equivalence',
    'leave it out',
  ],
  [
    { metrics: [primary, { ...guardrail, ...SAME, longTermOf: 'signup' }] },
    'longTermOf of unsubscribe: it is held to equivalence',
    'leave it out',
  ],
];

test.each(mistakes)('%j is refused', async (change, message, hint) => {
  const [said, advice] = await mistakeOf({ ...smallPlan(), ...change });
  expect(said).toMatch(/^\d+:\d+ /);
  expect(said.replace(/^\d+:\d+ /, '').slice(0, message.length)).toBe(message);
  expect(advice.slice(0, hint.length)).toBe(hint);
});

const allowed: Written[] = [
  { planVersion: 1, $schema: 'x' },
  { alpha: '5%', power: '90%', sampleSize: 2 },
  { monitoring: { method: 'always-valid' } },
  { monitoring: { method: 'group-sequential', looks: 100, spending: 'pocock' } },
  { monitoring: { method: 'group-sequential', looks: 3, spending: 'power-0.7' } },
  { monitoring: { method: 'group-sequential', looks: 3 }, futility: 'hwang-shih-decani:-2.5' },
  { ...variants({ cost: { light: '0.02' }, allocation: weights(2) }), ...metric({ value: 12 }) },
  guarded({ direction: undefined, equivalence: true }),
  guarded({ margin: '5%' }),
  guarded({ kind: 'mean', margin: 2 }),
  metric({ kind: 'ratio', column: 'clicks/sessions', covariate: 'before', mde: '5%' }),
  metric({ baseline: '10%', mde: '0.5pp' }),
  { ...metric({ direction: 'decrease' }), alternative: 'less' },
  metric({ surrogate: { for: 'orders_12m', mayShip: true } }),
  beside({ column: 'surrogate_index', surrogate: { for: 'revenue_12m' }, longTermOf: 'signup' }),
  beside({ longTermOf: 'signup' }),
  beside({}, { longTermOf: 'revenue' }),
  guarded({ longTermOf: 'signup' }),
];

test.each(allowed)('%j is taken', async (change) => {
  await expect(planIn({ ...smallPlan(), ...change })).resolves.toBeDefined();
});
