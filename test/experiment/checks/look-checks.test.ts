import { describe, expect, test } from 'vitest';
import { emptyAggregates } from '../../../src/experiment/aggregates.js';
import { lookChecks } from '../../../src/experiment/checks/look-checks.js';
import type { Design } from '../../../src/experiment/design.js';
import type { Monitoring, PastLook } from '../../../src/experiment/monitoring/monitoring.js';
import { cellsOf, designOf, rate } from '../given.js';

const arms = (a: number, b: number) => new Map([...Object.entries({ a, b })]);

function past(number: number, units: [number, number], assigned?: [number, number]): PastLook {
  const look = {
    number,
    units: arms(...units),
    decision: 'keep-collecting',
    variant: null,
  } as const;
  return assigned === undefined ? look : { ...look, assigned: arms(...assigned) };
}

/** What is found at a look with 500 units an arm of 1,000, that no journal numbers. */
function found(
  monitoring: Partial<Monitoring> | null,
  { segments = [] as string[], ...rest }: Partial<Design> & { segments?: string[] } = {},
) {
  const cells = cellsOf(['m'], { a: [rate(1, 9)], b: [rate(1, 9)] });
  const own: Monitoring = {
    ...{ plan: { method: 'always-valid' }, plannedUnits: arms(1000, 1000), units: arms(500, 500) },
    ...{ earlierLooks: [], looksAssumed: false, dailyUnits: null, planChangedSince: null },
    ...{ look: null, repeats: null },
  };
  const given = monitoring === null ? null : { ...own, ...monitoring };
  const design = designOf(cells, { monitoring: given, ...rest });
  return lookChecks({ design, aggregates: emptyAggregates([], [], segments) });
}

const FIXED = { method: 'fixed' } as const;
const PLANNED = { method: 'group-sequential', spending: 'pocock', looks: 3 } as const;

test('nothing is said of a test that is looked at once, nor of a look that keeps to its plan', () => {
  expect(found(null, { segments: ['device'], intensity: arms(0, 1) })).toEqual([]);
  expect(found({})).toEqual([]);
  expect(found({ earlierLooks: [past(1, [400, 400])], look: 2 })).toEqual([]);
});

test('a plan that changed, a look that repeats another and looks that are assumed are told, in this order', () => {
  const earlierLooks = [past(1, [100, 100]), past(2, [300, 300])];
  const told = { planChangedSince: 2, repeats: 3, looksAssumed: true, earlierLooks };
  expect(found(told)).toEqual([
    { code: 'PLAN_CHANGED', status: 'fail', since: 2 },
    { code: 'REPEATED_LOOK', status: 'pass', look: 3 },
    { code: 'LOOKS_ASSUMED', status: 'warn', looks: 2 },
  ]);
});

describe('trends and averages over segments', () => {
  const ONE_LOOK_TESTS = { code: 'ONE_LOOK_TESTS', status: 'pass' };

  test.each([
    ['over segments', { segments: ['device'] }],
    ['by intensity', { intensity: arms(0, 1) }],
  ])('%s have tests of one look, which a fixed size needs no more of', (_, rest) => {
    expect(found({}, rest)).toEqual([ONE_LOOK_TESTS]);
    expect(found({ plan: PLANNED }, rest)).toEqual([ONE_LOOK_TESTS]);
    expect(found({ plan: FIXED }, rest)).toEqual([]);
  });
});

describe('data that shrank', () => {
  const shrank = (monitoring: Partial<Monitoring>) =>
    found(monitoring).map((one) => (one.code === 'DATA_SHRANK' ? { ...one } : one.code));
  const SHRANK = { code: 'DATA_SHRANK', status: 'fail' };

  test('are told by the variant that has fewer units than the look that had most', () => {
    const earlierLooks = [past(1, [450, 501]), past(2, [500, 510]), past(3, [480, 510])];
    expect(shrank({ earlierLooks })).toEqual([
      { ...SHRANK, variant: 'b', before: 510, now: 500, look: 2, valued: false },
    ]);
  });

  test('are told of all units where these are known, and of values only where none of them is lost', () => {
    const earlierLooks = [past(1, [490, 600], [800, 800])];
    const lost = { variant: 'a', before: 800, now: 799, look: 1, valued: false };
    expect(shrank({ earlierLooks, assigned: arms(799, 800) })).toEqual([{ ...SHRANK, ...lost }]);
    const values = { variant: 'b', before: 600, now: 500, look: 1, valued: true };
    expect(shrank({ earlierLooks, assigned: arms(800, 900) })).toEqual([{ ...SHRANK, ...values }]);
  });

  test('are none where a variant is new', () => {
    const earlierLooks = [{ ...past(1, [400, 0]), units: new Map([['a', 400]]) }];
    expect(shrank({ earlierLooks, look: 2 })).toEqual([]);
  });
});

describe('a look without new units', () => {
  const look = (earlierLooks: PastLook[], rest: Partial<Monitoring> = {}) =>
    found({ earlierLooks, look: 3, ...rest });
  const NONE = { code: 'NO_NEW_UNITS', status: 'warn' };

  test('names the first with the same units, and whether it spends anything', () => {
    const looks = [past(1, [400, 400]), past(2, [500, 500]), past(3, [500, 500])];
    expect(look(looks)).toEqual([{ ...NONE, look: 2, spendsNothing: false }]);
    expect(look(looks, { plan: PLANNED })).toEqual([{ ...NONE, look: 2, spendsNothing: true }]);
  });

  test('is at other data than the one that it names', () => {
    const first = { ...past(1, [500, 500]), isAtTheseData: true };
    expect(look([first, past(2, [600, 600])])).toMatchObject([
      { code: 'DATA_SHRANK', variant: 'a' },
      { code: 'DATA_SHRANK', variant: 'b' },
    ]);
    expect(look([first, past(2, [500, 500])])).toEqual([
      { ...NONE, look: 2, spendsNothing: false },
    ]);
  });

  test('is none where one arm has a unit more', () => {
    expect(look([past(1, [500, 499])])).toEqual([]);
    expect(look([past(1, [499, 500])])).toEqual([]);
    expect(look([{ ...past(1, [500, 0]), units: new Map([['a', 500]]) }])).toEqual([]);
  });

  test('is one where a variant is new that has no units', () => {
    const units = new Map([['a', 500]]);
    expect(look([{ ...past(1, [0, 0]), units }], { units: arms(500, 0) })).toHaveLength(1);
  });

  test('is none where a unit of one arm has its value now', () => {
    const assigned = arms(900, 900);
    expect(look([past(1, [500, 499], [900, 900])], { assigned })).toEqual([]);
    expect(look([past(1, [500, 500], [900, 900])], { assigned })).toHaveLength(1);
    expect(look([past(1, [500, 500], [900, 899])], { assigned })).toEqual([]);
  });
});

describe('a fixed size', () => {
  const reached = { plan: FIXED, units: arms(1000, 1000) };

  test('that is reached is a decision which only a record shows to be the first', () => {
    expect(found(reached)).toEqual([{ code: 'LOOK_UNRECORDED', status: 'warn' }]);
    expect(found({ ...reached, look: 1 })).toEqual([]);
    expect(found({ ...reached, units: arms(1000, 999) })).toEqual([]);
    expect(found({ ...reached, plan: PLANNED })).toEqual([]);
  });
});
