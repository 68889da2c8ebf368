import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CountedValues,
  countRun,
  countValue,
  mergedValues,
  noValues,
  runsOf,
  valueCounts,
} from '../../src/stats/counted-values.js';
import { countUpTo, orderedValues, placesAmong, valueAt } from '../../src/stats/ordered-values.js';
import { brunnerMunzelTest } from '../../src/stats/tests/brunner-munzel.js';
import { mannWhitneyTest } from '../../src/stats/tests/mann-whitney.js';
import { quantileTest } from '../../src/stats/tests/quantile-test.js';
import { quantileType6, quantileType7 } from '../../src/stats/tests/sample-quantile.js';
import {
  areSingle,
  clamped,
  merged,
  runOf,
  unitsOf,
  type ValueCounts,
} from '../../src/stats/value-counts.js';

/** Few of which are the same, or many. */
const sample = fc.array(
  fc.oneof(fc.integer({ min: -3, max: 5 }), fc.double({ noNaN: true }), fc.constant(-0)),
  { minLength: 1, maxLength: 60 },
);

const property = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void) =>
  fc.assert(fc.property(arbitrary, holds), { seed: 20261127 });

/** A value for each unit, in rising order. */
function units({ values, counts }: ValueCounts): number[] {
  return [...values].flatMap((value, i) => Array<number>(counts[i]!).fill(value));
}

/** The values in rising order, a negative zero being one. */
function sorted(values: readonly number[]): number[] {
  return [...Float64Array.from(values, (value) => value + 0).sort()];
}

function counted(values: readonly number[]): CountedValues {
  const all = noValues();
  for (const value of values) countValue(all, value);
  return all;
}

describe('counted values', () => {
  test('are those that came, in whatever runs and one by one', () => {
    property(fc.tuple(fc.array(sample, { maxLength: 12 }), sample), ([runs, single]) => {
      const all = counted(single);
      for (const run of runs) countRun(all, runOf(Float64Array.from(run)));
      const { values } = valueCounts(all);
      expect(units(valueCounts(all))).toEqual(sorted([...single, ...runs.flat()]));
      expect(new Set(values).size).toBe(values.length);
    });
  });

  test('of two samples are those of both, which stay as they were', () => {
    property(fc.tuple(sample, sample), ([a, b]) => {
      const [one, other] = [counted(a), counted(b)];
      valueCounts(one);
      expect(units(valueCounts(mergedValues(one, other)))).toEqual(sorted([...a, ...b]));
      expect(units(valueCounts(one))).toEqual(sorted(a));
      expect(units(valueCounts(other))).toEqual(sorted(b));
    });
  });

  test('are sorted now and then, so that what waits does not grow', () => {
    const all = counted(Array.from({ length: 100_000 }, (_, i) => i % 7));
    expect(all.waiting.length).toBeLessThan(1 << 15);
    expect([...valueCounts(all).counts]).toEqual([14286, 14286, 14286, 14286, 14286, 14285, 14285]);
  });

  test('of which hardly two are alike are kept once, in long runs, and beside them those met again', () => {
    const all = noValues();
    const drawn = (i: number) => Math.floor(((i * 0x9e3779b1) % 2 ** 32) / 40);
    const runs = Array.from({ length: 6 }, (_, k) =>
      Array.from({ length: 40_000 }, (_, i) => (i % 4000 === 9 ? i : drawn(40_000 * k + i))),
    );
    for (const run of runs) {
      // One of the repeated ones three times within its run.
      countRun(all, runOf(Float64Array.from([...run, run[9]!, run[9]!])));
    }
    const long = all.runs.filter(({ values }) => values.length > 1 << 15);
    expect(long).toHaveLength(6);
    expect(long.filter(areSingle).length).toBeGreaterThan(4);
    expect(units(valueCounts(all))).toEqual(
      sorted(runs.flatMap((run) => [...run, run[9]!, run[9]!])),
    );
  });

  test('of which many are alike are merged, however long the runs are', () => {
    const all = noValues();
    for (let k = 0; k < 8; k += 1) {
      const run = Float64Array.from({ length: 40_000 }, (_, i) => (i * (7919 + k)) % 100_003);
      countRun(all, runOf(run));
    }
    expect(all.runs.length).toBeLessThan(4);
    expect(unitsOf(valueCounts(all))).toBe(320_000);
  });

  test('of which too many are the same are refused, not wrapped', () => {
    const many = { values: Float64Array.of(1), counts: Uint32Array.of(2 ** 31) };
    expect(() => merged(many, many)).toThrow('more than 4294967295 units have the value 1');
  });

  test('brought between two limits are those of each unit brought there', () => {
    const limits = fc.tuple(fc.integer({ min: -4, max: 6 }), fc.integer({ min: 0, max: 9 }));
    property(fc.tuple(sample, limits), ([values, [least, size]]) => {
      const most = least + size;
      const expected = values.map((value) => Math.min(most, Math.max(least, value)));
      const found = clamped(runOf(Float64Array.from(values)), [least, most]);
      expect(units(found)).toEqual(sorted(expected));
      expect(unitsOf(found)).toBe(values.length);
    });
  });
});

