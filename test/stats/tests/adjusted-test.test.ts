import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { studentReference } from '../../../src/stats/distributions/reference-distribution.js';
import { addUnit, emptyMoments, type Moments, mergeMoments } from '../../../src/stats/moments.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { drawNormal } from '../../../src/stats/random/random-draws.js';
import type { AdjustedArms } from '../../../src/stats/tests/adjusted-arms.js';
import {
  type AdjustedBy,
  adjustedArms,
  adjustedTest,
  untestableArms,
  varianceReduction,
} from '../../../src/stats/tests/adjusted-test.js';
import { covariateColumns } from '../../../src/stats/tests/covariate.js';
import { differenceTest } from '../../../src/stats/tests/means-test.js';
import { ownSlopes } from '../../../src/stats/tests/own-slopes.js';
import { differenceVariance } from '../../../src/stats/tests/point-estimate.js';
import { linearizedRatio } from '../../../src/stats/tests/ratio-test.js';
import { sharedSlopes } from '../../../src/stats/tests/shared-slopes.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { relativeError } from '../reference.js';
import { excludesZero, momentsIn, segmentCases, segmentRows } from './segments-reference.js';

/** R's figures for several covariates; test/reference/README.md says how they were made. */
type Row = Record<string, number> & { control: number[]; treatment: number[] };
const rows: Row[] = JSON.parse(
  readFileSync(new URL('../../reference/covariates.json', import.meta.url), 'utf8'),
);

function armIn(row: Row, arm: 'control' | 'treatment'): Moments {
  const [n, ...figures] = row[arm] as [number, ...number[]];
  const mean = figures.slice(0, row.columns! + 1);
  const comoment = figures.slice(row.columns! + 1).map((moment) => moment * (n - 1));
  return { n, mean, residual: mean.map(() => 0), comoment, third: null };
}

const unitsOf = ({ n }: Moments, { n: m }: Moments) => ({ control: n, treatment: m });

function momentsOf(units: readonly (readonly number[])[]): Moments {
  const moments = emptyMoments(units[0]!.length);
  for (const unit of units) addUnit(moments, unit);
  return moments;
}

test.each(rows)(
  'own slopes as R has them by lm with interactions: $k covariates, $columns columns',
  (row) => {
    const [a, b] = [armIn(row, 'control'), armIn(row, 'treatment')];
    const arms = ownSlopes(a, b, unitsOf(a, b));
    const result = differenceTest('welch', arms, studentReference(arms.df), 'two-sided');
    const { lower, upper } = result.effectInterval(0.1);
    const lift = result.relativeInterval(0.1)!;
    const width = row.ownUpper! - row.ownLower!;
    const effect = arms.treatment.estimate - arms.control.estimate;
    expect(Math.abs(effect - row.ownEffect!) / width).toBeLessThan(1e-10);
    expect(relativeError(arms.df, row.ownDf!)).toBeLessThan(1e-9);
    expect(Math.abs(result.statistic! - row.ownT!)).toBeLessThan(1e-9);
    expect(relativeError(result.pValue, row.ownP!)).toBeLessThan(1e-8);
    expect(Math.abs(lower! - row.ownLower!) / width).toBeLessThan(1e-9);
    expect(Math.abs(upper! - row.ownUpper!) / width).toBeLessThan(1e-9);
    expect(Math.abs(lift.lower! - row.ownLiftLower!)).toBeLessThan(1e-9);
    expect(Math.abs(lift.upper! - row.ownLiftUpper!)).toBeLessThan(1e-9);
    // With many units it is the sandwich (HC2) with the covariates' means, whose errors differ in size here.
    if (a.n >= 3000) expect(Math.abs(row.ownHc! - 1)).toBeLessThan(0.02);
  },
);

test.each(rows)('shared slopes as R has them by lm: $k covariates, $columns columns', (row) => {
  const [a, b] = [armIn(row, 'control'), armIn(row, 'treatment')];
  const student = adjustedTest(a, b, 'student', 'two-sided') as TwoSampleTest;
  const width = row.upper! - row.lower!;
  const { lower, upper } = student.effectInterval(0.1);
  const lift = student.relativeInterval(0.1)!;
  expect(Math.abs(student.statistic! - row.t!)).toBeLessThan(1e-9);
  expect(relativeError(student.df!, row.df!)).toBeLessThan(1e-13);
  expect(relativeError(student.pValue, row.p!)).toBeLessThan(1e-8);
  expect(Math.abs(lower! - row.lower!) / width).toBeLessThan(1e-9);
  expect(Math.abs(upper! - row.upper!) / width).toBeLessThan(1e-9);
  expect(Math.abs(lift.lower! - row.liftLower!)).toBeLessThan(1e-9);
  expect(Math.abs(lift.upper! - row.liftUpper!)).toBeLessThan(1e-9);
  const arms = sharedSlopes(a, b, unitsOf(a, b), false);
  const welch = differenceTest('welch', arms, studentReference(arms.df), 'two-sided');
  expect(Math.abs(welch.statistic! - row.welchT!)).toBeLessThan(1e-9);
  expect(relativeError(welch.df!, row.welchDf!)).toBeLessThan(1e-9);
  expect(relativeError(welch.pValue, row.welchP!)).toBeLessThan(1e-8);
});

