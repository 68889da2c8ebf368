import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { countedPower, timesForPower } from '../../../src/stats/power/counted-power.js';
import { type ProportionPowerQuestion, proportionPower } from '../../../src/stats/power/power.js';

const folder = join(import.meta.dirname, '../../reference');
const cases: (ProportionPowerQuestion & { power: number })[] = JSON.parse(
  readFileSync(join(folder, 'counted-power.json'), 'utf8'),
);

test.each(cases)('is the sum over all tables that R makes: $power', ({ power, ...question }) => {
  expect(Math.abs(countedPower(question) - power)).toBeLessThan(1e-6);
});

/*
 * 9 : 1 with 10 and 6 events: sized for 80 % by the normal approximation. 3,000 experiments with a generator of
 * their own found 60.4 ± 0.9 %.
 */
const RARE: ProportionPowerQuestion = {
  ...{ control: 0.0005, treatment: 0.0025, controlUnits: 21_230, treatmentUnits: 2_359 },
  ...{ alpha: 0.05, alternative: 'two-sided' },
};

test('tells of rare events in uneven arms what the normal approximation does not', () => {
  expect(proportionPower(RARE)).toBeCloseTo(0.8, 3);
  expect(countedPower(RARE)).toBeCloseTo(0.604, 2);
});

test('is the same with the arms exchanged', () => {
  const { control, treatment, controlUnits, treatmentUnits } = RARE;
  const exchanged = {
    ...{ control: treatment, treatment: control },
    ...{ controlUnits: treatmentUnits, treatmentUnits: controlUnits },
  };
  expect(countedPower({ ...RARE, ...exchanged })).toBeCloseTo(countedPower(RARE), 12);
});

describe('how many times the units', () => {
  test('have a power, to within half a point', () => {
    const at = (times: number) =>
      countedPower({
        ...RARE,
        controlUnits: Math.ceil(21_230 * times),
        treatmentUnits: Math.ceil(2_359 * times),
      });
    const times = timesForPower(at, 0.8, RARE);
    expect(times).toBeGreaterThan(1.4);
    expect(Math.abs(at(times) - 0.8)).toBeLessThan(0.005);
  });

  test('is 1 where these have it', () => {
    expect(timesForPower(() => 0.8, 0.8, RARE)).toBe(1);
  });
});
