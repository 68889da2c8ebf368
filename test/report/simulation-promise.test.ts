import { expect, test } from 'vitest';
import type { Scenario } from '../../src/experiment/simulate/scenario.js';
import { promiseOf } from '../../src/report/simulation-promise.js';

const TWO = {
  alpha: 0.05,
  alternative: 'two-sided',
  correction: 'holm',
  treatments: ['a'],
} as const;
const THREE = { ...TWO, treatments: ['a', 'b'] };

const NOTHING: Scenario = { name: 'no-effect', guardrail: null, treatment: null, shifts: [] };
const MARGIN: Scenario = { name: 'at-margin', guardrail: 'g', treatment: 'a', shifts: [] };
const WORKS: Scenario = { name: 'mde', guardrail: null, treatment: 'a', shifts: [] };

test.each([
  ['half of alpha, of a two-sided test', NOTHING, TWO, 0.025],
  ['alpha, of a one-sided one', NOTHING, { ...TWO, alternative: 'greater' as const }, 0.05],
  ['as much over several treatments', NOTHING, THREE, 0.025],
  [
    'as much of each, where nothing is corrected',
    NOTHING,
    { ...THREE, correction: 'none' as const },
    0.05,
  ],
  ['alpha of a guardrail at its margin', MARGIN, TWO, 0.05],
  ['more beside a treatment that does nothing', MARGIN, THREE, 0.075],
])('what must not be shipped: %s', (_, scenario, design, wanted) => {
  const { falseShip, ship } = promiseOf(
    scenario,
    { ...design, treatments: [...design.treatments] },
    null,
  );
  expect(falseShip).toBeCloseTo(wanted, 12);
  expect(ship).toBeNull();
});

test('what should be shipped is, as surely as the plan has it of that treatment', () => {
  const decision = { metrics: [], independent: 1, mostDemanding: 'm', uncounted: [] };
  const decisions = [
    { ...decision, treatment: 'b', atLeast: 0.9 },
    { ...decision, treatment: 'a', atLeast: 0.8 },
  ];
  expect(promiseOf(WORKS, { ...THREE }, decisions)).toEqual({ falseShip: null, ship: 0.8 });
  expect(promiseOf(WORKS, { ...THREE }, null)).toEqual({ falseShip: null, ship: null });
});
