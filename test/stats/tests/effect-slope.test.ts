import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { addUnit, emptyMoments, type Moments } from '../../../src/stats/moments.js';
import { type Random, randomStream } from '../../../src/stats/random/random.js';
import { drawNormal } from '../../../src/stats/random/random-draws.js';
import {
  type DayOfArms,
  effectSlopeTest,
  type SlopeTest,
  slopeCoefficients,
  unitSlopesTest,
} from '../../../src/stats/tests/effect-slope.js';
import { relativeError } from '../reference.js';

interface Figures {
  slope: number;
  statistic: number;
  df: number;
  p: number;
  lower: number;
  upper: number;
}
const reference: {
  days: (Figures & { days: number[][] })[];
  panels: (Figures & { control: number[][]; treatment: number[][] })[];
} = JSON.parse(readFileSync(new URL('../../reference/effect-slope.json', import.meta.url), 'utf8'));

function errors(found: SlopeTest, { slope, statistic, df, p, lower, upper }: Figures): number {
  const interval = found.effectInterval(0.05);
  return Math.max(
    relativeError(found.slope, slope),
    relativeError(found.statistic!, statistic),
    relativeError(found.df!, df),
    relativeError(found.pValue, p),
    relativeError(interval.lower!, lower),
    relativeError(interval.upper!, upper),
  );
}

function daysOf(rows: readonly number[][]): DayOfArms[] {
  return rows.map(([time, n, mean, variance, m, other, spread]) => ({
    time: time!,
    control: { n: n!, mean: mean!, variance: variance! },
    treatment: { n: m!, mean: other!, variance: spread! },
  }));
}

describe('days of units of their own', () => {
  test.each(reference.days)('slope, t, df, p and interval are R’s ($#)', (one) => {
    const found = effectSlopeTest(daysOf(one.days)) as SlopeTest;
    expect(errors(found, one)).toBeLessThan(1e-9);
  });

  test('what happens to both arms on a day changes nothing', () => {
    const days = daysOf(reference.days[0]!.days);
    const shifted = days.map(({ time, control, treatment }, i) => {
      const by = (i % 7) * 0.3;
      return {
        time,
        control: { ...control, mean: control.mean + by },
        treatment: { ...treatment, mean: treatment.mean + by },
      };
    });
    const [plain, moved] = [days, shifted].map((all) => effectSlopeTest(all) as SlopeTest);
    expect(moved!.slope).toBeCloseTo(plain!.slope, 12);
    expect(moved!.statistic).toBeCloseTo(plain!.statistic!, 10);
  });

  test('days with a single unit in an arm are left out; two days are no trend, nor is one without spread', () => {
    const days = daysOf(reference.days[0]!.days);
    const lonely = { ...days[0]!, time: 1, treatment: { n: 1, mean: 900, variance: 0 } };
    expect((effectSlopeTest([lonely, ...days]) as SlopeTest).slope).toBe(
      (effectSlopeTest(days) as SlopeTest).slope,
    );
    expect(effectSlopeTest(days.slice(0, 2))).toBe('TOO_FEW_UNITS');
    expect(effectSlopeTest([])).toBe('TOO_FEW_UNITS');
    const flat = days.map(({ time }) => {
      const arm = { n: 9, mean: 1, variance: 0 };
      return { time, control: arm, treatment: arm };
    });
    expect(effectSlopeTest(flat)).toBe('ZERO_VARIANCE');
    expect(slopeCoefficients([{ time: 3, control: 5, treatment: 5 }])).toBeNull();
  });

  test('a slope is too large only where its square in errors is no number', () => {
    const of = (size: number) =>
      effectSlopeTest(
        [0, 1, 2].map((time) => ({
          time,
          control: { n: 9, mean: 0, variance: 1 },
          treatment: { n: 9, mean: -time * size, variance: 1 },
        })),
      );
    expect(of(1e155)).toBe('NUMBERS_TOO_LARGE');
    expect((of(1e120) as SlopeTest).slope / -1e120).toBeCloseTo(1, 12);
  });

  test('a day without units has no part in a slope', () => {
    const days = [
      { time: 0, control: 4, treatment: 4 },
      { time: 9, control: 0, treatment: 0 },
      { time: 2, control: 12, treatment: 4 },
    ];
    // Of weights 2, 0 and 3 at 0, 9 and 2 the mean is 1.2 and the spread 2 · 1.2² + 3 · 0.8² = 4.8.
    expect(slopeCoefficients(days)).toEqual([expect.closeTo(-0.5, 14), 0, expect.closeTo(0.5, 14)]);
    expect(slopeCoefficients(days.map((day) => ({ ...day, control: 0 })))).toBeNull();
  });

  test('an arm without spread has no part in the degrees of freedom, which only the other one’s days have', () => {
    const days = [10, 20, 40].map((n, time) => ({
      time,
      control: { n, mean: 1, variance: 0 },
      treatment: { n, mean: 1 + time, variance: 3 },
    }));
    const found = effectSlopeTest(days) as SlopeTest;
    // By hand: weights 5, 10 and 20 around a mean time of 10 ÷ 7, whose errors are (w (t − 10 ÷ 7))² · 3 ÷ n.
    const errors = [10, 20, 40].map((n, t) => ((n / 2) * (t - 10 / 7)) ** 2 / n);
    const squares = errors.map((error, i) => error ** 2 / ([10, 20, 40][i]! - 1));
    const all = (of: number[]) => of.reduce((sum, one) => sum + one, 0);
    expect(found.df).toBeCloseTo(all(errors) ** 2 / all(squares), 10);
    const turned = days.map(({ time, control, treatment }) => {
      return { time, control: treatment, treatment: control };
    });
    expect((effectSlopeTest(turned) as SlopeTest).df).toBeCloseTo(found.df!, 10);
    expect(found.slope).toBeCloseTo(1, 12);
  });
});

