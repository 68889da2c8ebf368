import { expect, test } from 'vitest';
import type { IdeaRule } from '../../../src/experiment/idea.js';
import { gateCourse } from '../../../src/programme/ideas/gate-course.js';
import { guardedByLook } from '../../../src/programme/ideas/guarded.js';
import { givenIdea } from './given.js';

const { rule } = givenIdea();
const GUARDRAIL: IdeaRule['guardrails'][number] = {
  name: 'unsubscribe',
  baseline: { rate: 0.02 },
  margin: { scale: 'points', size: 0.003 },
  kind: 'non-inferiority',
  lowerIsBetter: true,
};
const OF_FIVE = { method: 'group-sequential', spending: 'obrien-fleming', looks: 5 } as const;

test('two guardrails hold as often as both of two that have nothing to do with one another', () => {
  for (const monitoring of [rule.monitoring, OF_FIVE]) {
    const chances = (count: number) =>
      guardedByLook(
        { ...rule, monitoring, guardrails: Array.from({ length: count }, () => GUARDRAIL) },
        20_000,
        4,
      );
    const [none, one, two] = [chances(0), chances(1), chances(2)];
    expect(none.every((chance) => chance === 1)).toBe(true);
    expect(one.at(-1)).toBeGreaterThan(0.1);
    expect(one.at(-1)).toBeLessThan(0.9);
    for (const [look, chance] of two.entries()) expect(chance).toBeCloseTo(one[look]! ** 2, 12);
  }
});

test('a guardrail is not given up for futility', () => {
  const futility = { spending: 'obrien-fleming', power: 0.8 } as const;
  const [without, within] = [OF_FIVE, { ...OF_FIVE, futility }].map((monitoring) =>
    guardedByLook({ ...rule, monitoring, guardrails: [GUARDRAIL] }, 20_000, 4),
  );
  expect(within).toEqual(without);
});

test('a test that may be looked at at any time is looked at each week, six times at most', () => {
  const gate = { ...rule, monitoring: { method: 'always-valid' as const } };
  expect([1, 4, 6, 7, 30].map((weeks) => gateCourse(gate, weeks).fractions.length)).toEqual([
    1, 4, 6, 6, 6,
  ]);
});