test.each(segmentCases('cuped'))(
  'slope and effect of the reference answer $id',
  ({ inputs, expected }) => {
    const pairs = ({ y, pre }: { y: number[]; pre: number[] }) =>
      momentsOf(y.map((value, i) => [value, pre[i]!]));
    const arms = adjustedArms(
      pairs(inputs.control),
      pairs(inputs.treatment),
      'student',
    ) as AdjustedArms;
    expect(relativeError(arms.thetas[0]!, expected.theta_within)).toBeLessThan(1e-12);
    const effect = arms.treatment.estimate - arms.control.estimate;
    expect(relativeError(effect, expected.within.difference)).toBeLessThan(1e-11);
  },
);

test('one covariate agrees with R on a grid, and with what CUPED takes off', () => {
  for (const row of segmentRows('covariates')) {
    const [control, treatment] = [momentsIn(row, 'c', 2), momentsIn(row, 't', 2)];
    const arms = sharedSlopes(control, treatment, unitsOf(control, treatment), false);
    const width = row.upper! - row.lower!;
    expect(Math.abs(arms.thetas[0]! / row.theta! - 1)).toBeLessThan(1e-9);
    const effect = arms.treatment.estimate - arms.control.estimate;
    expect(Math.abs(effect - row.effect!) / width).toBeLessThan(1e-9);
  }
});

test('a ratio is adjusted through its linearization, as R has it unit by unit', () => {
  for (const row of segmentRows('ratios')) {
    const [a, b] = [
      linearizedRatio(momentsIn(row, 'c', 3)),
      linearizedRatio(momentsIn(row, 't', 3)),
    ];
    const arms = sharedSlopes(a, b, unitsOf(a, b), false);
    expect(Math.abs(arms.thetas[0]! - row.theta!)).toBeLessThan(1e-10);
    const effect = arms.treatment.estimate - arms.control.estimate;
    expect(Math.abs(effect - row.adjustedEffect!)).toBeLessThan(1e-10);
  }
});

/** Units whose slope on one covariate is that of their arm. */
function sloped(units: number, slope: number, stream: number): Moments {
  const random = randomStream(11, [stream, 0]);
  return momentsOf(
    Array.from({ length: units }, () => {
      const x = drawNormal(random);
      return [slope * x + drawNormal(random), x];
    }),
  );
}

describe('own slopes', () => {
  test('are taken where slopes differ and arms are unequal, which halves the variance and more', () => {
    const [a, b] = [sloped(2700, 1, 1), sloped(300, -1, 2)];
    const arms = adjustedArms(a, b, 'welch') as AdjustedArms;
    expect(arms.ownSlopes).toBe(true);
    const shared = sharedSlopes(a, b, unitsOf(a, b), false);
    expect(differenceVariance(shared) / differenceVariance(arms)).toBeGreaterThan(2);
    expect(arms.thetas[0]).toBeCloseTo(-0.8, 1);
    // With one variance for both arms the slopes are both arms', too.
    expect(adjustedArms(a, b, 'student')).toMatchObject({ ownSlopes: false });
  });

  test.each([
    ['slopes are alike', 2700, 300, 1, 1],
    ['arms are equal', 1500, 1500, 1, -1],
    ['units are few', 54, 6, 1, -1],
  ])('are not where %s', (_, n, m, one, other) => {
    const arms = adjustedArms(sloped(n, one, 1), sloped(m, other, 2), 'welch') as AdjustedArms;
    expect(arms.ownSlopes).toBe(false);
  });
});