describe('ordered values', () => {
  test('stand at the places where they stand among all units', () => {
    property(fc.tuple(sample, fc.double({ noNaN: true })), ([values, end]) => {
      const order = orderedValues(values);
      expect(values.map((_, place) => valueAt(order, place))).toEqual(sorted(values));
      expect(valueAt(order, values.length)).toBeUndefined();
      expect(countUpTo(order, end)).toBe(values.filter((value) => value <= end).length);
    });
  });

  test('of several samples have the places that they have together', () => {
    property(fc.array(sample, { minLength: 1, maxLength: 5 }), (samples) => {
      const together = placesAmong([...samples, []].map(orderedValues));
      const all = sorted(samples.flat());
      expect(together.units).toBe(all.length);
      expect(all.map((_, place) => together.at(place))).toEqual(all);
      expect(together.at(all.length)).toBeUndefined();
    });
  });

  test('have the quantiles of the sample', () => {
    property(fc.tuple(sample, fc.double({ min: 0, max: 1, noNaN: true })), ([values, p]) => {
      const order = placesAmong([orderedValues(values)]);
      expect(quantileType7(order, p)).toBe(quantileType7(sorted(values), p));
      expect(quantileType6(order, p)).toBe(quantileType6(sorted(values), p));
    });
  });

  test('are tested like the units themselves', () => {
    const finite = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 20, maxLength: 40 });
    property(fc.tuple(finite, finite), ([control, treatment]) => {
      const runs = [control, treatment].map((values) => runOf(Float64Array.from(values)));
      for (const test of [
        (c: never, t: never) => brunnerMunzelTest(c, t, 'two-sided'),
        (c: never, t: never) => quantileTest(c, t, 0.9, 'greater'),
      ]) {
        const mine = test(runs[0] as never, runs[1] as never);
        const theirs = test(control as never, treatment as never);
        expect(JSON.stringify(mine)).toBe(JSON.stringify(theirs));
      }
    });
  });
});

describe('values in several runs that are more than a block', () => {
  const draw = (i: number) => (Math.imul(i + 1, 2_654_435_761) >>> 0) / 2 ** 32;
  const many = (size: number, value: (i: number) => number) => {
    const all = noValues();
    const sample = Float64Array.from({ length: size }, (_, i) => value(i));
    // Long ones of values that are not alike are not merged.
    for (let from = 0; from < size; from += RUN) {
      all.runs.push(runOf(sample.slice(from, from + RUN)));
    }
    return { all, sample };
  };
  const RUN = 30_000;

  test.each<[string, (i: number) => number]>([
    ['all different', draw],
    ['some alike', (i) => (i % 3 === 0 ? 0 : Math.round(draw(i) * 1e5) / 100)],
    ['in falling order', (i) => -i],
    [
      'infinite ones among them',
      (i) => (i % 5 === 0 ? Infinity : i % 7 === 0 ? -Infinity : draw(i)),
    ],
  ])('%s: ranks and one run are those of the values', (_, value) => {
    const [a, b] = [many(120_000, value), many(100_000, (i) => value(3 * i + 1))];
    for (const test of [brunnerMunzelTest, mannWhitneyTest]) {
      const [blocks, plain] = [
        test(a.all, b.all, 'two-sided'),
        test(a.sample, b.sample, 'two-sided'),
      ];
      expect(JSON.stringify(blocks)).toBe(JSON.stringify(plain));
    }
    expect(valueCounts(a.all)).toEqual(runOf(a.sample.slice()));
  });
});

test('of nothing there is no run, however often it is asked for', () => {
  const none = noValues();
  expect([runsOf(none), runsOf(none)]).toEqual([[], []]);
  expect(valueCounts(none).values).toHaveLength(0);
  expect(runsOf(none)).toEqual([]);
  const one = noValues();
  countValue(one, 3);
  expect([runsOf(one).length, runsOf(one).length]).toEqual([1, 1]);
});
