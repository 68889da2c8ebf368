import { expect, test } from 'vitest';
import { type Pilot, pilotOf } from '../../../src/experiment/size/pilot.js';
import { plannedSize } from '../../../src/experiment/size/power-plan.js';
import { addUnit, emptyMoments, type Moments } from '../../../src/stats/moments.js';
import { type Random, randomStream } from '../../../src/stats/random/random.js';
import { drawNormal } from '../../../src/stats/random/random-draws.js';
import { adjustedTest } from '../../../src/stats/tests/adjusted-test.js';
import { ratioTest } from '../../../src/stats/tests/ratio-test.js';
import type { TwoSampleTest, Untestable } from '../../../src/stats/tests/two-sample-test.js';

/** Orders of so many sessions, the visitor's own rate a little off 20 %, and a gain of each session. */
function orders(random: Random, gain: number): number[] {
  const sessions = 1 + Math.floor(random.uniform() ** 2 * 12);
  const own = 0.2 * (0.5 + random.uniform());
  let bought = 0;
  for (let i = 0; i < sessions; i++) if (random.uniform() < own) bought += 1;
  return [bought + gain * sessions, sessions];
}

/** Spend that half follows what was spent before. */
function spend(random: Random, gain: number): number[] {
  const before = drawNormal(random);
  return [10 + gain + before + drawNormal(random), before];
}

function sample(units: number, draw: () => number[]): Moments {
  const moments = emptyMoments(2);
  for (let i = 0; i < units; i++) addUnit(moments, draw());
  return moments;
}

type TestOf = (control: Moments, treatment: Moments) => TwoSampleTest | Untestable;

test.each([
  ['ratio', orders, 0, 0.05, (c, t) => ratioTest(c, t, 'two-sided')],
  ['mean', spend, 0, 0.3, (c, t) => adjustedTest(c, t, 'welch', 'two-sided')],
] as [Pilot['kind'], (random: Random, level: number) => number[], number, number, TestOf][])(
  'a %s that is sized by a large pilot has the power asked for',
  (kind, draw, control, treatment, testOf) => {
    const random = randomStream(20261127, [1, 0]);
    const moments = sample(40_000, () => draw(random, control));
    const cells = { units: moments.n, samples: [{ moments, successes: null, missing: 0 }] };
    const pilot = pilotOf(cells, { index: 0, kind, cap: null });
    if (typeof pilot === 'string') throw new Error(pilot);
    const design = { alternative: 'two-sided', correction: 'none', variants: 2 } as const;
    const monitoring = { method: 'fixed' } as const;
    const plan = { baseline: pilot.baseline, alpha: 0.05, allocation: 1, monitoring, ...design };
    const { treatment: n } = plannedSize(plan, treatment - control, 0.8)!;
    const EXPERIMENTS = 1500;
    let found = 0;
    for (let i = 0; i < EXPERIMENTS; i++) {
      const [a, b] = [control, treatment].map((level) => sample(n, () => draw(random, level)));
      const result = testOf(a!, b!);
      if (typeof result === 'string') throw new Error(result);
      if (result.pValue < 0.05) found += 1;
    }
    // Four standard errors; the gain leaves the variance alone.
    expect(Math.abs(found / EXPERIMENTS - 0.8)).toBeLessThan(0.04);
  },
);
