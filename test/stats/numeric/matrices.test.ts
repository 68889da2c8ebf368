import { describe, expect, test } from 'vitest';
import {
  arePossible,
  restAlong,
  sharedRegressions,
} from '../../../src/stats/numeric/least-squares.js';
import { bilinear, dot, times, traceOfProduct } from '../../../src/stats/numeric/linear-forms.js';
import { eigenOf, symmetricInverse } from '../../../src/stats/numeric/symmetric.js';

const MATRIX = [
  [4, 1, -2],
  [1, 3, 0.5],
  [-2, 0.5, 6],
];
/** By numpy 2: linalg.inv, log(linalg.det), linalg.eigvalsh. */
const INVERSE = [
  [0.3480392156862745, -0.13725490196078433, 0.12745098039215685],
  [-0.13725490196078433, 0.39215686274509803, -0.0784313725490196],
  [0.12745098039215685, -0.0784313725490196, 0.2156862745098039],
];
const [LOG_DETERMINANT, EIGENVALUES] = [
  3.931825632724326,
  [1.7613872124741676, 4, 7.238612787525831],
];

const close = (rows: readonly (readonly number[])[], digits: number) =>
  rows.map((row) => row.map((x) => expect.closeTo(x, digits)));

test('sums of products, by hand', () => {
  expect(dot([1, 2, 3], [4, -5, 6])).toBe(12);
  expect(times(MATRIX, [1, 2, 3])).toEqual([0, 8.5, 17]);
  expect(bilinear([2, -1, 1], MATRIX, [1, 2, 3])).toBe(8.5);
  expect(
    traceOfProduct(
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ),
  ).toBe(70);
});

