import { describe, expect, test } from 'vitest';
import {
  type Aggregates,
  addCounted,
  addMetricAggregate,
  addValue,
  emptyAggregate,
  type MetricAggregate,
  mergeAggregates,
  mergeMetricAggregates,
  unitsRead,
  valuesOf,
} from '../../src/experiment/aggregates.js';
import { cellsOf, mean, rate } from './given.js';

describe('every value', () => {
  const sampleOf = (keeps: boolean, ...values: number[]) => {
    const sample = emptyAggregate(1, keeps);
    for (const value of values) addValue(sample, value);
    return sample;
  };
  const told = (sample: MetricAggregate) => {
    const { values, counts } = valuesOf(sample);
    return [[...values], [...counts]];
  };

  test('is kept through merging where both samples keep theirs', () => {
    const [a, b] = [sampleOf(true, 2, 1), sampleOf(true, 2, 3)];
    const both = [
      [1, 2, 3],
      [1, 2, 1],
    ];
    expect(told(mergeMetricAggregates(a, b))).toEqual(both);
    expect(told(a)[0]).toEqual([1, 2]);
    addMetricAggregate(a, b);
    expect(told(a)).toEqual(both);
  });

  test('is not, where only one keeps them', () => {
    const [a, b] = [sampleOf(true, 2, 1), sampleOf(false, 2, 3)];
    expect(mergeMetricAggregates(a, b)).not.toHaveProperty('values');
    expect(mergeMetricAggregates(b, a)).not.toHaveProperty('values');
    addMetricAggregate(b, a);
    expect(b).not.toHaveProperty('values');
    expect(b.moments.n).toBe(4);
    expect(told(b)).toEqual([[], []]);
  });
});

test('samples that are added count successes of both, or none, and what is missing', () => {
  const added = (into: MetricAggregate, other: MetricAggregate, add = addMetricAggregate) => {
    add(into, other);
    const { successes, missing, moments } = into;
    return [successes, missing, moments.n, moments.mean[0]];
  };
  expect(added(rate(3, 8, 2), rate(5, 24, 4))).toEqual([8, 6, 32, 0.25]);
  expect(added(rate(2, 8), mean(8, 0.5, 1))).toEqual([null, 0, 16, 0.375]);
  expect(added(mean(8, 0.5, 1), rate(2, 8))).toEqual([null, 0, 16, 0.375]);
  expect(added(rate(3, 8, 2), rate(5, 24, 4), addCounted)).toEqual([8, 6, 32, 0.25]);
});

describe('those who could see no difference', () => {
  const triggered = (seen: number, others: number): Aggregates => ({
    ...cellsOf(['m'], { a: [rate(1, seen)], b: [rate(2, seen)] }),
    trigger: { column: 'saw', untriggered: cellsOf(['m'], { a: [rate(3, others)] }) },
  });

  test('are merged with one another, and not with aggregates that do not know them', () => {
    const { trigger, variants } = mergeAggregates(triggered(10, 20), triggered(30, 40));
    expect(variants.get('a')!.units).toBe(40);
    expect(trigger!.column).toBe('saw');
    expect(trigger!.untriggered.variants.get('a')).toMatchObject({ units: 60 });
    const { trigger: _, ...plain } = triggered(5, 6);
    expect(() => mergeAggregates(plain, triggered(7, 8))).toThrow(RangeError);
    expect(() => mergeAggregates(triggered(7, 8), plain)).toThrow(RangeError);
  });

  test('are among the units that were read, as are those of two variants', () => {
    expect(unitsRead({ ...triggered(10, 20), unitsInTwoVariants: 3 })).toBe(10 + 10 + 20 + 3);
    const { trigger: _, ...plain } = triggered(10, 20);
    expect(unitsRead(plain)).toBe(20);
  });
});