describe('columns that say nothing more', () => {
  const arm = (stream: number, columns: (x: number, z: number) => number[]) => {
    const random = randomStream(12, [stream, 0]);
    return momentsOf(
      Array.from({ length: 30 }, () => {
        const [x, z] = [drawNormal(random), drawNormal(random)];
        return [x + z + drawNormal(random), ...columns(x, z)];
      }),
    );
  };
  const both = (columns: (x: number, z: number) => number[]) =>
    [arm(1, columns), arm(2, columns)] as const;
  const tested = (columns: (x: number, z: number) => number[], by: AdjustedBy) => {
    const [a, b] = both(columns);
    const arms = adjustedArms(a, b, by) as AdjustedArms;
    return { arms, p: (adjustedTest(a, b, by, 'two-sided') as TwoSampleTest).pValue };
  };

  test.each(['welch', 'student'] as const)('are left out, and change nothing (%s)', (by) => {
    const plain = tested((x, z) => [x, z], by);
    const more = tested((x, z) => [x, 7, 3 * x - 40, z, x - 2 * z + 1e3], by);
    expect(more.arms.leftOut).toEqual([null, 'constant', 'collinear', null, 'collinear']);
    expect(more.p).toBeCloseTo(plain.p, 12);
    expect(more.arms.thetas[2]).toBe(0);
  });

  test('and no more are taken than leave as many degrees of freedom', () => {
    const columns = (x: number, z: number) =>
      Array.from({ length: 40 }, (_, i) => Math.sin((i + 1) * (x + 3 * z)));
    const { arms } = tested(columns, 'welch');
    expect(arms.leftOut.filter((why) => why === null)).toHaveLength(29);
    expect(arms.leftOut.at(-1)).toBe('too-few-units');
  });
});

test('units without a covariate count, whatever stands in its place', () => {
  const units = (value: (x: number | null) => readonly number[], stream: number) => {
    const random = randomStream(13, [stream, 0]);
    return momentsOf(
      Array.from({ length: 40 }, () => {
        const [x, lacks] = [5 + drawNormal(random), random.uniform() < 0.5];
        return [(lacks ? 3 : x) + drawNormal(random) / 2, ...value(lacks ? null : x)];
      }),
    );
  };
  const p = (value: (x: number | null) => readonly number[]) =>
    (adjustedTest(units(value, 1), units(value, 2), 'welch', 'two-sided') as TwoSampleTest).pValue;
  expect(p((x) => (x === null ? [5.1, 1] : [x, 0]))).toBeCloseTo(p(covariateColumns), 11);
});

const number = fc.integer({ min: -400, max: 400 }).map((x) => x / 16);
const unit = fc.tuple(number, number, fc.integer({ min: 0, max: 6 }));
const arm = fc.array(unit, { minLength: 3, maxLength: 40 });
const ways = fc.constantFrom<AdjustedBy>('welch', 'student', 'delta');

test('shards merged are adjusted as the whole is, and swapped arms mirror it', () => {
  fc.assert(
    fc.property(arm, arm, arm, ways, (one, two, other, by) => {
      const whole = adjustedTest(momentsOf([...one, ...two]), momentsOf(other), by, 'two-sided');
      const merged = mergeMoments(momentsOf(one), momentsOf(two));
      const parts = adjustedTest(merged, momentsOf(other), by, 'two-sided');
      const back = adjustedTest(momentsOf(other), merged, by, 'two-sided');
      if (typeof whole === 'string' || typeof parts === 'string' || typeof back === 'string')
        return;
      if (Math.abs(whole.statistic!) > 1e4) return;
      expect(parts.statistic).toBeCloseTo(whole.statistic!, 7);
      expect(back.statistic).toBeCloseTo(-whole.statistic!, 7);
    }),
  );
});

test('p is below a level exactly when an interval excludes 0', () => {
  let rejections = 0;
  fc.assert(
    fc.property(arm, arm, ways, (one, two, by) => {
      const moved = two.map(([y, x, z]) => [y + 30, x, z]);
      const result = adjustedTest(momentsOf(one), momentsOf(moved), by, 'two-sided');
      if (typeof result === 'string' || result.pValue > 0.9) return;
      const p = result.pValue;
      for (const level of [0.05, p, p * (1 + 2 ** -52)]) {
        expect(excludesZero(result.effectInterval(level))).toBe(p < level);
        const lift = result.relativeInterval(level);
        if (lift !== null) expect(excludesZero(lift)).toBe(p < level);
        if (p < level) rejections += 1;
      }
    }),
  );
  expect(rejections).toBeGreaterThan(50);
});

test('adding a constant to a covariate, or scaling it, changes nothing', () => {
  fc.assert(
    fc.property(arm, arm, number, fc.constantFrom(0.001, -3, 250), (one, two, add, by) => {
      const moved = (units: readonly (readonly number[])[]) =>
        momentsOf(units.map(([y, x, z]) => [y!, by * (x! + 1e4 * add), z!]));
      const plain = adjustedArms(momentsOf(one), momentsOf(two), 'welch') as AdjustedArms;
      const other = adjustedArms(moved(one), moved(two), 'welch') as AdjustedArms;
      if (plain.leftOut.join() !== other.leftOut.join()) return;
      expect(other.thetas[0]! * by).toBeCloseTo(plain.thetas[0]!, 5);
      expect(other.treatment.estimate).toBeCloseTo(plain.treatment.estimate, 5);
    }),
  );
});

