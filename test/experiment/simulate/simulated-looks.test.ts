import { describe, expect, test } from 'vitest';
import type { Design } from '../../../src/experiment/design.js';
import type { StoppingRule } from '../../../src/experiment/monitoring/stopping-rule.js';
import { simulatedLooks, unitsByLook } from '../../../src/experiment/simulate/simulated-looks.js';
import { normalTails } from '../../../src/stats/distributions/normal.js';
import { spendingBoundaries } from '../../../src/stats/sequential/sequential-boundary.js';
import { cellsOf, designOf, metricOf, rate } from '../given.js';

const counts = [rate(1, 2), rate(1, 2)];
const cells = cellsOf(['m', 'other'], { a: counts, b: counts, c: counts });
const design: Design = { ...designOf(cells), metrics: [metricOf('m')] };
const planned = new Map(Object.entries({ a: 1000, b: 1000, c: 10 }));
const rule = { method: 'group-sequential', spending: 'obrien-fleming', looks: 4 } as const;

test('units grow evenly up to the planned ones, each variant by itself', () => {
  const looks = unitsByLook(new Map(Object.entries({ a: 10, b: 5 })), 4);
  expect(looks.map((look) => [look.get('a'), look.get('b')])).toEqual([
    [3, 1],
    [5, 3],
    [8, 4],
    [10, 5],
  ]);
});

test('each look knows its number, its units and the shares of information so far', () => {
  const looks = simulatedLooks(design, { method: 'always-valid' }, planned, 4);
  looks.forEach(({ units, design: at }, i) => {
    const monitoring = at.monitoring!;
    expect(monitoring.look).toBe(i + 1);
    expect(monitoring.units).toBe(units);
    expect(monitoring.plannedUnits).toBe(planned);
    expect(monitoring.scaleOf).toBeUndefined();
    expect(monitoring.boundOf!('b')).toBe(Number.NEGATIVE_INFINITY);
    expect(units.get('a')).toBe(250 * (i + 1));
  });
  const last = simulatedLooks(design, rule, planned, 4)[3]!.design.monitoring!;
  expect(last.fractionsOf!('b')).toEqual([0.25, 0.5, 0.75, 1]);
});

describe('the level of a look is that of its boundary', () => {
  const at = (look: number, rest: Partial<Design> = {}, plan: StoppingRule = rule) =>
    simulatedLooks({ ...design, ...rest }, plan, planned, 4)[look]!.design.monitoring!;

  /** The nominal level at the last of these looks, by the boundary that spends what is due there. */
  function nominal(fractions: number[], level: number, alternative: Design['alternative']) {
    const bounds = spendingBoundaries({ fractions, spending: rule.spending, alternative }, level);
    const { upper } = normalTails(bounds.at(-1)!);
    return alternative === 'two-sided' ? 2 * upper : upper;
  }

  test.each([0.05, 0.025])('at %d, look by look', (level) => {
    for (const alternative of ['two-sided', 'greater'] as const) {
      for (const [i, fractions] of [
        [0.25],
        [0.25, 0.5],
        [0.25, 0.5, 0.75],
        [0.25, 0.5, 0.75, 1],
      ].entries()) {
        const { scaleOf } = at(i, { alternative });
        const scale = scaleOf!({ fractions, spending: rule.spending, alternative });
        expect(scale.level(level) / nominal(fractions, level, alternative)).toBeCloseTo(1, 6);
      }
    }
  });

  test('by the course of each treatment, whose units are rounded', () => {
    const { scaleOf, fractionsOf } = at(1);
    const course = [...fractionsOf!('c')];
    expect(course).not.toEqual([0.25, 0.5]);
    const looks = { fractions: course, spending: rule.spending, alternative: 'two-sided' } as const;
    const even = scaleOf!({ ...looks, fractions: [0.25, 0.5] }).level(0.05);
    expect(scaleOf!(looks).level(0.05) / nominal(course, 0.05, 'two-sided')).toBeCloseTo(1, 6);
    expect(even / nominal([0.25, 0.5], 0.05, 'two-sided')).toBeCloseTo(1, 6);
  });
});
