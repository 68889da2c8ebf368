import { expect, test } from 'vitest';
import { binomialLogMass } from '../../../src/stats/distributions/binomial.js';
import {
  orderStatisticMasses,
  placesThatMatter,
} from '../../../src/stats/tests/quantile-spread.js';

test('a resample has each value as its quantile as often as a binomial says, by hand', () => {
  // Of 5 units, 2 of them alike, at 0.25: binomial of 6 trials, 1 − 0.75^6 and so on, in 4096ths.
  const { quantile, least, most, values, mass, massFrom, logBelow, logAbove } =
    orderStatisticMasses([9, 4, 1, 4, 6], 0.25);
  expect([least, most, [...values]]).toEqual([1, 9, [1, 4, 6, 9]]);
  const of4096 = [1458, 1215 + 540, 135, 18];
  expect([...mass].map((p) => p * 4096)).toEqual(of4096.map((k) => expect.closeTo(k, 9)));
  const from = [3366, 1908, 153, 18, 0];
  expect([...massFrom].map((p) => p * 4096)).toEqual(from.map((k) => expect.closeTo(k, 9)));
  expect(Math.exp(logBelow) * 4096).toBeCloseTo(729, 9);
  expect(Math.exp(logAbove) * 4096).toBeCloseTo(1, 9);
  // Type 6: at place 1.5 of 6, between 1 and 4.
  expect(quantile).toBeCloseTo(2.5, 14);
});

test.each([
  [[9, 4, 1, 4, 6], 0.25],
  [[0, 0, 3, -7, 2.5, 8, 8], 0.5],
  [Array.from({ length: 40 }, (_, i) => (i * i) % 17), 0.9],
])('seen from above, %j at %d is the spread of the negated values', (sample, at) => {
  const mirrored = orderStatisticMasses(sample, at).mirrored();
  const negated = orderStatisticMasses(
    sample.map((x) => -x),
    1 - at,
  );
  for (const key of ['quantile', 'least', 'most', 'logBelow', 'logAbove'] as const) {
    expect(mirrored[key], key).toBeCloseTo(negated[key], 12);
  }
  expect([...mirrored.values]).toEqual([...negated.values].map((x) => x + 0));
  for (const key of ['mass', 'massFrom'] as const) {
    expect([...mirrored[key]]).toEqual([...negated[key]].map((p) => expect.closeTo(p, 13)));
  }
  const twice = mirrored.mirrored();
  const plain = orderStatisticMasses(sample, at);
  expect([twice.quantile, twice.least, twice.most]).toEqual([
    plain.quantile,
    plain.least,
    plain.most,
  ]);
  expect([...twice.values]).toEqual([...plain.values]);
});

test.each([
  [1, 0.5],
  [2, 0.001],
  [9, 0.999],
  [3000, 0.5],
  [3000, 0.01],
  [3000, 0.99],
  [5000, 0.3],
  [5000, 1e-5],
])(
  'of %i units at %d, places matter from the first that a double can hold to the last',
  (n, at) => {
    const places = Array.from({ length: n }, (_, i) => i + 1);
    const some = places.filter((place) => binomialLogMass(place, n + 1, at) > -745);
    expect(placesThatMatter(n, at)).toEqual([some[0], some.at(-1)]);
  },
);

test('values are those of the places that matter, each once, be some alike', () => {
  const apart = Array.from({ length: 5000 }, (_, i) => i + 1);
  const [first, last] = placesThatMatter(5000, 0.5);
  const { values, mass } = orderStatisticMasses(apart, 0.5);
  expect([values[0], values.at(-1)]).toEqual([first, last]);
  expect([values.length, mass.length]).toEqual([last - first + 1, last - first + 1]);
  const paired = orderStatisticMasses(
    apart.map((x) => Math.ceil(x / 2)),
    0.5,
  );
  expect([paired.values[0], paired.values.at(-1)]).toEqual([
    Math.ceil(first / 2),
    Math.ceil(last / 2),
  ]);
  expect(Math.min(...paired.mass)).toBeGreaterThan(0);
  const sum = (all: Float64Array) => all.reduce((a, b) => a + b, 0);
  expect([sum(mass), sum(paired.mass)]).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)]);
});

test('the value that is no number is named, whichever end it stands at', () => {
  expect(() => orderStatisticMasses([3, Number.NEGATIVE_INFINITY], 0.5)).toThrow('-Infinity');
  expect(() => orderStatisticMasses([3, Number.POSITIVE_INFINITY], 0.5)).toThrow('Infinity');
  expect(() => orderStatisticMasses([3, Number.NaN], 0.5)).toThrow('NaN');
});
