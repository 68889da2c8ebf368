import { expect, test } from 'vitest';
import type { Aggregates, MetricAggregate } from '../../src/experiment/aggregates.js';
import { compareEvery } from '../../src/experiment/compare/compare.js';
import type { Design } from '../../src/experiment/design.js';
import { termPairs } from '../../src/experiment/term-pairs.js';
import { cellsOf, designOf, mean, metricOf } from './given.js';

/** So much above a control of 100 with a standard deviation of 10, of 1,000 units an arm: one is 2.2 errors. */
const by = (shift: number) => mean(1000, 100 + shift, 100);
const CONTROL = [by(0), by(0)];

const longTerm = (rest = {}) => [
  metricOf('early'),
  metricOf('late', { longTermOf: 'early', ...rest }),
];

function pairsOf(aggregates: Aggregates, rest: Partial<Design> = {}) {
  const design = designOf(aggregates, { metrics: longTerm(), ...rest });
  return termPairs(compareEvery(aggregates, design).overall, design);
}

function pairOf(early: MetricAggregate, late: MetricAggregate, rest: Partial<Design> = {}) {
  const aggregates = cellsOf(['early', 'late'], { generic: CONTROL, personalized: [early, late] });
  const [pair, ...others] = pairsOf(aggregates, rest);
  expect(others).toEqual([]);
  return pair!;
}

test.each([
  ['both better', 2, 3, 'AGREE', true],
  ['both worse', -2, -3, 'AGREE', true],
  ['both better by little, but told', 1.2, 1.2, 'AGREE', true],
  ['both worse by little, but told', -1.2, -1.2, 'AGREE', true],
  ['better, then worse', 2, -3, 'OPPOSED', false],
  ['worse, then better', -2, 3, 'OPPOSED', false],
  ['better, then nothing that is told', 2, 0.2, 'SHORT_TERM_ONLY', true],
  ['better, then nothing, on the other side', 2, -0.2, 'SHORT_TERM_ONLY', false],
  ['nothing that is told', 0.2, 0.3, 'NEITHER', true],
  ['nothing at all', 0, 0.3, 'NEITHER', null],
] as const)('%s', (_, early, late, agreement, estimatesAgree) => {
  expect(pairOf(by(early), by(late))).toMatchObject({ agreement, estimatesAgree });
});

test('a long-term metric is judged once the primary one is shown, as every secondary one', () => {
  expect(pairOf(by(0.2), by(3)).agreement).toBe('NEITHER');
  const aggregates = cellsOf(['late', 'early'], {
    generic: CONTROL,
    personalized: [by(3), by(0.2)],
  });
  const metrics = [metricOf('late', { longTermOf: 'early' }), metricOf('early')];
  expect(pairsOf(aggregates, { metrics })[0]).toMatchObject({
    agreement: 'LONG_TERM_ONLY',
    shortTerm: { comparison: { metric: 'early' } },
    longTerm: { comparison: { metric: 'late', role: 'primary' } },
  });
});

test('agreeing is about the side that is better of each', () => {
  const metrics = longTerm({ lowerIsBetter: true });
  expect(pairOf(by(2), by(3), { metrics }).agreement).toBe('OPPOSED');
  expect(pairOf(by(2), by(-3), { metrics })).toMatchObject({
    agreement: 'AGREE',
    estimatesAgree: true,
    longTerm: { shows: 'better' },
  });
});

test('a guardrail within its margin is shown better only where its interval leaves out 0', () => {
  const margin = { kind: 'non-inferiority', size: { scale: 'absolute', size: 5 } } as const;
  const pair = pairOf(by(2), by(0.2), { metrics: longTerm({ margin }) });
  expect(pair.longTerm).toMatchObject({ comparison: { outcome: 'win' }, shows: 'unclear' });
});

test('of what has no test nothing is told', () => {
  const same = mean(1000, 100, 0);
  const aggregates = cellsOf(['early', 'late'], {
    generic: [by(0), same],
    personalized: [by(2), same],
  });
  expect(pairsOf(aggregates)[0]).toMatchObject({
    agreement: 'NOT_TOLD',
    estimatesAgree: null,
    longTerm: { shows: 'untestable' },
  });
});

test('before a fixed test is due nothing is told', () => {
  const each = (units: number) => new Map(['generic', 'personalized'].map((name) => [name, units]));
  const monitoring = {
    plan: { method: 'fixed' as const },
    plannedUnits: each(5000),
    units: each(1000),
    earlierLooks: [],
    looksAssumed: false,
    dailyUnits: null,
    planChangedSince: null,
    look: 1,
    repeats: null,
  };
  expect(pairOf(by(2), by(-3), { monitoring })).toMatchObject({
    agreement: 'NOT_TOLD',
    shortTerm: { shows: 'not-due' },
  });
});

test('each treatment has a pair of its own, and metrics that stand for themselves none', () => {
  const aggregates = cellsOf(['early', 'late'], {
    generic: CONTROL,
    light: [by(2), by(3)],
    full: [by(3), by(-3)],
  });
  const found = pairsOf(aggregates).map(({ longTerm, agreement }) => [
    longTerm.comparison.treatment.variant,
    agreement,
  ]);
  expect(found).toEqual([
    ['light', 'AGREE'],
    ['full', 'OPPOSED'],
  ]);
  expect(pairsOf(aggregates, { metrics: [metricOf('early'), metricOf('late')] })).toEqual([]);
});

test('a pair is over all units, whatever segments show', () => {
  const aggregates = cellsOf(['early', 'late'], {
    generic: CONTROL,
    personalized: [by(2), by(3)],
  });
  const design = designOf(aggregates, { metrics: longTerm() });
  const { overall } = compareEvery(aggregates, design);
  const within = overall.map((one) => ({ ...one, segment: { column: 'land', value: 'de' } }));
  expect(termPairs(within, design)).toEqual([]);
  expect(termPairs([...within, ...overall], design)).toHaveLength(1);
});

test('an interval that is open on one side leaves out 0 on the other alone', () => {
  const greater = { alternative: 'greater' as const };
  expect(pairOf(by(2), by(3), greater)).toMatchObject({ agreement: 'AGREE' });
  expect(pairOf(by(2), by(-3), greater)).toMatchObject({
    agreement: 'SHORT_TERM_ONLY',
    estimatesAgree: false,
    longTerm: { shows: 'unclear' },
  });
  const metrics = longTerm().map((metric) => ({ ...metric, lowerIsBetter: true }));
  const less = { alternative: 'less' as const, metrics };
  expect(pairOf(by(-2), by(3), less)).toMatchObject({ longTerm: { shows: 'unclear' } });
  expect(pairOf(by(-2), by(-3), less)).toMatchObject({
    agreement: 'AGREE',
    longTerm: { shows: 'better' },
  });
});
