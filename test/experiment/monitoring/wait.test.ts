import { describe, expect, test } from 'vitest';
import { emptyAggregates } from '../../../src/experiment/aggregates.js';
import { lookChecks } from '../../../src/experiment/checks/look-checks.js';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import { decisionOf } from '../../../src/experiment/decision/decision.js';
import { verdictOf } from '../../../src/experiment/decision/verdict.js';
import {
  type Calendar,
  type Monitoring,
  type PastLook,
  unitsNow,
} from '../../../src/experiment/monitoring/monitoring.js';
import { fractionsSoFar } from '../../../src/experiment/monitoring/pair-monitoring.js';
import { leastShareToDecide, waitOf } from '../../../src/experiment/monitoring/progress.js';
import type { StoppingRule } from '../../../src/experiment/monitoring/stopping-rule.js';
import { cellsOf, designOf, metricOf, rate } from '../given.js';

const both = (units: number) => new Map(['a', 'b'].map((variant) => [variant, units]));

const ALWAYS = { method: 'always-valid' } as StoppingRule;
const SEQUENTIAL: StoppingRule = { method: 'group-sequential', spending: 'pocock', looks: 40 };

/** A look at so many units an arm of 10,000, with an effect that nothing could hide. */
function lookAt(units: number, plan: StoppingRule, calendar?: Calendar, past: PastLook[] = []) {
  const cells = cellsOf(['m'], {
    a: [rate(Math.round(units / 10), units)],
    b: [rate(Math.round((units * 9) / 10), units)],
  });
  const monitoring: Monitoring = {
    ...{ plan, plannedUnits: both(10_000), units: both(units), earlierLooks: past },
    ...{ looksAssumed: false, dailyUnits: null, planChangedSince: null, look: 1, repeats: null },
    ...(calendar === undefined ? {} : { calendar }),
  };
  const design = designOf(cells, { monitoring });
  const comparisons = compareAll(cells, design);
  return { design, monitoring, comparisons, ...decisionOf(comparisons, design) };
}

describe('a floor of units', () => {
  test('is where a significant effect is four times the planned one', () => {
    const design = designOf(cellsOf(['m'], { a: [rate(1, 9)], b: [rate(1, 9)] }));
    const share = (rest: object, plan = ALWAYS) => {
      const { monitoring } = lookAt(5000, plan);
      return leastShareToDecide({ ...design, monitoring, ...rest });
    };
    // (qnorm(.975)/(qnorm(.975) + qnorm(.8))/4)^2 and (qnorm(.99)/(qnorm(.99) + qnorm(.9))/4)^2 in R 4.2.2
    expect(share({})).toBeCloseTo(0.0305894, 6);
    expect(share({ alpha: 0.01, alternative: 'greater', power: 0.9 })).toBeCloseTo(0.0259851, 6);
    expect(share({}, { method: 'fixed' })).toBe(0);
  });

  test.each([['always-valid', ALWAYS] as const, ['group-sequential', SEQUENTIAL] as const])(
    '%s: below it nothing is decided, and the units that it takes are told',
    (_, plan) => {
      const below = lookAt(305, plan);
      expect(below.decision).toBe('keep-collecting');
      expect(below.comparisons[0]!.outcome).toBe('inconclusive');
      const { reasons } = verdictOf([], below.comparisons, below.design);
      expect(reasons[0]).toEqual({ code: 'FEW_UNITS', floor: both(306) });
      expect(lookAt(306, plan)).toMatchObject({ decision: 'ship', variant: 'b' });
    },
  );

  test('a look below it was no test, so that it spends nothing', () => {
    const past = [100, 2000].map((units, i) => ({
      ...{ number: i + 1, units: both(units), decision: 'keep-collecting' as const, variant: null },
    }));
    const { design, monitoring } = lookAt(5000, SEQUENTIAL, undefined, past);
    const pair = { control: 'a', treatment: 'b' };
    expect(fractionsSoFar(design, monitoring, pair)).toEqual([0.2, 0.5]);
  });
});

describe('units count where the metrics that decide have values', () => {
  const cells = cellsOf(['m', 'guard', 'other'], {
    a: [rate(1, 90, 10), rate(1, 80, 20), rate(1, 3, 97)],
    b: [rate(1, 70, 30), rate(1, 95, 5), rate(1, 3, 97)],
  });
  const margin = { kind: 'non-inferiority', size: { scale: 'points', size: 0.01 } } as const;

  test('of the first and of those with a margin', () => {
    const metrics = [metricOf('m'), metricOf('guard', { margin }), metricOf('other')];
    expect(unitsNow(cells, metrics)).toEqual(
      new Map([
        ['a', 80],
        ['b', 70],
      ]),
    );
  });
});

