import { describe, expect, test } from 'vitest';
import type { Aggregates } from '../../src/experiment/aggregates.js';
import { analyzeAggregates } from '../../src/experiment/analysis.js';
import { type Check, checkData } from '../../src/experiment/checks/checks.js';
import { compareAll } from '../../src/experiment/compare/compare.js';
import { segmentedEffects } from '../../src/experiment/compare/heterogeneity.js';
import { compareSegments } from '../../src/experiment/compare/segments.js';
import type { MetricDesign } from '../../src/experiment/design.js';
import { segmentedCells, unitCells } from './compare/segmented.js';
import { cellsOf, designOf, metricOf, rate } from './given.js';

function checks<C extends Check['code']>(code: C, aggregates: Aggregates, covariate?: string) {
  const rest =
    covariate === undefined
      ? {}
      : { metrics: [metricOf(aggregates.metrics[0]!, { covariates: [covariate] })] };
  const design = designOf(aggregates, rest);
  const overall = compareAll(aggregates, design);
  const effects = segmentedEffects(overall, compareSegments(aggregates, design), design);
  const all = checkData({ aggregates, design, comparisons: overall, effects });
  return all.filter((one): one is Extract<Check, { code: C }> => one.code === code);
}

/*
 * Of 1,000 units each: 50 against 88 is p = 0.00103, against 89 p = 0.00078 (R, fisher.test),
 * on both sides of the threshold 0.001.
 */
describe('values missing in one variant more than in another', () => {
  const missing = (control: number, treatment: number) =>
    checks(
      'MISSING_DIFFERS',
      cellsOf(['m'], {
        generic: [rate(Math.min(90, 1000 - control), 1000 - control, control)],
        personal: [rate(Math.min(90, 1000 - treatment), 1000 - treatment, treatment)],
      }),
    );

  test('make a run of one metric invalid below 0.001, with each share', () => {
    expect(missing(50, 88)).toEqual([]);
    const [found] = missing(50, 89);
    expect(found).toMatchObject({ status: 'fail', metric: 'm' });
    expect(found!.pValue).toBeCloseTo(0.000780989555512201, 12);
    expect(found!.shares).toEqual([
      { variant: 'generic', missing: 0.05 },
      { variant: 'personal', missing: 0.089 },
    ]);
  });

  test('are a warning between that and its share of several tests', () => {
    // 0.0005 each of two metrics: 90 is p = 0.00059, 91 p = 0.00044 (R, fisher.test).
    const of = (treatment: number) =>
      checks(
        'MISSING_DIFFERS',
        cellsOf(['m', 'other'], {
          generic: [rate(90, 950, 50), rate(90, 1000)],
          personal: [
            rate(Math.min(90, 1000 - treatment), 1000 - treatment, treatment),
            rate(90, 1000),
          ],
        }),
      )[0]!.status;
    expect(of(90)).toBe('warn');
    expect(of(91)).toBe('fail');
  });

  test('and with none missing at all, or in all, there is nothing to warn of', () => {
    expect(missing(0, 0)).toEqual([]);
    expect(missing(1000, 1000)).toEqual([]);
  });

  // Known fault of checks.ts (0 of 0 is no share, and is printed as NaN %): then a plain test.
  test('are no share of an arm without any units', () => {
    const aggregates = cellsOf(['m'], {
      generic: [rate(40, 500, 100)],
      personal: [rate(70, 600)],
      empty: [rate(0, 0)],
    });
    const [found] = checks('MISSING_DIFFERS', aggregates);
    expect(found!.shares.some(({ missing }) => Number.isNaN(missing))).toBe(false);
  });

  describe('where counts of other units leave them out', () => {
    // Of 1,000 that were sent 900 were delivered, and 750; units are those of the first metric.
    const delivered = (treatment: number, rest: Partial<MetricDesign> = {}) => {
      const aggregates = cellsOf(['bought', 'opened'], {
        generic: [rate(90, 1000), rate(90, 900)],
        personal: [rate(90, 1000), rate(90, treatment)],
      });
      const metrics = [metricOf('bought'), metricOf('opened', rest)];
      return analyzeAggregates(aggregates, designOf(aggregates, { metrics })).checks.filter(
        ({ code }) => code === 'MISSING_DIFFERS',
      );
    };
    const margin = { kind: 'non-inferiority', size: { scale: 'points', size: 0.1 } } as const;

    test('are a fault where something hangs on the metric', () => {
      expect(delivered(750, { margin })).toMatchObject([{ metric: 'opened', status: 'fail' }]);
      expect(delivered(900, { margin })).toEqual([]);
      // More than all units are no part of them.
      expect(delivered(1100, { margin })).toEqual([]);
    });

    test('are a warning where nothing does, as with a later step of those who took the first', () => {
      expect(delivered(750)).toMatchObject([{ metric: 'opened', status: 'warn', byCounts: true }]);
    });
  });

  test('are seen in each treatment, though pooled they would cancel out', () => {
    const aggregates = cellsOf(['m'], {
      a: [rate(90, 900, 100)],
      b: [rate(90, 800, 200)],
      c: [rate(90, 1000)],
    });
    const { checks: found } = analyzeAggregates(aggregates, designOf(aggregates, { pooled: true }));
    expect(found.map(({ code }) => code)).toContain('MISSING_DIFFERS');
  });

  test('are looked for in each metric by itself', () => {
    const aggregates = cellsOf(['a', 'b'], {
      generic: [rate(90, 1000), rate(90, 950, 50)],
      personal: [rate(90, 1000), rate(90, 850, 150)],
    });
    expect(checks('MISSING_DIFFERS', aggregates).map(({ metric }) => metric)).toEqual(['b']);
  });
});

