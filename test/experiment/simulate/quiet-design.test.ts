import { describe, expect, test } from 'vitest';
import type { Design, MarginDesign, MetricDesign } from '../../../src/experiment/design.js';
import type { Monitoring, PastLook } from '../../../src/experiment/monitoring/monitoring.js';
import type { StoppingRule } from '../../../src/experiment/monitoring/stopping-rule.js';
import type { GrowingArm } from '../../../src/experiment/simulate/population.js';
import { quietLook } from '../../../src/experiment/simulate/quiet-look.js';
import { cellsOf, designOf, metricOf, rate } from '../given.js';

const base = designOf(cellsOf(['a'], { generic: [rate(1, 2)], personal: [rate(1, 2)] }));

/** Two metrics of an arm: of 1000 units that come to 10 and err by 0.5 each, but for what is said. */
function armOf([first, second]: [number, number?], successes = 500): GrowingArm {
  const figures = (mean: number) => [1000, successes, mean, 0.5 * 1000 * 999];
  return {
    figures: Float64Array.of(...figures(first), ...figures(second ?? 10)),
    clear: () => undefined,
    grow: () => undefined,
    sample: () => {
      throw new Error('no sample is asked for');
    },
  };
}

const CALM = [armOf([10]), armOf([10])];
const guardrail = (rest: Partial<MarginDesign> = {}, kind: MetricDesign['kind'] = 'mean') => {
  const margin = {
    kind: 'non-inferiority',
    size: { scale: 'absolute', size: 3 },
    ...rest,
  } as const;
  return metricOf('g', { kind, margin });
};

function isQuiet(
  metrics: (Partial<MetricDesign> | MetricDesign)[],
  rest: Partial<Design> = {},
  arms: readonly GrowingArm[] = CALM,
  rejected = false,
): boolean {
  const own = metrics.map((metric, i) => metricOf(`m${i}`, metric));
  return quietLook({ ...base, metrics: own, ...rest })(arms, rejected);
}

const MEAN = { kind: 'mean' } as const;
const RATE = { kind: 'proportion' } as const;

describe('a look at which nothing has come to anything is told to go by', () => {
  test.each<[string, Partial<Design>, Partial<MetricDesign>, boolean]>([
    ['of a mean', {}, MEAN, true],
    ['of a rate', {}, RATE, true],
    ['of a kind that the data say', {}, { kind: null }, false],
    ['of a quantile', {}, { kind: 'quantile' }, false],
    ['at the largest alpha', { alpha: 0.15 }, MEAN, true],
    ['at a larger one', { alpha: 0.1501 }, MEAN, false],
    ['of a primary metric with a margin', {}, guardrail(), false],
  ])('%s', (_, design, metric, expected) => {
    expect(isQuiet([metric], design)).toBe(expected);
  });

  // With prices beyond which a rate could not pay whatever it does, critical values tell nothing.
  test.each<[Partial<MetricDesign>, Record<string, number>, number, boolean]>([
    [RATE, { personal: 0.01 }, 2, true],
    [RATE, { personal: 1.99 }, 2, true],
    [RATE, { personal: 2 }, 2, false],
    [RATE, { personal: -1.99 }, 2, true],
    [RATE, { personal: -2 }, 2, false],
    [RATE, { generic: 5, personal: 5.01, bold: 5 }, 2, true],
    [RATE, { generic: 5, personal: 6, bold: 4.01 }, 2, true],
    [RATE, { generic: 5, personal: 6, bold: 4 }, 2, false],
    [RATE, { generic: 5, personal: 7, bold: 5 }, 2, false],
    [RATE, { generic: 7, personal: 5, bold: 7 }, 2, false],
    [MEAN, { personal: 2 }, 2, true],
    [MEAN, { personal: 9 }, 2, true],
    [MEAN, {}, 0, false],
    [MEAN, {}, -1, false],
    [RATE, {}, 0, false],
    [RATE, {}, 0.001, true],
  ])('of %j with costs %j and a value of %d: %j', (metric, costs, value, expected) => {
    const money = { cost: new Map(Object.entries(costs)), value };
    // Whatever is won is held back, as a guardrail of this margin is neither shown to hold nor broken.
    const metrics = [metric, guardrail({ size: { scale: 'absolute', size: 1 } })];
    const treatments = ['personal', 'bold'];
    expect(isQuiet(metrics, { money, treatments }, [...CALM, CALM[1]!], true)).toBe(expected);
  });

  test.each<[MetricDesign['kind'], MarginDesign['size'], boolean]>([
    ['mean', { scale: 'absolute', size: 1 }, true],
    ['mean', { scale: 'absolute', size: 0 }, false],
    ['mean', { scale: 'relative', size: 0.1 }, true],
    ['mean', { scale: 'relative', size: 1 }, false],
    ['mean', { scale: 'points', size: 0.1 }, false],
    ['proportion', { scale: 'points', size: 0.03 }, true],
    ['proportion', { scale: 'points', size: 1 }, false],
    ['quantile', { scale: 'absolute', size: 1 }, false],
    [null, { scale: 'absolute', size: 1 }, false],
  ])('beside a guardrail that is a %s, within %j: %j', (kind, size, expected) => {
    expect(isQuiet([MEAN, guardrail({ size }, kind)])).toBe(expected);
    // Of secondary metrics only their kind is asked for, which says what is read.
    expect(isQuiet([MEAN, { kind }])).toBe(kind !== null);
  });
});