describe('units that lose their values', () => {
  const past = (assigned: boolean): PastLook => ({
    ...{ number: 1, units: both(8000), decision: 'keep-collecting', variant: null },
    ...(assigned ? { assigned: both(8000) } : {}),
  });
  const shrank = (look: PastLook) => {
    const { design, monitoring } = lookAt(5000, SEQUENTIAL, undefined, [look]);
    const now = { ...design, monitoring: { ...monitoring, assigned: both(9000) } };
    return lookChecks({ design: now, aggregates: emptyAggregates([]) }).filter(
      ({ code }) => code === 'DATA_SHRANK',
    );
  };

  test('make the look invalid: alpha was spent on them', () => {
    expect(shrank(past(true))).toMatchObject([
      { variant: 'a', before: 8000, now: 5000, valued: true },
      { variant: 'b' },
    ]);
  });

  test('but not beside a look that does not tell them', () => {
    expect(shrank(past(false))).toEqual([]);
  });
});

describe('days', () => {
  const calendar = (rest: Partial<Calendar>): Calendar => ({
    ...{ daysRun: 0, minimumDays: 0, wholeWeeks: false, isLast: false },
    ...rest,
  });

  test.each([
    [
      { daysRun: 13, minimumDays: 14 },
      { code: 'FEW_DAYS', days: 13, minimum: 14 },
    ],
    [{ daysRun: 14, minimumDays: 14 }, null],
    [
      { daysRun: 0, wholeWeeks: true },
      { code: 'NO_WHOLE_WEEK', days: 0 },
    ],
    [
      { daysRun: 8, wholeWeeks: true },
      { code: 'NO_WHOLE_WEEK', days: 8 },
    ],
    [{ daysRun: 21, wholeWeeks: true, minimumDays: 20 }, null],
  ])('%j', (rest, wait) => {
    const look = lookAt(5000, ALWAYS, calendar(rest));
    expect(waitOf(look.design)).toEqual(wait);
    expect(look.decision).toBe(wait === null ? 'ship' : 'keep-collecting');
  });

  test('a fixed test waits beyond its size, and decides once', () => {
    const fixed: StoppingRule = { method: 'fixed' };
    const waiting = lookAt(10_000, fixed, calendar({ daysRun: 3, minimumDays: 7 }));
    expect(waiting.decision).toBe('keep-collecting');
    const waited = { number: 1, units: both(10_000), decision: 'keep-collecting', waited: true };
    const past = [{ ...waited, variant: null } as PastLook];
    const then = calendar({ daysRun: 7, minimumDays: 7 });
    expect(lookAt(11_000, fixed, then, past).decision).toBe('ship');
  });

  test('the date by which it is to be decided keeps the control where nothing can be shipped', () => {
    const last = calendar({ isLast: true, daysRun: 3, minimumDays: 7 });
    const look = lookAt(5000, ALWAYS, last);
    expect(look).toMatchObject({ decision: 'keep-control', variant: 'a' });
    const { reasons } = verdictOf([], look.comparisons, look.design);
    // A null that p = 1e-99 leaves standing only since nobody reads it yet is not said to stand.
    expect(reasons).toEqual([{ code: 'FEW_DAYS', days: 3, minimum: 7 }, { code: 'DATE_HAS_COME' }]);
    const early = lookAt(5000, { method: 'fixed' }, calendar({ isLast: true }));
    expect(verdictOf([], early.comparisons, early.design).reasons).toEqual([
      { code: 'NOT_DUE' },
      { code: 'DATE_HAS_COME' },
    ]);
    expect(lookAt(5000, ALWAYS, calendar({ isLast: true })).decision).toBe('ship');
  });

  test('and that decision stands', () => {
    const ended = { number: 4, units: both(5000), decision: 'keep-control', endedByDate: true };
    const past = [{ ...ended, variant: 'a' } as PastLook];
    const look = lookAt(6000, ALWAYS, calendar({ isLast: true }), past);
    expect(look).toMatchObject({ decision: 'keep-control', ground: { code: 'ended' } });
  });
});
