import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addUnit, emptyMoments, type Moments } from '../../../src/stats/moments.js';
import { type Random, randomStream } from '../../../src/stats/random/random.js';
import { drawNormal } from '../../../src/stats/random/random-draws.js';
import { adjustedTest } from '../../../src/stats/tests/adjusted-test.js';
import { covariateColumns } from '../../../src/stats/tests/covariate.js';
import { effectiveUnits, linearizedRatio, ratioTest } from '../../../src/stats/tests/ratio-test.js';
import type { TwoSampleTest, Untestable } from '../../../src/stats/tests/two-sample-test.js';
import { excludesZero } from './segments-reference.js';

interface Row {
  [figure: string]: number | number[] | null;
}

const reference: { ratios: Row[]; adjusted: Row[] } = JSON.parse(
  readFileSync(new URL('../../reference/few-units.json', import.meta.url), 'utf8'),
);

function momentsOf(...columns: (readonly number[])[]): Moments {
  const moments = emptyMoments(columns.length);
  columns[0]!.forEach((_, i) => {
    addUnit(
      moments,
      columns.map((column) => column[i]!),
    );
  });
  return moments;
}

const column = (row: Row, name: string) => row[name] as number[];

test.each(reference.ratios)('a ratio of few units as R has it unit by unit: %j', (row) => {
  const control = momentsOf(column(row, 'yc'), column(row, 'dc'));
  const treatment = momentsOf(column(row, 'yt'), column(row, 'dt'));
  const result = ratioTest(control, treatment, 'two-sided') as TwoSampleTest;
  expect(result.statistic).toBeCloseTo(row.t as number, 11);
  expect(result.df! / (row.df as number)).toBeCloseTo(1, 11);
  expect(result.pValue / (row.p as number)).toBeCloseTo(1, 10);
  const { lower, upper } = result.effectInterval(0.1);
  expect(lower! / (row.lower as number)).toBeCloseTo(1, 9);
  expect(upper! / (row.upper as number)).toBeCloseTo(1, 9);
  const lift = result.relativeInterval(0.1);
  if (row.liftLower === null) expect(lift).toBeNull();
  else {
    expect(lift!.lower).toBeCloseTo(row.liftLower as number, 8);
    expect(lift!.upper! / (row.liftUpper as number)).toBeCloseTo(1, 8);
  }
});

test.each(reference.adjusted)('an adjusted mean of few units as R has it: %j', (row) => {
  const control = momentsOf(column(row, 'yc'), column(row, 'xc'));
  const treatment = momentsOf(column(row, 'yt'), column(row, 'xt'));
  const student = adjustedTest(control, treatment, 'student', 'two-sided') as TwoSampleTest;
  expect(student.statistic).toBeCloseTo(row.t as number, 9);
  expect(student.df! / (row.df as number)).toBeCloseTo(1, 12);
  expect(student.pValue / (row.p as number)).toBeCloseTo(1, 9);
  const { lower, upper } = student.effectInterval(0.1);
  expect(lower! / (row.lower as number)).toBeCloseTo(1, 8);
  expect(upper! / (row.upper as number)).toBeCloseTo(1, 8);
  const welch = adjustedTest(control, treatment, 'welch', 'two-sided') as TwoSampleTest;
  expect(welch.statistic).toBeCloseTo(row.welchT as number, 9);
  expect(welch.df! / (row.welchDf as number)).toBeCloseTo(1, 9);
  expect(welch.pValue / (row.welchP as number)).toBeCloseTo(1, 9);
});

const unit = fc.tuple(
  fc.integer({ min: -40, max: 90 }).map((y) => y / 8),
  fc.integer({ min: 1, max: 90 }).map((x) => x / 4),
);
const arm = fc.array(unit, { minLength: 2, maxLength: 9 }).map((units) =>
  momentsOf(
    units.map(([y]) => y),
    units.map(([, x]) => x),
  ),
);

test('an adjusted p is below a level exactly when an interval excludes 0', () => {
  let rejections = 0;
  const by = fc.constantFrom('welch' as const, 'student' as const, 'delta' as const);
  fc.assert(
    fc.property(arm, arm, by, (control, treatment, by) => {
      const result = adjustedTest(control, treatment, by, 'two-sided');
      if (typeof result === 'string' || result.pValue > 0.9) return;
      const p = result.pValue;
      for (const level of [0.05, p, p * (1 + 2 ** -52)]) {
        expect(excludesZero(result.effectInterval(level))).toBe(p < level);
        const lift = result.relativeInterval(level);
        if (lift !== null) expect(excludesZero(lift)).toBe(p < level);
        if (p < level) rejections += 1;
      }
    }),
    { numRuns: 500 },
  );
  expect(rejections).toBeGreaterThan(100);
});