describe('what came of a look', () => {
  const higher = (by: number, guard = 10) => [armOf([10]), armOf([10 + by, guard])];
  const margin = (size: number) => guardrail({ size: { scale: 'absolute', size } });

  // Differences err by 1, so that they are their own z.
  test.each<[number, boolean, boolean]>([
    [0, true, true],
    [1.9, true, true],
    [2, false, false],
    // A loss settles what there is.
    [-2, false, false],
  ])('%d standard errors by themselves', (by, quiet, after) => {
    const found = [false, true].map((rejected) => isQuiet([MEAN], {}, higher(by), rejected));
    expect(found).toEqual([quiet, after]);
  });

  test.each<[number, number, number, boolean, boolean]>([
    // The guardrail within 1 of the control is neither shown nor broken: the win is held back.
    [2, 1, 10, false, true],
    [2, 1.6, 10, false, true],
    [2, 1.7, 10, false, false],
    [0, 1.7, 10, true, true],
    // Worse by 1 + 1.7 it is broken, which settles the treatment.
    [0, 1, 7.4, true, true],
    [0, 1, 7.3, false, false],
    [2, 1, 7.3, false, false],
  ])('%d, with a margin of %d for a guardrail at %d', (by, size, guard, quiet, after) => {
    const found = [false, true].map((rejected) =>
      isQuiet([MEAN, margin(size)], {}, higher(by, guard), rejected),
    );
    expect(found).toEqual([quiet, after]);
  });

  test('one treatment that is open keeps the look open, and one that ships ends it', () => {
    const treatments = ['personal', 'bold'];
    const two = (a: GrowingArm, b: GrowingArm, rejected = true) =>
      isQuiet([MEAN], { treatments, correction: 'none' }, [CALM[0]!, a, b], rejected);
    const [calm, lost, won] = [armOf([10]), armOf([5]), armOf([15])];
    expect([two(calm, lost), two(lost, calm)]).toEqual([true, true]);
    expect([two(calm, lost, false), two(lost, calm, false)]).toEqual([false, false]);
    expect(two(lost, lost)).toBe(false);
    expect([two(calm, won), two(won, calm)]).toEqual([false, false]);
    // Nothing is told of an arm without a test, whatever the other came to.
    const constant = { ...calm, figures: Float64Array.of(1, 0, 10, 0) };
    expect([two(calm, constant), two(constant, calm)]).toEqual([false, false]);
  });
});

describe('a plan', () => {
  const planned = new Map(Object.entries({ generic: 1000, personal: 1000 }));
  const looked = (plan: StoppingRule, units: number, rest: Partial<Monitoring> = {}) => {
    const monitoring: Monitoring = {
      ...{ plan, plannedUnits: planned, earlierLooks: [], looksAssumed: false, dailyUnits: null },
      ...{ planChangedSince: null, look: 1, repeats: null },
      units: new Map(Object.entries({ generic: units, personal: units })),
      ...rest,
    };
    return quietLook({ ...base, metrics: [metricOf('m', MEAN)], monitoring });
  };
  const lost = [armOf([10]), armOf([0])];
  const looks = { method: 'group-sequential', spending: 'pocock', looks: 4 } as const;

  test('that is not due lets any look go by', () => {
    expect(looked({ method: 'fixed' }, 999)(lost, false)).toBe(true);
    expect(looked({ method: 'always-valid' }, 10)(lost, false)).toBe(true);
    expect(looked({ method: 'always-valid' }, 500)(lost, false)).toBe(false);
    expect(looked({ method: 'always-valid' }, 500)(CALM, false)).toBe(true);
  });

  test('that ends, or had ended, is asked about whatever came of it', () => {
    expect(looked(looks, 999)(CALM, false)).toBe(true);
    expect(looked(looks, 1000)(CALM, false)).toBe(false);
    expect(looked({ method: 'fixed' }, 1000)(CALM, false)).toBe(false);
    expect(looked({ method: 'always-valid' }, 1000)(CALM, false)).toBe(true);
    const before: PastLook = {
      ...{ number: 1, units: planned, decision: 'keep-control' as const, variant: 'generic' },
    };
    const ended = (endedByDate: boolean) =>
      looked({ method: 'always-valid' }, 1000, { earlierLooks: [{ ...before, endedByDate }] });
    expect(ended(false)(CALM, false)).toBe(true);
    expect(ended(true)(CALM, false)).toBe(false);
  });
});
