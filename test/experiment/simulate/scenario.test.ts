import { describe, expect, test } from 'vitest';
import { emptyAggregates } from '../../../src/experiment/aggregates.js';
import type { Design, MetricDesign } from '../../../src/experiment/design.js';
import { believedScenario, scenariosOf } from '../../../src/experiment/simulate/scenario.js';
import { designOf, metricOf } from '../given.js';

const relative = { scale: 'relative', size: 0.05 } as const;
const points = { scale: 'points', size: 0.01 } as const;

function designWith(metrics: MetricDesign[], rest: Partial<Design> = {}): Design {
  const arms = { control: 'a', treatments: ['b', 'c', 'd'] };
  return { ...designOf(emptyAggregates([])), ...arms, metrics, ...rest };
}

const primary = metricOf('x', { mde: relative });
const margin = { kind: 'non-inferiority', size: points } as const;

describe('the states of the world', () => {
  test('without an effect to look for there is one, in which nothing differs', () => {
    const guardrail = metricOf('g', { margin });
    expect(scenariosOf(designWith([metricOf('x'), guardrail]))).toEqual([
      { name: 'no-effect', guardrail: null, treatment: null, shifts: [null, null] },
    ]);
  });

  test('with one there are two, and one more for each guardrail, which is worse by its margin', () => {
    const metrics = [
      primary,
      metricOf('up', { margin }),
      metricOf('second', { mde: points }),
      metricOf('down', { margin: { ...margin, size: relative }, lowerIsBetter: true }),
      metricOf('third'),
    ];
    const wanted = [relative, null, points, null, null];
    expect(scenariosOf(designWith(metrics)).slice(1)).toEqual([
      { name: 'mde', guardrail: null, treatment: 'b', shifts: wanted },
      {
        ...{ name: 'at-margin', guardrail: 'up', treatment: 'b' },
        shifts: [relative, { scale: 'points', size: -0.01 }, points, null, null],
      },
      {
        ...{ name: 'at-margin', guardrail: 'down', treatment: 'b' },
        shifts: [relative, null, points, relative, null],
      },
    ]);
  });

  test.each([
    [{}, {}, 0.05],
    [{ lowerIsBetter: true }, {}, -0.05],
    // One-sided it is what the alternative is about.
    [{ lowerIsBetter: true }, { alternative: 'greater' }, 0.05],
    [{}, { alternative: 'less' }, -0.05],
  ] as const)('the effect is the one that is hoped for: %j, %j', (metric, rest, size) => {
    const [, mde] = scenariosOf(designWith([{ ...primary, ...metric }], rest));
    expect(mde!.shifts).toEqual([{ scale: 'relative', size }]);
  });

  test('a metric with a margin has no other effect', () => {
    const both = metricOf('g', { margin, mde: relative });
    expect(scenariosOf(designWith([primary, both]))[1]!.shifts).toEqual([relative, null]);
  });

  test.each([
    [{ a: 1, b: 3, c: 2, d: 2 }, 'c'],
    [{ a: 1, b: 3, c: 2, d: 1 }, 'd'],
    [{ a: 0.1, b: 1, c: 1, d: 1 }, 'b'],
  ])('of shares %j the first of the smallest is that of %s', (shares, treatment) => {
    const allocation = new Map(Object.entries(shares));
    expect(scenariosOf(designWith([primary], { allocation }))[1]!.treatment).toBe(treatment);
  });

  test('of effects that are drawn none is fixed', () => {
    expect(believedScenario(designWith([primary, metricOf('g', { margin })]))).toEqual({
      ...{ name: 'believed', guardrail: null, treatment: null, shifts: [null, null] },
    });
  });
});