describe('units that return', () => {
  test.each(reference.panels)('as one regression clustered by unit in R ($#)', (one) => {
    const [control, treatment] = [one.control, one.treatment].map((units) => {
      const coefficients = slopeCoefficients(
        units[0]!.map((_, time) => ({ time, control: 8, treatment: 8 })),
      )!;
      const slopes = emptyMoments();
      for (const days of units) {
        addUnit(slopes, [days.reduce((sum, x, i) => sum + x * coefficients[i]!, 0)]);
      }
      return slopes;
    });
    expect(errors(unitSlopesTest(control!, treatment!) as SlopeTest, one)).toBeLessThan(1e-9);
  });
});

describe('by simulation', () => {
  const DAYS = 10;
  const coefficients = slopeCoefficients(
    Array.from({ length: DAYS }, (_, time) => ({ time, control: 1, treatment: 1 })),
  )!;

  /** The slopes of so many units that differ by far more from one another than from day to day, and drift. */
  function slopesOf(random: Random, units: number, effect: (day: number) => number): Moments {
    const slopes = emptyMoments();
    for (let unit = 0; unit < units; unit++) {
      const level = 10 * drawNormal(random);
      let [drift, slope] = [0, 0];
      for (let day = 0; day < DAYS; day++) {
        drift += drawNormal(random);
        slope += coefficients[day]! * (level + drift + effect(day) + drawNormal(random));
      }
      addUnit(slopes, [slope]);
    }
    return slopes;
  }

  function rejected(arms: [number, number], effect: (day: number) => number): number {
    const experiments = 2000;
    let count = 0;
    for (let i = 0; i < experiments; i++) {
      const random = randomStream(14, [i, arms[0]]);
      const control = slopesOf(random, arms[0], () => 0);
      const test = unitSlopesTest(control, slopesOf(random, arms[1], effect)) as SlopeTest;
      count += Number(test.pValue < 0.05);
    }
    return count / experiments;
  }

  test.each<[number, number]>([
    [40, 40],
    [60, 8],
    [8, 60],
  ])('rows of a unit that go together reject no more often than 5 %%: %i and %i units', (a, b) => {
    // Three standard errors of 5 % in 2,000 experiments are 1.5 points.
    const share = rejected([a, b], () => 0);
    expect(share).toBeGreaterThan(0.035);
    expect(share).toBeLessThan(0.065);
  });

  test('an effect that fades within days is found', () => {
    expect(rejected([150, 150], (day) => 4 * Math.exp(-day / 3))).toBeGreaterThan(0.9);
  });
});