test('swapping the arms mirrors an adjusted test', () => {
  fc.assert(
    fc.property(arm, arm, (control, treatment) => {
      const there = adjustedTest(control, treatment, 'welch', 'two-sided');
      const back = adjustedTest(treatment, control, 'welch', 'two-sided');
      if (typeof there === 'string') expect(back).toBe(there);
      else expect((back as TwoSampleTest).statistic!).toBeCloseTo(-there.statistic!, 9);
    }),
  );
});

test('units with all but the whole denominator count as one', () => {
  const even = momentsOf([1, 2, 2], [3, 3, 3]);
  expect(effectiveUnits(even)).toBe(3);
  const lone = momentsOf([1, 0, 0], [5, 0, 0]);
  expect(effectiveUnits(lone)).toBeCloseTo(1, 14);
  const linear = linearizedRatio(even);
  expect(linear.n).toBe(3);
});

test('nothing is left of two units that a slope goes through', () => {
  const flat = momentsOf([1, 2, 4], [7, 7, 7]);
  const line = momentsOf([1, 2], [3, 4]);
  expect(adjustedTest(flat, line, 'welch', 'less')).toBe('TOO_FEW_UNITS');
  expect(adjustedTest(momentsOf([1], [1]), flat, 'student', 'less')).toBe('TOO_FEW_UNITS');
  const huge = momentsOf([1e200, -1e200, 3e200], [1, 2, 5]);
  expect(adjustedTest(huge, huge, 'welch', 'less')).toBe('NUMBERS_TOO_LARGE');
  const exact = momentsOf([1, 2, 3, 5], [1, 2, 3, 5]);
  expect(adjustedTest(exact, exact, 'welch', 'less')).toBe('ZERO_VARIANCE');
});

/** Of 2,000 experiments without an effect, the share that is rejected at 5 %; ± 0.5 % by chance. */
function rejected(
  experiment: (random: Random) => TwoSampleTest | Untestable,
  experiments = 2000,
): number {
  let count = 0;
  for (let i = 0; i < experiments; i += 1) {
    const test = experiment(randomStream(5, [i, 0]));
    if (typeof test !== 'string' && test.pValue < 0.05) count += 1;
  }
  return count / experiments;
}

function drawn(n: number, unitOf: () => number[]): Moments {
  const units = Array.from({ length: n }, unitOf);
  const moments = emptyMoments(units[0]!.length);
  for (const unit of units) addUnit(moments, unit);
  return moments;
}

test.each([
  [5, 5],
  [10, 10],
  [50, 450],
])('ratios of %i and %i units with heavy users among them err as promised', (n, m) => {
  const share = rejected((random) => {
    const unit = () => {
      const d = Math.exp(drawNormal(random));
      return [d * (1 + drawNormal(random) / 2), d];
    };
    return ratioTest(drawn(n, unit), drawn(m, unit), 'two-sided');
  });
  expect(share).toBeLessThan(0.07);
});

test('adjusted means of four units an arm err as promised', () => {
  const share = rejected((random) => {
    const unit = () => {
      const x = drawNormal(random);
      return [x + drawNormal(random), x];
    };
    return adjustedTest(drawn(4, unit), drawn(4, unit), 'student', 'two-sided');
  });
  expect(share).toBeLessThan(0.065);
});

test.each([
  ['one covariate that half of the units lack', 8, 8, 1, 0.5, 0],
  ['three covariates', 12, 12, 3, 0, 0],
  ['three that half of the units lack', 8, 72, 3, 0.5, 0],
  ['slopes apart', 90, 10, 1, 0, 1],
  ['slopes apart, so that each arm has its own', 900, 100, 1, 0, 1],
] as const)('means adjusted for %s err as promised at %i : %i', (_, n, m, count, share, apart) => {
  const share5 = rejected(
    (random) => {
      const armOf = (units: number, slope: number) =>
        drawn(units, () => {
          const xs = Array.from({ length: count }, () => drawNormal(random));
          const lacks = random.uniform() < share;
          const own = slope * xs.reduce((sum, x) => sum + x, 0) + drawNormal(random);
          return [own, ...xs.flatMap((x) => covariateColumns(lacks ? null : x))];
        });
      return adjustedTest(armOf(n, 1), armOf(m, apart === 1 ? -1 : 1), 'welch', 'two-sided');
    },
    n > 800 ? 300 : 2000,
  );
  expect(share5).toBeLessThan(0.07);
});
