import { expect, test } from 'vitest';
import { analyzeAggregates } from '../../../src/experiment/analysis.js';
import type { LearnedView } from '../../../src/experiment/comparison.js';
import type { Design } from '../../../src/experiment/design.js';
import type { BeliefOnFile } from '../../../src/experiment/effect-belief.js';
import { learnedFigures } from '../../stats/meta/learned-reference.js';
import { relativeError, worst } from '../../stats/reference.js';
import { cellsOf, designOf, mean, metricOf, rate } from '../given.js';
import { unitCells } from './segmented.js';

const BELIEF: BeliefOnFile = {
  path: 'prior.json',
  metric: 'm',
  experiments: 25,
  prior: { mean: 0.014, scale: 0.05, df: Number.POSITIVE_INFINITY },
  effect: 'relative',
  direction: 'increase',
};

const CELLS = cellsOf(['m', 'other'], {
  generic: [rate(602, 12040), rate(90, 12040)],
  personal: [rate(718, 11960), rate(95, 11960)],
  third: [rate(700, 11960), rate(95, 11960)],
});

function compared(belief: BeliefOnFile, cells = CELLS, rest: Partial<Design> = {}) {
  const metrics = [metricOf('m', { lowerIsBetter: belief.direction === 'decrease' })];
  if (cells.metrics.length > 1) metrics.push(metricOf('other'));
  const design = designOf(cells, {
    bayes: true,
    learned: { metric: 'm', belief },
    metrics,
    ...rest,
  });
  return analyzeAggregates(cells, design);
}

test('analyses of rates agree with R on every scale, and where less is better', () => {
  const rows = learnedFigures('analysis');
  expect(rows).toHaveLength(12);
  const { error, row } = worst(rows, ({ of: row, effect, direction }) => {
    const cells = cellsOf(['m'], {
      a: [rate(row.controlSuccesses!, row.controlUnits!)],
      b: [rate(row.treatmentSuccesses!, row.treatmentUnits!)],
    });
    const prior = { mean: row.priorMean!, scale: row.scale!, df: row.df! };
    const [comparison] = compared({ ...BELIEF, effect, direction, prior }, cells).comparisons;
    const view = comparison!.posterior!.learned!;
    return [
      relativeError(view.probabilityBetter, row.better!),
      relativeError(view.effect.estimate, row.estimate!),
      relativeError(view.effect.lower, row.lower!),
      relativeError(view.effect.upper, row.upper!),
      relativeError(view.expectedLoss.treatment, row.lossTreatment!),
      relativeError(view.expectedLoss.control, row.lossControl!),
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-7);
});

test('it is of its own metric against the control alone, and decides nothing', () => {
  const { comparisons, pairs, verdict } = compared(BELIEF, CELLS, { allPairs: true });
  const views = comparisons.map(({ posterior }) => posterior!.learned);
  expect(views.map((view) => view !== undefined)).toEqual([true, true, false, false]);
  expect(pairs.map(({ posterior }) => 'learned' in posterior!)).toEqual([false, false]);
  const without = compared(BELIEF, CELLS, { allPairs: true, learned: null });
  const { reasons, ...decided } = without.verdict;
  expect(verdict).toMatchObject(decided);
  expect(verdict.reasons.map(({ code }) => code)).toEqual(reasons.map(({ code }) => code));
  expect(compared(BELIEF, CELLS, { bayes: false }).comparisons[0]!.posterior).toBeNull();
});

test('without a ratio of two rates there is nothing that a prior of shares can be brought to', () => {
  const cells = cellsOf(['m'], { a: [rate(0, 100)], b: [rate(5, 100)] });
  const learned = (effect: BeliefOnFile['effect']): LearnedView | null | undefined =>
    compared({ ...BELIEF, effect }, cells).comparisons[0]!.posterior!.learned;
  expect(learned('relative')).toBeNull();
  expect(learned('lift')).toBeNull();
  expect(learned('absolute')).not.toBeNull();
});

test('the level of its interval is that of one test, and a flat prior gives back the estimate', () => {
  const wide = { ...BELIEF, prior: { ...BELIEF.prior, scale: 1e6 }, effect: 'lift' as const };
  const [comparison] = compared(wide, CELLS, { alpha: 0.1 }).comparisons;
  const { effect, confidence, measured } = comparison!.posterior!.learned!;
  expect(confidence).toBe(0.9);
  expect(effect.estimate).toBeCloseTo(comparison!.relativeEffect!.estimate, 9);
  expect((effect.upper - effect.lower) / measured.standardError).toBeCloseTo(2 * 1.6448536, 5);
});

test('within strata the data speak by the stratified estimate and its error', () => {
  const arm = (variant: string, segment: string, n: number, from: number) =>
    Array.from({ length: n }, (_, i) => [variant, segment, [from + ((5 * i) % 7)]] as const);
  const cells = unitCells(
    [
      ...[...arm('a', 'old', 300, 10), ...arm('b', 'old', 100, 11)],
      ...[...arm('a', 'new', 50, 30), ...arm('b', 'new', 250, 30.5)],
    ],
    1,
  );
  const belief = { ...BELIEF, prior: { ...BELIEF.prior, scale: 1e6 }, effect: 'absolute' as const };
  const of = (stratify: string | null) => compared(belief, cells, { stratify }).comparisons[0]!;
  const [within, plain] = [of('s'), of(null)];
  for (const { effect, statistic, posterior } of [within, plain]) {
    const { estimate, standardError } = posterior!.learned!.measured;
    expect(estimate).toBeCloseTo(effect.estimate, 9);
    expect(estimate / standardError / statistic!).toBeCloseTo(1, 6);
  }
  expect(Math.abs(within.effect.estimate - plain.effect.estimate)).toBeGreaterThan(5);
});

test('a stratum that one arm lacks says nothing, and without any there is nothing to learn from', () => {
  const arm = (variant: string, segment: string, n: number, from: number) =>
    Array.from({ length: n }, (_, i) => [variant, segment, [from + ((5 * i) % 7)]] as const);
  const both = [...arm('a', 'old', 30, 10), ...arm('b', 'old', 40, 11)];
  const belief = { ...BELIEF, effect: 'absolute' as const };
  const of = (cells: ReturnType<typeof unitCells>, stratify: string) =>
    compared(belief, cells, { stratify }).comparisons[0]!.posterior!.learned;
  const alone = of(unitCells(both, 1), 's')!;
  const lone = [...arm('a', 'new', 20, 50), ...arm('b', 'late', 20, 90)];
  const beside = of(unitCells([...both, ...lone], 1), 's')!;
  expect(beside.measured).toEqual(alone.measured);
  expect(of(unitCells(both, 1), 'nowhere')).toBeNull();
});

test('shares are of a control above 0, and what has no mean that doubles hold is not told', () => {
  const of = (control: number, rest: Partial<BeliefOnFile> = {}) =>
    compared(
      { ...BELIEF, effect: 'lift', ...rest },
      cellsOf(['m'], { a: [mean(1000, control, 4)], b: [mean(1000, control + 1, 4)] }),
    ).comparisons[0]!.posterior!.learned;
  expect(of(5)!.probabilityBetter).toBeGreaterThan(0.9);
  expect(of(-5)).toBeNull();
  expect(of(0)).toBeNull();
  expect(of(-5, { effect: 'absolute' })).not.toBeNull();
  const prior = { ...BELIEF.prior, mean: 800, scale: 1e-3 };
  expect(of(5, { effect: 'relative', prior })).toBeNull();
});
