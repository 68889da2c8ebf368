import { expect, test } from 'vitest';
import type { Aggregates } from '../../../src/experiment/aggregates.js';
import { analyzeAggregates } from '../../../src/experiment/analysis.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { binomialDraws } from '../../../src/stats/random/random-draws.js';
import { cellsOf, designOf, rate } from '../given.js';

type Counts = [successes: number, units: number];

function experiment(seen: [Counts, Counts], others: [Counts, Counts]): Aggregates {
  const of = ([c, t]: [Counts, Counts]) =>
    cellsOf(['bought'], { generic: [rate(...c)], personalized: [rate(...t)] });
  return { ...of(seen), trigger: { column: 'saw', untriggered: of(others) } };
}

function checksOf(aggregates: Aggregates) {
  const { checks, verdict } = analyzeAggregates(aggregates, designOf(aggregates));
  const statusOf = (code: string) => checks.find((check) => check.code === code)?.status;
  return {
    decision: verdict.decision,
    rate: statusOf('TRIGGER_RATE_MISMATCH'),
    split: statusOf('SAMPLE_RATIO_MISMATCH'),
    splitOfSeen: statusOf('TRIGGERED_RATIO_MISMATCH'),
    others: statusOf('UNTRIGGERED_DIFFER'),
  };
}

test('a sound experiment passes, by what only those who could see a difference say', () => {
  const sound = experiment(
    [
      [100, 500],
      [160, 500],
    ],
    [
      [300, 1500],
      [310, 1500],
    ],
  );
  expect(checksOf(sound)).toEqual({
    ...{ decision: 'ship', rate: 'pass', split: 'pass', splitOfSeen: 'pass' },
    others: undefined,
  });
});

test('a variant that decides who counts as having seen a difference makes the run invalid', () => {
  // 500 of 2,000 and 600 of 2,000: chisq.test(matrix(c(500, 1500, 600, 1400), 2), correct = FALSE)$p.value is 4.2e-4.
  const moved = experiment(
    [
      [100, 500],
      [160, 600],
    ],
    [
      [300, 1500],
      [280, 1400],
    ],
  );
  expect(checksOf(moved)).toMatchObject({ decision: 'invalid', rate: 'fail', split: 'pass' });
});

test('the split of those who could see a difference is looked at by itself', () => {
  // Both groups are split 1 : 1.3, so that the rates are alike and the splits are not.
  const lost = experiment(
    [
      [100, 500],
      [130, 650],
    ],
    [
      [300, 1500],
      [390, 1950],
    ],
  );
  expect(checksOf(lost)).toMatchObject({ rate: 'pass', split: 'fail', splitOfSeen: 'fail' });
});

test('an effect on those who could see none is warned of', () => {
  const leaky = experiment(
    [
      [100, 500],
      [160, 500],
    ],
    [
      [300, 1500],
      [400, 1500],
    ],
  );
  expect(checksOf(leaky)).toMatchObject({ decision: 'ship', others: 'warn' });
});

test('of sound experiments one in a thousand is invalid by it, one in a hundred warned of others', () => {
  const random = randomStream(20261127, [7, 0]);
  const seen = binomialDraws(2000, 0.3);
  const arm = (): [Counts, Counts] => {
    const n = seen(random);
    return [
      [Math.round(n * 0.2), n],
      [binomialDraws(2000 - n, 0.2)(random), 2000 - n],
    ];
  };
  let [fails, warns] = [0, 0];
  const runs = 4000;
  for (let i = 0; i < runs; i++) {
    const [c, t] = [arm(), arm()];
    const found = checksOf(experiment([c[0], t[0]], [c[1], t[1]]));
    fails += found.rate === 'fail' ? 1 : 0;
    warns += found.others === 'warn' ? 1 : 0;
  }
  // Three Monte-Carlo errors above 0.001 and 0.01.
  expect(fails / runs).toBeLessThan(0.0025);
  expect(warns / runs).toBeLessThan(0.0148);
  expect(warns).toBeGreaterThan(10);
});
