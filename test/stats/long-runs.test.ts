import { expect, test } from 'vitest';
import {
  addCountedValues,
  type CountedValues,
  countRun,
  countValue,
  noValues,
  runsOf,
  valueCounts,
} from '../../src/stats/counted-values.js';
import { areSingle, ones, runOf, unitsOf } from '../../src/stats/value-counts.js';

/** So many values a run may have and is merged all the same, and so many wait to be one: 2^15. */
const LONG = 32_768;
/** So many places of a run are looked up, and so many have to be found for it to be merged. */
const [PROBES, FOUND] = [1024, 16];

const sizes = ({ runs }: CountedValues) => runs.map(({ values }) => values.length);

/** Even numbers, of which those at some places are odd, so that no run of even ones has them. */
function evens(size: number, isOdd: (place: number) => boolean = () => false) {
  const values = Float64Array.from({ length: size }, (_, i) => 2 * i + (isOdd(i) ? 1 : 0));
  return { values, counts: ones(size) };
}
const odds = (size: number) => evens(size, () => true);

function counted(...runs: Parameters<typeof countRun>[1][]): CountedValues {
  const all = noValues();
  for (const run of runs) countRun(all, run);
  return all;
}

test('values wait until there are enough of them to be a run', () => {
  const all = noValues();
  for (let i = 1; i < LONG; i += 1) countValue(all, -i);
  expect([all.waiting.length, all.runs.length]).toEqual([LONG - 1, 0]);
  countValue(all, 0);
  expect([all.waiting.length, sizes(all), all.runs[0]!.values[0]]).toEqual([0, [LONG], 1 - LONG]);
  countValue(all, 7);
  expect(sizes({ waiting: [], runs: [...runsOf(all)] })).toEqual([LONG, 1]);
  expect(all.waiting).toEqual([]);
});

test('a run is merged into one that is less than twice as long, and then that', () => {
  expect(sizes(counted(evens(10), odds(5)))).toEqual([10, 5]);
  expect(sizes(counted(evens(10), odds(6)))).toEqual([16]);
  expect(sizes(counted(evens(100), odds(10), evens(5), odds(6)))).toEqual([100, 15]);
  expect(sizes(counted(evens(30), odds(10), evens(10)))).toEqual([40]);
  expect(sizes(counted(evens(3), runOf(new Float64Array(0))))).toEqual([3]);
});

test('a long run of other values stands first, one that is no longer than that is merged', () => {
  expect(sizes(counted(evens(LONG + 1), odds(LONG + 2)))).toEqual([LONG + 2, LONG + 1]);
  expect(sizes(counted(evens(LONG), odds(LONG)))).toEqual([2 * LONG]);
});

test('a long run is merged where enough of what is looked up is known', () => {
  const size = LONG + PROBES;
  const probed = Array.from({ length: PROBES }, (_, i) => Math.floor((i * size) / PROBES));
  for (const known of [0, FOUND - 1, FOUND, PROBES]) {
    const [first, last] = [probed.slice(0, known), probed.slice(PROBES - known)];
    for (const places of [first, last].map((some) => new Set(some))) {
      const all = counted(
        evens(size),
        evens(size, (place) => !places.has(place)),
      );
      const union = 2 * size - known;
      expect(sizes(all)).toEqual(known < FOUND ? [size, size] : [union]);
    }
  }
});

test('units beyond one of a value that a long run has are a run of their own', () => {
  const long = { ...odds(LONG + 9), counts: new Uint32Array(LONG + 9).fill(1) };
  const often = [5, 20_000, LONG + 8];
  for (const [i, place] of often.entries()) long.counts[place] = i + 2;
  const all = counted(evens(2 * LONG), long);
  expect(sizes(all)).toEqual([LONG + 9, 2 * LONG, 3]);
  expect(all.runs.map(areSingle)).toEqual([true, true, false]);
  const { values, counts } = all.runs[2]!;
  expect([[...values], [...counts]]).toEqual([often.map((i) => 2 * i + 1), [1, 2, 3]]);
  const both = valueCounts(all);
  expect([both.values.length, unitsOf(both)]).toEqual([3 * LONG + 9, 3 * LONG + 9 + 6]);
  expect(often.map((i) => both.counts[both.values.indexOf(2 * i + 1)])).toEqual([2, 3, 4]);
  // And once more, of what is one run by now.
  expect(valueCounts(all)).toBe(all.runs[0]);
});

test('the values of a sample are added with those that wait', () => {
  const [into, added] = [counted(evens(4)), counted(odds(9))];
  countValue(added, 6);
  addCountedValues(into, added);
  expect([sizes(into), into.waiting, added.waiting]).toEqual([[13], [6], [6]]);
  const { values, counts } = valueCounts(into);
  expect(counts[values.indexOf(6)]).toBe(2);
  const none = noValues();
  expect(valueCounts(none).values).toHaveLength(0);
  expect(none).toEqual(noValues());
});
