import { expect, test } from 'vitest';
import { meanEquivalencePower } from '../../../src/stats/power/equivalence-power.js';
import { proportionNonInferiorityPower } from '../../../src/stats/power/margin-size.js';
import { meanSampleSize } from '../../../src/stats/power/power-mean.js';

test.each([
  // R: 2 * .05 * pnorm(sqrt(2 * a / (1 + a)^2)), a = 3, 1/2, for one standard deviation.
  [3, 0.0729854313],
  [0.5, 0.0747507462],
])('at an allocation of %d every size has more than some power', (allocation, least) => {
  const asked = { effect: 1, sd: 1, allocation, alpha: 0.05, alternative: 'greater' } as const;
  const refused = 'power must be above what the fewest units have';
  for (const off of [-1e-7, 1e-7]) {
    expect(() => meanSampleSize({ ...asked, power: least + off })).toThrow(refused);
  }
  expect(meanSampleSize({ ...asked, power: 0.15 })).toBeGreaterThan(0);
});

test('a treatment that is worse by just the margin has a power of alpha', () => {
  const asked = { control: 0.5, treatment: 0.25, margin: 0.25, allocation: 1 } as const;
  const power = (treatmentUnits: number, alpha: number) =>
    proportionNonInferiorityPower({ ...asked, alpha, better: 'increase', treatmentUnits });
  for (const units of [1, 40, 1e6]) expect(power(units, 0.5)).toBe(0.5);
  expect(power(50, 0.05)).toBeCloseTo(0.05, 12);
});

test('no power is above 1, however wide the margin', () => {
  for (let units = 3; units < 3000; units = Math.ceil(units * 1.3)) {
    for (const margin of [20, 100]) {
      const arms = { controlUnits: units, treatmentUnits: units };
      const power = meanEquivalencePower({ effect: 0, sd: 1, margin, ...arms, alpha: 0.05 });
      expect(power).toBeLessThanOrEqual(1);
      expect(power).toBeCloseTo(1, 10);
    }
  }
});
