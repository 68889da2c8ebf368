import { expect, test } from 'vitest';
import type { MetricAggregate } from '../../../src/experiment/aggregates.js';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import { CHOSEN_BY_DATA, USUAL_TESTS } from '../../../src/experiment/compare/tests.js';
import type { Design } from '../../../src/experiment/design.js';
import { cellsOf, designOf, mean, metricOf, rate } from '../given.js';

const twoArms = cellsOf(['signup'], { generic: [rate(100, 1000)], personal: [rate(150, 1000)] });

test('two arms: one comparison, its figures those of R, prop.test(correct = FALSE)', () => {
  const [comparison, ...others] = compareAll(twoArms, designOf(twoArms));
  expect(others).toEqual([]);
  expect(comparison).toMatchObject({
    metric: 'signup',
    role: 'primary',
    kind: 'proportion',
    control: { variant: 'generic', n: 1000, mean: 0.1, successes: 100 },
    treatment: { variant: 'personal', n: 1000, mean: 0.15, successes: 150 },
    method: 'score',
    df: null,
    confidence: 0.95,
    outcome: 'win',
    reason: null,
  });
  expect(comparison!.pValue).toBeCloseTo(0.000723232716430193, 15);
  expect(comparison!.adjustedPValue).toBe(comparison!.pValue);
  expect(comparison!.effect.estimate).toBeCloseTo(0.05, 15);
  expect(comparison!.relativeEffect!.estimate).toBeCloseTo(0.5, 15);
});

test('three arms: both treatments against the one control, adjusted as by R, p.adjust', () => {
  const aggregates = cellsOf(['signup'], {
    light: [rate(110, 1000)],
    generic: [rate(100, 1000)],
    full: [rate(150, 1000)],
  });
  const design = designOf(aggregates, { control: 'generic', treatments: ['light', 'full'] });
  const [light, full] = compareAll(aggregates, design);
  expect([light!.control.variant, full!.control.variant]).toEqual(['generic', 'generic']);
  expect([light!.treatment.variant, full!.treatment.variant]).toEqual(['light', 'full']);
  expect(light!.pValue).toBeCloseTo(0.465743587933635, 14);
  expect(light!.adjustedPValue).toBe(light!.pValue);
  expect(full!.adjustedPValue).toBeCloseTo(0.00144646543286039, 15);
  expect([light!.outcome, full!.outcome]).toEqual(['inconclusive', 'win']);
  expect([light!.confidence, full!.confidence]).toEqual([0.975, 0.975]);
  expect([light!.coverage, full!.coverage]).toEqual(['simultaneous', 'simultaneous']);
});

test('means: Welch as by R, and Student where it is asked for', () => {
  const aggregates = cellsOf(['revenue'], {
    generic: [mean(400, 5, 4)],
    personal: [mean(300, 5.5, 6)],
  });
  const [welch] = compareAll(aggregates, designOf(aggregates));
  expect(welch).toMatchObject({ kind: 'mean', method: 'welch', outcome: 'win' });
  expect(welch!.statistic).toBeCloseTo(2.88675134594813, 12);
  expect(welch!.df).toBeCloseTo(566.601055408971, 9);
  expect(welch!.pValue).toBeCloseTo(0.00404086940639895, 14);
  expect(welch!.control).not.toHaveProperty('successes');
  const tests = { ...USUAL_TESTS, proportion: 'score', mean: 'student' } as const;
  const [student] = compareAll(aggregates, designOf(aggregates, { tests }));
  expect(student).toMatchObject({ method: 'student', df: 698 });
});

test('the metrics stand in the order of the design, and only the first is primary', () => {
  const aggregates = cellsOf(['signup', 'revenue'], {
    generic: [rate(100, 1000), mean(1000, 5, 4)],
    a: [rate(120, 1000), mean(1000, 6, 4)],
    b: [rate(140, 1000), mean(1000, 7, 4)],
  });
  const compared = compareAll(aggregates, designOf(aggregates));
  expect(compared.map((c) => `${c.metric} ${c.treatment.variant} ${c.role}`)).toEqual([
    'signup a primary',
    'signup b primary',
    'revenue a secondary',
    'revenue b secondary',
  ]);
});

