import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/experiment/size/plan.js';
import { earlierTests } from '../../../src/programme/earlier/earlier-tests.js';
import { lastControl } from '../../../src/programme/earlier/last-control.js';
import { likenessTo } from '../../../src/programme/earlier/similarity.js';
import { trueEffectsOn } from '../../../src/programme/earlier/true-effects.js';
import type { ExperimentOnRecord } from '../../../src/programme/experiment-on-record.js';
import type { ReportLine } from '../../../src/read/journal/report-line.js';
import { normalQuantile } from '../../../src/stats/distributions/normal.js';
import { lineOf } from '../../read/journal/given.js';

/* Experiments whose truth is known, each so large that chance is next to nothing. */
const UNITS = 1e9;

function recordOf(logRatio: number, more: Partial<ExperimentOnRecord> = {}): ExperimentOnRecord {
  const line = lineOf();
  const [one] = line.comparisons;
  const arm = (variant: string, rate: number) => ({
    variant,
    n: UNITS,
    mean: rate,
    variance: rate * (1 - rate),
    successes: Math.round(rate * UNITS),
  });
  const control = arm('generic', 0.1);
  const treatment = arm('light', 0.1 * Math.exp(logRatio));
  const lastLook = {
    ...line,
    decision: 'keep-control' as const,
    comparisons: [{ ...one!, control, treatment }],
  };
  return {
    journal: `${Math.random()}.jsonl`,
    experiment: 'hero',
    owner: null,
    tags: new Map(),
    follows: null,
    plan: null,
    isPlanOfFirstLook: null,
    looks: [lastLook],
    lastLook,
    report: null,
    closing: null,
    state: 'decided',
    decision: 'keep-control',
    variant: 'generic',
    firstTime: line.time,
    lastTime: line.time,
    days: 0,
    ...more,
  };
}

const METRIC = { name: 'signup', lowerIsBetter: false };

/** True effects at the quantiles of a normal distribution, so that no chance is left in them. */
function spread(mean: number, sd: number, count = 400): ExperimentOnRecord[] {
  return Array.from({ length: count }, (_, i) =>
    recordOf(mean + sd * normalQuantile((i + 0.5) / count)),
  );
}

describe('where an effect lies among true ones', () => {
  test('is told by the tail of their distribution, where that is known', () => {
    const { effects, shareAsLarge } = trueEffectsOn(METRIC, spread(0.01, 0.02))!;
    expect(effects).toMatchObject({ experiments: 400, effects: 400, confidence: 0.95 });
    expect(effects.mean.estimate).toBeCloseTo(Math.expm1(0.01), 4);
    expect(effects.spread).toBeCloseTo(0.02, 3);
    // One standard deviation above the mean: R's pnorm(1, lower = FALSE).
    const share = shareAsLarge(Math.expm1(0.03));
    expect(share.estimate).toBeCloseTo(0.15865525, 2);
    expect(share.lower).toBeLessThan(0.1587);
    expect(share.upper).toBeGreaterThan(0.1587);
    expect(share.upper - share.lower).toBeLessThan(0.07);
    expect(shareAsLarge(Math.expm1(0.01)).estimate).toBeCloseTo(0.5, 2);
  });

  test('of a metric that is to decrease is told on the other side', () => {
    const down = spread(-0.01, 0.02).map((record) => ({
      ...record,
      lastLook: {
        ...(record.lastLook as ReturnType<typeof lineOf>),
        comparisons: (record.lastLook as ReturnType<typeof lineOf>).comparisons.map((one) => ({
          ...one,
          direction: 'decrease' as const,
        })),
      },
    }));
    const known = trueEffectsOn({ ...METRIC, lowerIsBetter: true }, down)!;
    expect(known.effects.mean.estimate).toBeCloseTo(Math.expm1(-0.01), 4);
    expect(known.effects.mean.lower).toBeLessThan(known.effects.mean.estimate);
    expect(known.shareAsLarge(Math.expm1(-0.03)).estimate).toBeCloseTo(0.15865525, 2);
    // The other way round nothing of them is an effect on such a metric.
    expect(trueEffectsOn(METRIC, down)).toBe(null);
  });

  test('is not told of fewer than three experiments, nor of another metric or an invalid look', () => {
    const three = spread(0, 0.01, 3);
    expect(trueEffectsOn(METRIC, three)).not.toBe(null);
    expect(trueEffectsOn(METRIC, three.slice(1))).toBe(null);
    expect(trueEffectsOn({ ...METRIC, name: 'other' }, three)).toBe(null);
    const invalid = three.map((record) => ({
      ...record,
      lastLook: { ...record.lastLook!, decision: 'invalid' as const },
    }));
    expect(trueEffectsOn(METRIC, invalid as ExperimentOnRecord[])).toBe(null);
  });
});

