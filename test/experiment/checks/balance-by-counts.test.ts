import { describe, expect, test } from 'vitest';
import type { MetricAggregate } from '../../../src/experiment/aggregates.js';
import { missingDiffers } from '../../../src/experiment/checks/balance-checks.js';
import type { MetricDesign } from '../../../src/experiment/design.js';
import { cellsOf, designOf, metricOf, rate } from '../given.js';

/** What is found of metrics in two variants of 1,000 units each, whatever these have a value of. */
function differs(
  metrics: Record<string, [MetricAggregate, MetricAggregate]>,
  rest: Record<string, Partial<MetricDesign>> = {},
) {
  const names = Object.keys(metrics);
  const samples = (i: 0 | 1) => names.map((name) => metrics[name]![i]);
  const aggregates = cellsOf(names, { generic: samples(0), personal: samples(1) });
  for (const variant of aggregates.variants.values()) variant.units = 1000;
  const design = designOf(aggregates, {
    metrics: names.map((name) => metricOf(name, rest[name] ?? {})),
  });
  return missingDiffers({ aggregates, design }).flatMap((one) =>
    one.code === 'MISSING_DIFFERS' ? [one] : [],
  );
}

const all: [MetricAggregate, MetricAggregate] = [rate(90, 1000), rate(90, 1000)];
// Of two tests each fails below 0.0005: R, fisher.test of 50 against 88 of 1,000 is .00103, 90 .00059, 91 .00044.
const lacking = (n: number): [MetricAggregate, MetricAggregate] => [
  rate(9, 950),
  rate(9, 1000 - n),
];

describe('units that a metric counts fewer of than there are', () => {
  test('are lacking where they are not missing', () => {
    const [found] = differs({ m: lacking(91), n: all });
    expect(found).toMatchObject({ metric: 'm', byCounts: true, status: 'fail' });
    expect(found!.shares).toEqual([
      { variant: 'generic', missing: 0.05 },
      { variant: 'personal', missing: 0.091 },
    ]);
    expect(differs({ m: lacking(90), n: all })[0]!.status).toBe('warn');
    expect(differs({ m: lacking(88), n: all })).toEqual([]);
  });

  test('are what was asked of a step behind the first, unless a margin hangs on it', () => {
    const margin = { kind: 'non-inferiority', size: { scale: 'points', size: 0.1 } } as const;
    const status = (rest = {}) => differs({ m: all, n: lacking(200) }, { n: rest })[0]!.status;
    expect(status()).toBe('warn');
    expect(status({ margin })).toBe('fail');
  });

  test('or are missing where no count falls short of the units', () => {
    const missing: [MetricAggregate, MetricAggregate] = [rate(9, 950, 50), rate(9, 800, 200)];
    const [found] = differs({ m: all, n: missing });
    expect(found).toMatchObject({ metric: 'n', byCounts: false, status: 'fail' });
    expect(found!.shares[1]!.missing).toBe(0.2);
    // Short of all units by missing ones and others: all of them are lacking.
    const both: [MetricAggregate, MetricAggregate] = [rate(9, 950, 50), rate(9, 800, 100)];
    expect(differs({ m: both, n: all })[0]).toMatchObject({ byCounts: true });
    expect(differs({ m: both, n: all })[0]!.shares[1]!.missing).toBe(0.2);
  });

  test('or are missing where counts and missing ones come to more than all', () => {
    // 950 and 100 are 1,050 of 1,000.
    const over: [MetricAggregate, MetricAggregate] = [rate(9, 950, 100), rate(9, 600, 200)];
    const [found] = differs({ m: all, n: over });
    expect(found).toMatchObject({ metric: 'n', byCounts: false });
    expect(found!.shares.map(({ missing }) => missing)).toEqual([100 / 1050, 0.25]);
  });

  test('where a metric counts more than there are units, only missing ones are compared', () => {
    const more: [MetricAggregate, MetricAggregate] = [rate(9, 1500), rate(9, 600)];
    expect(differs({ m: more })).toEqual([]);
  });
});