test('what covariates tell exactly has no variance left', () => {
  const line = (xs: number[]) => momentsOf(xs.map((x) => [0.1 + 0.3 * x, x]));
  const [control, treatment] = [line([0.7, 1.1, 5.3, 2.9]), line([0.2, 3.3, 9.1])];
  const arms = adjustedArms(control, treatment, 'welch') as AdjustedArms;
  expect(varianceReduction(control, treatment, arms)).toBe(1);
  expect(adjustedTest(control, treatment, 'welch', 'two-sided')).toBe('ZERO_VARIANCE');
  const flat = momentsOf([4, 4, 4].map((y, i) => [y, i]));
  expect(varianceReduction(flat, flat, adjustedArms(flat, flat, 'welch') as AdjustedArms)).toBe(0);
});

test('adjusted arms are compared where the square of their distance in errors is a number', () => {
  const of = (difference: number, variance: number, df = 5) =>
    untestableArms({
      control: { estimate: 1, variance },
      treatment: { estimate: 1 + difference, variance: 0 },
      ...{ df, earlyDf: df, balanced: variance, thetas: [], leftOut: [], ownSlopes: false },
    });
  expect([of(2, 3), of(2, 3, 0), of(2, 3, -1), of(2, 3, Number.NaN)]).toEqual([
    null,
    ...Array(3).fill('TOO_FEW_UNITS'),
  ]);
  expect([of(2, 0), of(2, 0, 0.1)]).toEqual(['ZERO_VARIANCE', 'ZERO_VARIANCE']);
  for (const [difference, variance] of [
    [1, 1e-310],
    [1e160, 1],
    [1, Number.POSITIVE_INFINITY],
    [1e155, 1e-10],
  ] as const) {
    expect(of(difference, variance)).toBe('NUMBERS_TOO_LARGE');
  }
  expect([of(1e100, 1e150), of(1e-100, 1e150), of(1, 1e-300)]).toEqual([null, null, null]);
});

test('an arm of a single unit is too few, whichever it is', () => {
  const many = momentsOf([1, 4, 2, 6, 3].map((x) => [x * x, x]));
  const single = momentsOf([[5, 2]]);
  expect(adjustedArms(many, single, 'student')).toBe('TOO_FEW_UNITS');
  expect(adjustedArms(single, many, 'student')).toBe('TOO_FEW_UNITS');
  expect(
    typeof adjustedArms(
      many,
      momentsOf([
        [5, 2],
        [6, 1],
      ]),
      'student',
    ),
  ).toBe('object');
});

test('slopes of each arm pay from eight times the variance ÷ √n on', () => {
  // Of 400 units, and ten times as many that all but decide a shared slope.
  const sizes = { control: 400, treatment: 4000 };
  const units = (n: number, slope: number) =>
    momentsOf(
      Array.from({ length: n }, (_, i) => {
        const x = (i % 20) - 9.5;
        return [slope * x + ((i * 7) % 11) - 5, x];
      }),
    );
  const control = units(sizes.control, 0);
  const chosen = new Set<boolean>();
  for (let slope = 0.4; slope < 1; slope += 0.005) {
    const treatment = units(sizes.treatment, slope);
    const shared = sharedSlopes(control, treatment, sizes, false);
    const left =
      differenceVariance(ownSlopes(control, treatment, sizes)) / differenceVariance(shared);
    const found = adjustedArms(control, treatment, 'welch') as AdjustedArms;
    expect(found.ownSlopes).toBe(left < 0.6);
    if (Math.abs(left - 0.6) < 0.02) chosen.add(found.ownSlopes);
  }
  expect(chosen.size).toBe(2);
});

test('slopes of each arm are none where a column varies in one arm alone, though they would pay', () => {
  const sizes = { control: 400, treatment: 4000 };
  const arm = (n: number, slope: number, other: ((i: number) => number) | null) =>
    momentsOf(
      Array.from({ length: n }, (_, i) => {
        const x = (i % 20) - 9.5;
        return [slope * x + ((i * 7) % 11) - 5, x, ...(other === null ? [] : [other(i)])];
      }),
    );
  const isOwn = (control: Moments, treatment: Moments) =>
    (adjustedArms(control, treatment, 'welch') as AdjustedArms).ownSlopes;
  const varying = (i: number) => (i * 3) % 7;
  expect(isOwn(arm(400, 0, null), arm(4000, 1, null))).toBe(true);
  expect(isOwn(arm(400, 0, varying), arm(4000, 1, varying))).toBe(true);
  const [control, treatment] = [arm(400, 0, () => 3), arm(4000, 1, varying)];
  expect(ownSlopes(control, treatment, sizes).leftOut).not.toEqual(
    sharedSlopes(control, treatment, sizes, false).leftOut,
  );
  expect(isOwn(control, treatment)).toBe(false);
});
