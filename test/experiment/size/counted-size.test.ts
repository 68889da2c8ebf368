import { expect, test } from 'vitest';
import { countedSize } from '../../../src/experiment/size/counted-size.js';
import {
  type PowerDesign,
  plannedMde,
  plannedPower,
  plannedSize,
} from '../../../src/experiment/size/power-plan.js';

const RARE: PowerDesign = {
  ...{ baseline: { kind: 'proportion', rate: 0.0005 }, alpha: 0.05, alternative: 'two-sided' },
  ...{ correction: 'holm', variants: 2, allocation: 1 / 9, monitoring: { method: 'fixed' } },
};

test('a size for 80 % of so few events is told to have 60 %, and what has 80 %', () => {
  const size = plannedSize(RARE, 0.002, 0.8)!;
  const counted = countedSize(RARE, 0.002, size.exactPerVariant, 0.8)!;
  expect(counted.power).toBeCloseTo(0.604, 2);
  const again = countedSize(RARE, 0.002, counted.sampleSize!.treatment, null)!;
  expect(Math.abs(again.power! - 0.8)).toBeLessThan(0.006);
  expect(again.sampleSize).toBeNull();
});

test('has nothing to say where the score test judges, or means are compared', () => {
  const usual = { ...RARE, baseline: { kind: 'proportion', rate: 0.1 } } as const;
  expect(countedSize({ ...usual, allocation: 1 }, 0.01, 15_000, 0.8)).toBeNull();
  const mean = { ...RARE, baseline: { kind: 'mean', mean: 1, sd: 2 } } as const;
  expect(countedSize(mean, 0.1, 20, 0.8)).toBeNull();
});

test('a sequence is no exact test', () => {
  const monitoring = { method: 'always-valid' } as const;
  const counted = countedSize({ ...RARE, monitoring }, 0.002, 5_000, 0.8);
  expect(counted).toEqual({ judge: 'sequence', power: null, sampleSize: null });
});

/* Before, 9 : 1 with an effect of half the rate was sized for 80 % and had 76.9 % by the same formula. */
const UNEVEN: PowerDesign = {
  ...RARE,
  ...{ baseline: { kind: 'proportion', rate: 0.05 }, monitoring: { method: 'always-valid' } },
};

test('the size of a test that is looked at has the power that it is for, however large the effect', () => {
  for (const effect of [0.0001, 0.005, 0.025, 0.2]) {
    const size = plannedSize(UNEVEN, effect, 0.8)!;
    expect(plannedPower(UNEVEN, effect, size.exactPerVariant)).toBeGreaterThan(0.7989);
  }
});

test('so has the effect that so many units detect', () => {
  for (const alternative of ['two-sided', 'less'] as const) {
    const test = { ...UNEVEN, alternative };
    const effect = plannedMde(test, 0.8, 1_500)!;
    expect(plannedPower(test, effect, 1_500)).toBeGreaterThan(0.7989);
  }
});
