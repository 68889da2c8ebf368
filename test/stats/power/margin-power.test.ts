import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Direction } from '../../../src/stats/margin/margin.js';
import {
  meanNonInferiorityPower,
  proportionEquivalencePower,
  proportionEquivalenceSize,
  proportionNonInferiorityPower,
  proportionNonInferioritySize,
} from '../../../src/stats/power/margin-size.js';
import {
  meanRelativeNonInferiorityPower,
  meanRelativeNonInferioritySize,
  proportionRelativeNonInferiorityPower,
  proportionRelativeNonInferioritySize,
} from '../../../src/stats/power/relative-margin-size.js';

interface Row {
  kind: 'rate' | 'mean';
  control: number;
  treatment: number;
  mean: number;
  effect: number;
  sd: number;
  margin: number;
  allocation: number;
  alpha: number;
  units: number;
  better: Direction;
  ratio: boolean;
  power: number;
}

const rows: Row[] = JSON.parse(
  readFileSync(new URL('../../reference/margin-power.json', import.meta.url), 'utf8'),
);

test.each(['rate', 'mean'] as const)('R has the same power at a margin: %s', (kind) => {
  const mine = rows.filter((row) => row.kind === kind);
  expect(mine.length).toBeGreaterThan(90);
  for (const row of mine) {
    // The noncentral t of R is right to 1e-10.
    expect(Math.abs(powerOf(row) - row.power), JSON.stringify(row)).toBeLessThan(1e-9);
  }
});

function powerOf({ units, kind, ratio, ...row }: Row): number {
  const asked = { ...row, treatmentUnits: units };
  if (kind === 'rate') {
    return ratio
      ? proportionRelativeNonInferiorityPower(asked)
      : proportionNonInferiorityPower(asked);
  }
  return ratio ? meanRelativeNonInferiorityPower(asked) : meanNonInferiorityPower(asked);
}

describe('power and size are of one test', () => {
  const common = { allocation: 3, alpha: 0.025, power: 0.87 };
  const rates = { ...common, control: 0.1, treatment: 0.104, margin: 0.03 };

  test('of rates', () => {
    const up = { ...rates, better: 'increase' as const };
    const treatmentUnits = proportionNonInferioritySize(up);
    expect(proportionNonInferiorityPower({ ...up, treatmentUnits })).toBeCloseTo(0.87, 12);
    const share = { ...up, margin: 0.2 };
    const units = proportionRelativeNonInferioritySize(share);
    const power = proportionRelativeNonInferiorityPower({ ...share, treatmentUnits: units });
    expect(power).toBeCloseTo(0.87, 12);
  });

  test('of rates that are equivalent', () => {
    const treatmentUnits = proportionEquivalenceSize(rates);
    expect(proportionEquivalencePower({ ...rates, treatmentUnits })).toBeCloseTo(0.87, 10);
    expect(proportionEquivalencePower({ ...rates, treatmentUnits: 3 })).toBe(0);
  });

  test('of means', () => {
    const means = { ...common, mean: 25, effect: 0.3, sd: 40, margin: 0.05 };
    const down = { ...means, better: 'decrease' as const };
    const treatmentUnits = meanRelativeNonInferioritySize(down);
    expect(meanRelativeNonInferiorityPower({ ...down, treatmentUnits })).toBeCloseTo(0.87, 9);
  });
});

test('a treatment at its margin is let pass with probability alpha', () => {
  const rates = { control: 0.1, treatment: 0.08, allocation: 1, alpha: 0.025 };
  const at = { ...rates, better: 'increase' as const, treatmentUnits: 5000 };
  expect(proportionNonInferiorityPower({ ...at, margin: 0.02 })).toBeCloseTo(0.025, 3);
  expect(proportionRelativeNonInferiorityPower({ ...at, margin: 0.2 })).toBeCloseTo(0.025, 3);
});

test('outside their ranges they throw', () => {
  const rates = { control: 0.1, treatment: 0.1, allocation: 1, alpha: 0.05, margin: 0.02 };
  const asked = { ...rates, better: 'increase' as const, treatmentUnits: 100 };
  expect(() => proportionNonInferiorityPower({ ...asked, treatmentUnits: 0 })).toThrow(RangeError);
  expect(() => proportionNonInferiorityPower({ ...asked, margin: 1 })).toThrow(RangeError);
  expect(() => proportionEquivalencePower({ ...asked, alpha: 0.5 })).toThrow(RangeError);
  expect(() => proportionRelativeNonInferiorityPower({ ...asked, treatmentUnits: 0 })).toThrow(
    'treatmentUnits',
  );
  expect(() => proportionRelativeNonInferiorityPower({ ...asked, control: 0 })).toThrow(RangeError);
});