describe('segments that the variants fall into differently', () => {
  const split = (control: number, treatment: number) =>
    checks(
      'SEGMENT_IMBALANCE',
      segmentedCells('device', {
        phone: { generic: rate(5, control), personal: rate(5, treatment) },
        desktop: { generic: rate(90, 1000 - control), personal: rate(90, 1000 - treatment) },
      }),
    );

  test('are a warning below 0.001', () => {
    expect(split(50, 88)).toEqual([]);
    const [found] = split(50, 89);
    expect(found).toMatchObject({ status: 'warn', column: 'device' });
    expect(found!.pValue).toBeCloseTo(0.000780989555512201, 12);
    expect(found!.logPValue).toBeCloseTo(Math.log(0.000780989555512201), 9);
  });

  test('make the run invalid below 0.001 over the column and the metric', () => {
    // R, as above: 50 against 90 is p = 0.00059, against 91 p = 0.00044.
    expect(split(50, 90)[0]!.status).toBe('warn');
    expect(split(50, 91)[0]!.status).toBe('fail');
  });

  test('also where a variant is missing from a segment', () => {
    const aggregates = segmentedCells('device', {
      phone: { generic: rate(5, 30) },
      desktop: { generic: rate(90, 970), personal: rate(90, 1000) },
    });
    const [found, ...others] = checks('SEGMENT_IMBALANCE', aggregates);
    expect(others).toEqual([]);
    // R 4.2.2, fisher.test of 30 against none of 1,000 each.
    expect(found!.pValue).toBeCloseTo(1.4936655762609e-9, 15);
  });
});

describe('a covariate that differs between the arms', () => {
  /** 20 units an arm, the covariate 1 to 20 in the control and shifted in the treatment. */
  const shifted = (by: number, knowsSkewness = true) => {
    const arm = (variant: string, shift: number) =>
      Array.from(
        { length: 20 },
        (_, i) => [variant, 's', [(7 * i) % 20, i + 1 + shift, 0]] as const,
      );
    const cells = unitCells([...arm('generic', 0), ...arm('personal', by)], 3);
    if (!knowsSkewness) {
      for (const { samples } of cells.variants.values()) samples[0]!.moments.third = null;
    }
    return checks('COVARIATE_IMBALANCE', cells, 'before');
  };

  // t.test(1:20 + s, 1:20): s = 6.67 gives 0.001001, 6.68 gives 0.000986
  test('is a warning below 0.001', () => {
    expect(shifted(6.67)).toEqual([]);
    const [found] = shifted(6.68);
    expect(found).toMatchObject({ metric: 'm', treatment: 'personal', column: 'before' });
    expect(found!.pValue).toBeCloseTo(0.00098603762003278, 12);
  });

  test('makes the run invalid below a quarter of 0.001, where it is not too skewed for that', () => {
    // A quarter since the metric and its segments are tested, too, and the covariate for who has it.
    // t.test(1:20 + s, 1:20) gives 0.00025 at s = 7.5600.
    expect(shifted(7.559)[0]!.status).toBe('warn');
    expect(shifted(7.561)[0]!.status).toBe('fail');
  });

  test('else where no distribution comes so far apart', () => {
    // The standard error is √(35 ÷ 10), and 1 ÷ z² is 0.00025 at z = 63.25.
    expect(shifted(118.3, false)[0]!.status).toBe('warn');
    expect(shifted(118.4, false)[0]!.status).toBe('fail');
  });

  /** Of 1,000 units an arm so many lack the covariate. */
  const lacking = (control: number, treatment: number) => {
    const arm = (variant: string, lacks: number) =>
      Array.from({ length: 1000 }, (_, i) => {
        const known = i >= lacks;
        return [variant, 's', [(7 * i) % 20, known ? (3 * i) % 17 : 0, known ? 0 : 1]] as const;
      });
    const cells = unitCells([...arm('generic', control), ...arm('personal', treatment)], 3);
    return checks('COVARIATE_IMBALANCE', cells, 'before');
  };

  // As with values missing, above: fisher.test gives 0.00033 with 92, 0.00024 with 93.
  test('is one that more units of one arm have, too', () => {
    expect(lacking(50, 88)).toEqual([]);
    const [found] = lacking(50, 89);
    expect(found).toMatchObject({ status: 'warn', known: { control: 0.95, treatment: 0.911 } });
    expect(found!.pValue).toBeCloseTo(0.000780989555512201, 12);
    expect(lacking(50, 92)[0]!.status).toBe('warn');
    expect(lacking(50, 93)[0]!.status).toBe('fail');
  });

  test('is not looked for where there is none', () => {
    expect(
      checks('COVARIATE_IMBALANCE', cellsOf(['m'], { a: [rate(1, 9)], b: [rate(8, 9)] })),
    ).toEqual([]);
  });
});