test('what few have in common makes more alike than what nearly all have', () => {
  const tags = (entries: Record<string, string>) => ({ tags: new Map(Object.entries(entries)) });
  const common = Array.from({ length: 8 }, () => recordOf(0, tags({ audience: 'all' })));
  const rare = recordOf(0, tags({ tactic: 'hero' }));
  const like = likenessTo(
    new Map([
      ['audience', 'all'],
      ['tactic', 'hero'],
    ]),
    [...common, rare],
  );
  expect(like(rare).shared).toEqual(['tactic']);
  expect(like(common[0]!).shared).toEqual(['audience']);
  expect(like(rare).surprise).toBeCloseTo(-Math.log(1 / 10), 12);
  expect(like(common[0]!).surprise).toBeCloseTo(-Math.log(8 / 10), 12);
  expect(like(recordOf(0)).surprise).toBe(0);
});

const PLAN = {
  experiment: 'next',
  control: 'generic',
  treatments: ['light'],
  allocation: null,
  cost: null,
  alpha: 0.05,
  power: 0.8,
  alternative: 'two-sided',
  correction: 'holm',
  monitoring: { method: 'fixed' },
  segments: [],
  stratify: null,
  sampleSize: null,
  tags: new Map([
    ['surface', 'home'],
    ['audience', 'new'],
  ]),
  units: { id: null, column: null, daily: null },
  metrics: [
    {
      name: 'signup',
      column: 'signup',
      kind: 'proportion',
      quantile: null,
      role: 'primary',
      lowerIsBetter: false,
      mde: { scale: 'relative', size: 0.05 },
      margin: null,
      value: null,
      covariate: null,
      baseline: { rate: 0.1 },
    },
  ],
} as unknown as Plan;

test.each(['looks', 'report'])('what lost is told by the reasons of its %s', (by) => {
  const reasons = ['GUARDRAIL_BROKEN', 'PLANNED_SIZE_REACHED'];
  const line = { ...recordOf(0).lastLook!, reasons };
  const report = { ...line, type: 'report', alpha: 0.05 } as unknown as ReportLine;
  const lastLook = line as ExperimentOnRecord['lastLook'];
  const told = by === 'looks' ? { lastLook } : { looks: [], lastLook: null, report };
  const { alike } = earlierTests(PLAN, [recordOf(0, { tags: PLAN.tags!, ...told })]);
  expect(alike.map(({ lost }) => lost)).toEqual(['GUARDRAIL_BROKEN']);
});

describe('the last control', () => {
  /** A test whose control had so many successes of ten thousand, at some time. */
  const tested = (successes: number, time: string, tags: Record<string, string>) => {
    const record = recordOf(0, { tags: new Map(Object.entries(tags)) });
    const look = record.lastLook as ReturnType<typeof lineOf>;
    const control = {
      variant: 'generic',
      n: 10_000,
      mean: successes / 1e4,
      variance: 0.09,
      successes,
    };
    return {
      ...record,
      lastLook: { ...look, time, comparisons: [{ ...look.comparisons[0]!, control }] },
    };
  };

  test("is of the plan's surface, and of its audience where there was one", () => {
    const records = [
      tested(1000, '2026-01-01T00:00:00Z', { surface: 'home', audience: 'new' }),
      tested(1100, '2026-02-01T00:00:00Z', { surface: 'home', audience: 'all' }),
      tested(1200, '2026-03-01T00:00:00Z', { surface: 'cart', audience: 'new' }),
    ];
    expect(lastControl(PLAN, records)).toMatchObject({
      baseline: { rate: 0.1 },
      pValue: 1,
      differs: false,
    });
    expect(lastControl(PLAN, records.slice(1))).toMatchObject({ baseline: { rate: 0.11 } });
    expect(lastControl(PLAN, records.slice(2))).toBe(null);
    // Which surface a plan is of that names none is not known, unless there is only one.
    const anywhere = { ...PLAN, tags: new Map() };
    expect(lastControl(anywhere, records)).toBe(null);
    expect(lastControl(anywhere, records.slice(0, 2))).toMatchObject({ baseline: { rate: 0.11 } });
  });

  test('is of tests with a look, since nobody knows when one was that a report tells of', () => {
    const [looked] = [tested(1100, '2026-02-01T00:00:00Z', { surface: 'home' })];
    const { lastLook } = tested(1200, '2026-03-01T00:00:00Z', {});
    const report = { ...lastLook, type: 'report', alpha: 0.05 } as unknown as ReportLine;
    const told = { ...looked!, looks: [], lastLook: null, report };
    expect(lastControl(PLAN, [told])).toBe(null);
    expect(lastControl(PLAN, [told, looked!, told])).toMatchObject({ baseline: { rate: 0.11 } });
  });

  test("differs where the score test against the plan's baseline rejects", () => {
    const at = (successes: number) =>
      lastControl(PLAN, [tested(successes, '2026-01-01T00:00:00Z', { surface: 'home' })])!;
    // R: prop.test(1058, 10000, 0.1, correct = FALSE)$p.value and that of 1059.
    expect(at(1058).pValue).toBeCloseTo(0.053195148042, 10);
    expect(at(1058).differs).toBe(false);
    expect(at(1059).pValue).toBeCloseTo(0.0492216521753, 10);
    expect(at(1059).differs).toBe(true);
    expect(at(1000).plannedTotal).toBeGreaterThan(at(1059).plannedTotal!);
  });
});