test('a metric is a proportion only if every arm holds nothing but 0 and 1', () => {
  const aggregates = cellsOf(['m'], { generic: [rate(3, 10)], personal: [mean(10, 0.4, 0.3)] });
  expect(compareAll(aggregates, designOf(aggregates))[0]!.kind).toBe('mean');
  const binary = cellsOf(['m'], { generic: [rate(3, 10)], personal: [rate(4, 10)] });
  expect(compareAll(binary, designOf(binary))[0]!.kind).toBe('proportion');
  const said = designOf(binary, { metrics: [metricOf('m', { kind: 'mean' })] });
  expect(compareAll(binary, said)[0]).toMatchObject({ kind: 'mean', method: 'welch' });
});

test('a family is every comparison of its role that can be tested, the secondary one behind the primary', () => {
  const aggregates = cellsOf(['signup', 'never', 'late', 'long'], {
    generic: [rate(100, 1000), rate(0, 1000), rate(10, 100), rate(10, 100)],
    personal: [rate(150, 1000), rate(0, 0), rate(10, 100), rate(40, 100)],
  });
  const design = designOf(aggregates, { correction: 'bonferroni' });
  const [signup, never, late, long] = compareAll(aggregates, design);
  expect(never).toMatchObject({ outcome: 'untestable', reason: 'TOO_FEW_UNITS', coverage: null });
  expect(signup!.adjustedPValue).toBe(signup!.pValue);
  expect([signup!.confidence, signup!.coverage]).toEqual([0.95, 'alone']);
  expect(late!.adjustedPValue).toBe(1);
  expect(long!.adjustedPValue).toBe(Math.max(2 * long!.pValue!, signup!.adjustedPValue!));
  expect(long!.confidence).toBeCloseTo(0.975, 12);
});

test('what waits for the primary metric is not rejected, and its intervals do not leave out 0', () => {
  const aggregates = cellsOf(['signup', 'clicks'], {
    generic: [rate(100, 1000), rate(100, 1000)],
    personal: [rate(101, 1000), rate(300, 1000)],
  });
  const [signup, clicks] = compareAll(aggregates, designOf(aggregates));
  expect(clicks!.pValue!).toBeLessThan(1e-20);
  expect(clicks!.adjustedPValue).toBe(signup!.adjustedPValue);
  expect(clicks!.outcome).toBe('inconclusive');
  expect([clicks!.effect.lower, clicks!.relativeEffect!.lower]).toEqual([0, 0]);
});

test('what only a later step rejects has its interval cut at 0, and says so', () => {
  const aggregates = cellsOf(['signup'], {
    generic: [rate(100, 1000)],
    light: [rate(129, 1000)],
    full: [rate(160, 1000)],
  });
  const [light, full] = compareAll(aggregates, designOf(aggregates));
  expect(light!.pValue).toBeGreaterThan(0.025);
  expect(light).toMatchObject({ outcome: 'win', confidence: 0.975, coverage: 'stepwise' });
  expect(light!.effect.lower).toBe(Number.MIN_VALUE);
  const [wide] = compareAll(aggregates, designOf(aggregates, { correction: 'bonferroni' }));
  expect(light!.effect.upper).toBe(wide!.effect.upper);
  expect(full!.coverage).toBe('simultaneous');
});

test.each([
  ['no units', cellsOf(['m'], { generic: [rate(1, 9)], b: [rate(0, 0)] }), 'TOO_FEW_UNITS'],
  ['one unit', cellsOf(['m'], { generic: [mean(9, 2, 1)], b: [mean(1, 3, 0)] }), 'TOO_FEW_UNITS'],
  ['constants', cellsOf(['m'], { generic: [mean(9, 2, 0)], b: [mean(9, 3, 0)] }), 'ZERO_VARIANCE'],
  [
    'beyond doubles',
    cellsOf(['m'], { generic: [mean(9, 2, Infinity)], b: [mean(9, 3, 1)] }),
    'NUMBERS_TOO_LARGE',
  ],
])('untestable, with its reason and without figures: %s', (_, aggregates, reason) => {
  const [comparison] = compareAll(aggregates, designOf(aggregates));
  expect(comparison!.reason).toBe(reason);
  expect(comparison).toMatchObject({
    outcome: 'untestable',
    statistic: null,
    df: null,
    pValue: null,
    logPValue: null,
    adjustedPValue: null,
    confidence: null,
    criticalValue: null,
  });
  expect(comparison!.effect).toMatchObject({ lower: null, upper: null });
});