describe('a symmetric matrix', () => {
  test('has the inverse and the determinant that numpy finds', () => {
    const { inverse, logDeterminant } = symmetricInverse(MATRIX)!;
    expect(inverse).toEqual(close(INVERSE, 14));
    expect(logDeterminant).toBeCloseTo(LOG_DETERMINANT, 13);
    expect(symmetricInverse([[4]])).toEqual({
      inverse: [[0.25]],
      logDeterminant: expect.closeTo(Math.log(4), 15),
    });
  });

  test('has none where one column is all that another is, below 0, or no number', () => {
    for (const none of [
      [[0]],
      [[-1]],
      [[Number.NaN]],
      [
        [1, 1],
        [1, 1],
      ],
      [
        [1, 1],
        [1, 1 + 5e-13],
      ],
      [
        [1, 2],
        [2, 1],
      ],
    ]) {
      expect(symmetricInverse(none)).toBeNull();
    }
    expect(
      symmetricInverse([
        [1, 1],
        [1, 1 + 2e-12],
      ]),
    ).not.toBeNull();
  });

  test('has the eigenvalues that numpy finds, and vectors that make it up', () => {
    const { values, vectors } = eigenOf(MATRIX);
    expect(values.toSorted((a, b) => a - b)).toEqual(EIGENVALUES.map((x) => expect.closeTo(x, 13)));
    const made = MATRIX.map((row, i) =>
      row.map((_, j) =>
        values.reduce((sum, x, k) => sum + x * vectors[i]![k]! * vectors[j]![k]!, 0),
      ),
    );
    expect(made).toEqual(close(MATRIX, 13));
    const unit = MATRIX.map((row, i) =>
      row.map((_, j) =>
        dot(
          vectors.map((v) => v[i]!),
          vectors.map((v) => v[j]!),
        ),
      ),
    );
    expect(unit).toEqual(
      close(
        [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
        13,
      ),
    );
  });

  test('that is diagonal has its own elements, and those of a plane what its two roots are', () => {
    expect(
      eigenOf([
        [3, 0],
        [0, -1e300],
      ]),
    ).toEqual({
      values: [3, -1e300],
      vectors: [
        [1, 0],
        [0, 1],
      ],
    });
    for (const [a, b, c] of [
      [2, 1, 2],
      [5, -4, -1],
      [1, 1e-9, 1],
      [1, 3, 10],
    ] as const) {
      const [middle, half] = [(a + c) / 2, Math.hypot((a - c) / 2, b)];
      const found = eigenOf([
        [a, b],
        [b, c],
      ]).values.toSorted((x, y) => x - y);
      expect(found).toEqual([expect.closeTo(middle - half, 13), expect.closeTo(middle + half, 13)]);
    }
  });
});

describe('least squares', () => {
  /** Centred second moments of y 3, 1, 4, 1, 5, 9 on (1, 2), (2, 1), (4, 3), (3, 7), (6, 5), (8, 6). */
  const MOMENTS = [44.83333333333333, 34, 34, 13, 19, 28];

  test('of two columns, as numpy solves them', () => {
    const { fits, leftOut, rank } = sharedRegressions([MOMENTS], 2);
    expect([leftOut, rank]).toEqual([[null, null], 2]);
    const [fit] = fits;
    expect(fit!.slopes).toEqual([
      expect.closeTo(1.1928934010152283, 13),
      expect.closeTo(-0.34517766497461927, 13),
    ]);
    expect(fit!.rest).toBeCloseTo(8.762267343485616, 12);
    const inverse = [
      [0.047377326565143825, -0.032148900169204735],
      [-0.032148900169204735, 0.05752961082910321],
    ];
    expect(fit!.inverse).toEqual(close(inverse, 14));
    expect(restAlong(MOMENTS, fit!.slopes)).toBeCloseTo(8.762267343485616, 12);
    expect(restAlong(MOMENTS, [0.5, 1])).toBeCloseTo(
      44.83333333333333 - 34 - 26 + 8.5 + 19 + 28,
      12,
    );
  });

  test('of no more columns than are asked for, which are the first that say something', () => {
    const one = sharedRegressions([MOMENTS], 2, 1);
    expect([one.leftOut, one.rank]).toEqual([[null, 'too-few-units'], 1]);
    expect(one.fits[0]).toEqual({
      ...{ slopes: [expect.closeTo(1, 14), 0], rest: expect.closeTo(10.833333333333332, 12) },
      inverse: close(
        [
          [1 / 34, 0],
          [0, 0],
        ],
        14,
      ),
    });
    const none = sharedRegressions([MOMENTS], 2, 0);
    expect([none.leftOut, none.fits[0]!.rest]).toEqual([
      ['too-few-units', 'too-few-units'],
      MOMENTS[0],
    ]);
    // The first is 0 in one of the samples, and the third twice the second in another.
    const flat = [9, 0, 0, 1, 0, 5, 2, 0, 10, 20];
    const other = [9, 1, 4, 1, 2, 5, 2, 4, 10, 20];
    const both = sharedRegressions([flat, other], 3);
    expect([both.leftOut, both.rank]).toEqual([['constant', null, 'collinear'], 1]);
    expect(both.fits.map(({ slopes }) => slopes)).toEqual(
      [0.2, 0.2].map((slope) => [0, expect.closeTo(slope, 14), 0]),
    );
  });

  test('leave nothing where a line goes through all, and what is infinite where it is', () => {
    const [fit] = sharedRegressions([[8, 4, 2]], 1).fits;
    expect([fit!.slopes, fit!.rest, restAlong([8, 4, 2], [2])]).toEqual([[2], 0, 0]);
    expect(sharedRegressions([[Number.POSITIVE_INFINITY, 0, 1]], 1).fits[0]!.rest).toBe(Infinity);
    // Of small amounts, too, a rest of 1e-13 of what it is left of is rounding, and one of 1e-11 is none.
    expect(restAlong([1e-10 * (1 + 1e-13), 1e-10, 1e-10], [1])).toBe(0);
    expect(restAlong([1e-10 * (1 + 1e-11), 1e-10, 1e-10], [1]) / 1e-21).toBeCloseTo(1, 3);
    expect(restAlong([1e308, 1e308, 1e308], [1e9])).toBe(Number.POSITIVE_INFINITY);
  });

  test('second moments are possible that leave nothing below 0, but for their digits', () => {
    expect(arePossible(MOMENTS, 3)).toBe(true);
    expect(arePossible([1, 2, 4], 2)).toBe(true);
    expect(arePossible([1, 2, 4 - 3e-6], 2)).toBe(true);
    expect(arePossible([1, 2, 4 - 5e-6], 2)).toBe(false);
    expect(arePossible([0, 0, 3], 2)).toBe(true);
    expect(arePossible([-1, 0, 3], 2)).toBe(false);
    expect(arePossible([1, 0, 1, 0.9, 0.9, 1], 3)).toBe(false);
    expect(arePossible([1, 0, 1, 0.7, 0.7, 1], 3)).toBe(true);
    for (const unit of [1e-18, 1e18]) {
      const inUnit = (moments: readonly number[]) => moments.map((one) => one * unit);
      expect(arePossible(inUnit([1, 0, 1, 0.9, 0.9, 1]), 3)).toBe(false);
      // Of what the first leaves of the second, which is its digits, nothing is taken off the third.
      expect(arePossible(inUnit([1, 2, 4 + 1e-9, 1, 2 + 1e-5, 1.05]), 3)).toBe(true);
    }
  });
});

test('eigenvalues are as exact in any unit', () => {
  const matrix = [
    [4, 1, 0.5],
    [1, 3, -0.25],
    [0.5, -0.25, 2],
  ];
  const plain = eigenOf(matrix).values.toSorted((a, b) => a - b);
  for (const unit of [2 ** -300, 2 ** -60, 2 ** 60, 2 ** 300]) {
    const scaled = eigenOf(matrix.map((row) => row.map((x) => x * unit))).values;
    scaled
      .toSorted((a, b) => a - b)
      .forEach((value, i) => {
        expect(value / unit / plain[i]!).toBeCloseTo(1, 14);
      });
  }
});
