import { describe, expect, test } from 'vitest';
import type { Aggregates } from '../../../src/experiment/aggregates.js';
import { analyzeAggregates } from '../../../src/experiment/analysis.js';
import { triggerRate, untriggeredDiffer } from '../../../src/experiment/checks/trigger-checks.js';
import type { Design } from '../../../src/experiment/design.js';
import type { Monitoring } from '../../../src/experiment/monitoring/monitoring.js';
import { cellsOf, designOf, metricOf, rate } from '../given.js';

/** Units that could see a difference, and others, of a control and a treatment, without any success. */
function triggered(seen: [number, number], others: [number, number]): Aggregates {
  const of = ([c, t]: [number, number]) =>
    cellsOf(['bought'], { generic: [rate(0, c)], personalized: [rate(0, t)] });
  return { ...of(seen), trigger: { column: 'saw', untriggered: of(others) } };
}

const rateOf = (aggregates: Aggregates, rest: Partial<Design> = {}) =>
  triggerRate({ aggregates, design: designOf(aggregates, rest) });

describe('the rate of those who could see a difference', () => {
  /** 500 of 2,000 against so many of 2,000. */
  const against = (seen: number, rest: Partial<Design> = {}) =>
    rateOf(triggered([500, seen], [1500, 2000 - seen]), rest)[0]!;

  // R 4.2.2, fisher.test(matrix(c(500, 1500, seen, 2000 - seen), 2)).
  test.each([
    [573, 'pass', 0.0101656068851942],
    [574, 'warn', 0.00918495041213451],
    [593, 'warn', 0.00109231112020942],
    [594, 'fail', 0.000966202142508254],
  ])('500 and %d of 2,000: %s', (seen, status, pValue) => {
    const found = against(seen);
    expect(found).toMatchObject({ code: 'TRIGGER_RATE_MISMATCH', status, column: 'saw' });
    expect(found).toMatchObject({
      rates: [
        { variant: 'generic', rate: 0.25, units: 2000 },
        { variant: 'personalized', rate: seen / 2000, units: 2000 },
      ],
    });
    expect(found.pValue).toBeCloseTo(pValue, 12);
    expect(found.logPValue).toBeCloseTo(Math.log(pValue), 9);
  });

  test('fails at the first of many looks below 0.493 of the level', () => {
    const units = new Map();
    const monitoring: Monitoring = {
      ...{ plan: { method: 'always-valid' }, plannedUnits: units, units, look: 1 },
      ...{ earlierLooks: [], looksAssumed: false, dailyUnits: null },
      ...{ planChangedSince: null, repeats: null },
    };
    // 599 of 2,000 is p = 0.000515, 600 p = 0.000453: R, as above.
    expect(against(599, { monitoring }).status).toBe('warn');
    expect(against(600, { monitoring }).status).toBe('fail');
  });

  test('is told of a variant without any units, or without others, too', () => {
    const all = triggered([500, 500], [1500, 1500]);
    all.variants.set('none', { units: 0, samples: [rate(0, 0)] });
    all.variants.set('seen', { units: 30, samples: [rate(0, 30)] });
    const [none, seen] = [
      { variant: 'none', rate: 0, units: 0 },
      { variant: 'seen', rate: 1, units: 30 },
    ];
    expect(rateOf(all)).toMatchObject([{ rates: [{}, {}, none, seen] }]);
  });

  test('is not asked for without a trigger, nor where all could see a difference', () => {
    const all = triggered([500, 600], [0, 0]);
    expect(rateOf(all)).toEqual([]);
    const { trigger: _, ...plain } = all;
    expect(rateOf(plain)).toEqual([]);
  });
});

test('where treatments are pooled, rates and splits are those of the variants that units were assigned to', () => {
  // Pooled, 600 and 400 of 1,000 each are a half of 2,000, as in the control.
  const of = (units: [number, number, number]) =>
    cellsOf(['bought'], {
      ...{ generic: [rate(0, units[0])], light: [rate(0, units[1])], full: [rate(0, units[2])] },
    });
  const aggregates: Aggregates = {
    ...of([1000, 600, 400]),
    trigger: { column: 'saw', untriggered: of([1000, 400, 600]) },
  };
  const { checks } = analyzeAggregates(aggregates, designOf(aggregates, { pooled: true }));
  const found = (code: string) => checks.find((check) => check.code === code);
  expect(found('SAMPLE_RATIO_MISMATCH')).toMatchObject({ status: 'fail', shares: [{}, {}, {}] });
  expect(found('TRIGGER_RATE_MISMATCH')).toMatchObject({
    ...{ status: 'fail', rates: [{}, { variant: 'light', rate: 0.6 }, { rate: 0.4 }] },
  });
  expect(found('TRIGGERED_RATIO_MISMATCH')).toMatchObject({ status: 'fail', shares: [{}, {}, {}] });
});

describe('those who could see no difference', () => {
  /** Of 2,000 units an arm so many successes of each metric in the treatment, and 500 in the control. */
  const others = (successes: readonly number[], rest: Partial<Design> = {}) => {
    const of = (treatment: readonly number[]) =>
      cellsOf(['m', 'n'].slice(0, successes.length), {
        generic: successes.map(() => rate(500, 2000)),
        personalized: treatment.map((count) => rate(count, 2000)),
      });
    const untriggered = of(successes);
    const aggregates = { ...of(successes.map(() => 500)), trigger: { column: 'saw', untriggered } };
    return untriggeredDiffer({ aggregates, design: designOf(aggregates, rest) });
  };

  // prop.test(c(500, count), c(2000, 2000), correct = FALSE) of R 4.2.2: 572 is p = 0.0102, 578 p = 0.0054.
  test('differ where one of all their metrics would by chance in one run of a hundred', () => {
    expect(others([572])).toEqual([]);
    const found = { code: 'UNTRIGGERED_DIFFER', status: 'warn', column: 'saw', metric: 'm' };
    const [one] = others([573]);
    expect(one).toMatchObject({ ...found, treatment: 'personalized' });
    expect(one!.pValue).toBeCloseTo(0.00918197375861978, 12);
    expect(one!.logPValue).toBeCloseTo(Math.log(0.00918197375861978), 9);
  });

  test('differ at half of that level of two metrics', () => {
    expect(others([500, 578])).toEqual([]);
    expect(others([500, 579])).toMatchObject([{ metric: 'n' }]);
  });

  test('differ either way, whatever is claimed of the others', () => {
    const margin = { kind: 'non-inferiority', size: { scale: 'points', size: 0.5 } } as const;
    const metrics = [metricOf('m'), metricOf('n', { margin })];
    const less = { alternative: 'less', metrics } as const;
    expect(others([600, 500], less)).toMatchObject([{ metric: 'm' }]);
    expect(others([500, 600], less)).toMatchObject([{ metric: 'n' }]);
  });

  test('are not asked without a trigger', () => {
    const aggregates = cellsOf(['m'], { a: [rate(1, 100)], b: [rate(90, 100)] });
    expect(untriggeredDiffer({ aggregates, design: designOf(aggregates) })).toEqual([]);
  });
});
