import { expect, test } from 'vitest';
import type { Design, MarginDesign, MetricDesign } from '../../../src/experiment/design.js';
import { isExact, marginsOf } from '../../../src/experiment/guardrail/margin-side.js';
import { cellsOf, designOf, metricOf, rate } from '../given.js';

const base = designOf(cellsOf(['m'], { generic: [rate(1, 2)], personal: [rate(1, 2)] }));
const size = { scale: 'points', size: 0.004 } as const;
const within = (of: MarginDesign['size'], kind: MarginDesign['kind'] = 'non-inferiority') =>
  metricOf('m', { margin: { kind, size: of } });

test('a guardrail is to reject what is as much worse as its margin, equivalence on both sides', () => {
  const lower = (metric: MetricDesign) => ({ ...metric, lowerIsBetter: true });
  const share = { scale: 'relative', size: 0.25 } as const;
  expect(marginsOf(within(size))).toEqual([{ shift: -0.004 }]);
  expect(marginsOf(lower(within(size)))).toEqual([{ shift: 0.004 }]);
  expect(marginsOf(within(share))).toEqual([{ ratio: 0.75 }]);
  expect(marginsOf(lower(within(share)))).toEqual([{ ratio: 1.25 }]);
  const both = marginsOf(within(size, 'equivalence'));
  expect(both).toHaveLength(2);
  expect(both).toEqual(expect.arrayContaining([{ shift: -0.004 }, { shift: 0.004 }]));
});

test('a rate of few events is judged by the exact test, unless that is not to be had', () => {
  const arm = (successes: number, n: number) => ({
    ...{ variant: 'x', n, mean: successes / n, variance: null, successes },
  });
  const tested = {
    ...{ metric: within({ scale: 'points', size: 0.05 }), kind: 'proportion' as const },
    ...{ control: arm(1, 50), treatment: arm(1, 50), covariate: null },
  };
  const of = (rest: Partial<Parameters<typeof isExact>[0]> = {}, design: Partial<Design> = {}) =>
    isExact({ ...tested, ...rest }, { ...base, ...design });
  const many = { control: arm(3000, 10_000), treatment: arm(3100, 10_000) };
  const tests = (proportion: Design['tests']['proportion']) => ({
    tests: { ...base.tests, proportion },
  });
  const monitoring = (method: string) => ({
    monitoring: { plan: { method } } as unknown as Design['monitoring'],
  });
  expect(of()).toBe(true);
  expect(of(many)).toBe(false);
  expect(of(many, tests('exact'))).toBe(true);
  expect(of({}, tests('score'))).toBe(false);
  expect(of({}, monitoring('always-valid'))).toBe(false);
  expect(of({}, { ...tests('exact'), ...monitoring('always-valid') })).toBe(false);
  expect(of({}, monitoring('group-sequential'))).toBe(true);
  expect(of({ kind: 'mean' })).toBe(false);
  expect(of({ covariate: {} as never })).toBe(false);
  expect(of({ control: arm(0, 0) })).toBe(false);
  expect(of({ treatment: arm(0, 0) })).toBe(false);
  expect(of({ control: arm(0, 1) })).toBe(true);
  expect(of({ control: arm(0, 0) }, tests('exact'))).toBe(true);
});