test.each([
  ['nobody', 0],
  ['everybody', 1],
])('where %s succeeded it is tested, and can rule out an effect', (_, share) => {
  const sample = (n: number) => rate(share * n, n);
  const aggregates = cellsOf(['m'], { generic: [sample(1000)], b: [sample(800)] });
  const mde = { scale: 'points', size: 0.02 } as const;
  const metrics = [{ ...designOf(aggregates).metrics[0]!, mde }];
  const [comparison] = compareAll(aggregates, designOf(aggregates, { metrics }));
  expect(comparison).toMatchObject({ method: 'exact', pValue: 1, reason: null, outcome: 'flat' });
  const { lower, upper } = comparison!.effect;
  expect(upper).toBeGreaterThan(0);
  expect(upper).toBeLessThan(0.01);
  expect(lower).toBeLessThan(0);
});

test.each([
  ['0 of 500 against 5 of 500', rate(0, 500), rate(5, 500), 'exact'],
  ['9 : 1 with six expected', rate(54, 5400), rate(6, 600), 'exact'],
  ['99 : 1 with a hundred expected', rate(9900, 990000), rate(100, 10000), 'exact'],
  ['equal arms with twenty expected', rate(20, 500), rate(20, 500), 'score'],
  ['9 : 1 with two hundred expected', rate(1800, 180000), rate(200, 20000), 'score'],
])('rates are judged by what holds for them: %s', (_, control, treatment, method) => {
  const aggregates = cellsOf(['m'], { generic: [control], personal: [treatment] });
  expect(compareAll(aggregates, designOf(aggregates))[0]!.method).toBe(method);
  const tests = { ...designOf(aggregates).tests, proportion: 'score' } as const;
  expect(compareAll(aggregates, designOf(aggregates, { tests }))[0]!.method).toBe('score');
});

test('a control of 0 has no relative effect, tested or not', () => {
  const aggregates = cellsOf(['m'], { generic: [rate(0, 50)], personal: [rate(10, 50)] });
  expect(compareAll(aggregates, designOf(aggregates))[0]).toMatchObject({
    outcome: 'win',
    relativeEffect: null,
  });
  const untested = cellsOf(['m'], { generic: [rate(0, 50)], personal: [rate(0, 50)] });
  expect(compareAll(untested, designOf(untested))[0]!.relativeEffect).toBeNull();
  const single = cellsOf(['m'], { generic: [mean(1, 0, 0)], personal: [mean(9, 2, 1)] });
  expect(compareAll(single, designOf(single))[0]).toMatchObject({
    ...{ outcome: 'untestable', reason: 'TOO_FEW_UNITS', relativeEffect: null },
    effect: { estimate: 2, lower: null, upper: null },
  });
});

test('what has no test is called by the one that it would have had', () => {
  const methodsOf = (samples: MetricAggregate[], rest: Partial<Design> = {}) => {
    const cells = cellsOf(['m'], { generic: [samples[0]!], personal: [samples[1]!] });
    const [found] = compareAll(cells, designOf(cells, rest));
    return [found!.method, found!.outcome];
  };
  const [flat, other] = [mean(9, 2, 0), mean(9, 3, 0)];
  expect(methodsOf([flat, other])).toEqual(['welch', 'untestable']);
  const student = { tests: { ...CHOSEN_BY_DATA, mean: 'student' } } as const;
  expect(methodsOf([flat, other], student)).toEqual(['student', 'untestable']);
  expect(methodsOf([mean(9, 2, 1), mean(9, 3, 1)], student)[0]).toBe('student');
  expect(methodsOf([rate(0, 0), rate(3, 9)])[1]).toBe('untestable');
});
