import { describe, expect, test } from 'vitest';
import type { Baseline } from '../../../src/experiment/size/baseline.js';
import type { Pilot } from '../../../src/experiment/size/pilot.js';
import { answerRange } from '../../../src/experiment/size/pilot-range.js';

function rates(successes: number, n: number): Pilot {
  const rate = successes / n;
  return {
    ...{ kind: 'proportion', n, mean: rate, sd: Math.sqrt(rate * (1 - rate)), successes },
    ...{ baseline: { kind: 'proportion', rate }, explained: null, skewness: null, noise: null },
  };
}

function spends(noise: Pilot['noise'], sd = 40): Pilot {
  return {
    ...{ kind: 'mean', n: 100, mean: 25, sd, successes: null, explained: null, skewness: null },
    ...{ baseline: { kind: 'mean', mean: 25, sd }, noise },
  };
}

function rateOf(baseline: Baseline): number {
  if (baseline.kind !== 'proportion') throw new Error('no rate');
  return baseline.rate;
}

function varianceOf(baseline: Baseline): number {
  if (baseline.kind === 'mean') return baseline.sd ** 2;
  return baseline.rate * (1 - baseline.rate);
}

describe('of a rate, by Clopper and Pearson', () => {
  test('R has the ends', () => {
    // binom.test(30, 300)$conf.int
    const range = answerRange(rates(30, 300), false, rateOf);
    expect(range.confidence).toBe(0.95);
    expect(range.lower).toBeCloseTo(0.0684916844911, 10);
    expect(range.upper).toBeCloseTo(0.1396733073551, 10);
    expect(range.isLeast).toBe(false);
  });

  test('½ is among them where the interval holds it, since rates vary most there', () => {
    // binom.test(145, 300) is [.4255284, .5414706], of 155 [.4585294, .5744716], of 200 [.6102076, .7197952],
    // of 100 [.2802048, .3897924].
    const most = (successes: number) =>
      answerRange(rates(successes, 300), false, varianceOf).upper!;
    expect(most(145)).toBe(0.25);
    expect(most(155)).toBe(0.25);
    expect(most(200)).toBeCloseTo(0.610207587061 * (1 - 0.610207587061), 10);
    // Of 170 [.5085, .6236] and of 130 [.3764, .4915]: past ½, but not by a tenth of it.
    expect(most(170)).toBeLessThan(0.25);
    expect(most(130)).toBeLessThan(0.25);
    expect(most(100)).toBeCloseTo(0.3897924129395 * (1 - 0.3897924129395), 8);
  });

  test('is wide where a size at one end is half as much again', () => {
    // A share: (1 − p) ÷ p is 9 at 10 % and 13.6003 at the lower end, 1.5111 times as much.
    expect(answerRange(rates(30, 300), true, rateOf).isWide).toBe(true);
    // Points: p (1 − p) is .09 and at the upper end .12016, 1.3352 times as much.
    expect(answerRange(rates(30, 300), false, rateOf).isWide).toBe(false);
    // R: p <- binom.test(k, 10 * k)$conf.int[1]; (1 - p) / p / 9 is 1.5001 at k = 31 and 1.4897 at 32.
    expect(answerRange(rates(31, 310), true, rateOf).isWide).toBe(true);
    expect(answerRange(rates(32, 320), true, rateOf).isWide).toBe(false);
    // 15 of 30 is [.313, .687], within which rates vary at most as they do at ½.
    expect(answerRange(rates(15, 30), false, rateOf).isWide).toBe(false);
    // 99 of 100: .01 × .99 against [.9455, .99975], of which .0515 is 5.2 times as much.
    expect(answerRange(rates(99, 100), false, rateOf).isWide).toBe(true);
  });
});

describe('of others, by the noise of their variance', () => {
  // R: z <- qnorm(.975); s <- 100 / (100 - z); s * exp(c(-1, 1) * z * s * sqrt(v))
  test.each([
    [0.01, 0.8351696561998, 1.2457140674323, false],
    [0.02, 0.7687974374158, 1.3532596998732, false],
    [0.05, 0.6523144843902, 1.5949095326209, true],
  ])('%d', (absolute, lower, upper, isWide) => {
    const noise = { absolute, relative: 9, isLeast: true };
    const range = answerRange(spends(noise), false, varianceOf);
    expect(range.lower! / 1600).toBeCloseTo(lower, 10);
    expect(range.upper! / 1600).toBeCloseTo(upper, 10);
    expect(range).toMatchObject({ isLeast: true, isWide });
  });

  test('or of its ratio to the mean where the effect is a share, if that is known', () => {
    const both = { absolute: 0.01, relative: 0.02, isLeast: false };
    const share = answerRange(spends(both), true, varianceOf);
    expect(share.upper! / 1600).toBeCloseTo(1.3532596998732, 10);
    expect(share.isLeast).toBe(false);
    const none = answerRange(spends({ ...both, relative: null }), true, varianceOf);
    expect(none.upper! / 1600).toBeCloseTo(1.2457140674323, 10);
  });

  test('the estimate itself is within, where answers do not go one way', () => {
    const noise = { absolute: 0.01, relative: null, isLeast: true };
    const peak = (baseline: Baseline) => -Math.abs(varianceOf(baseline) / 1600 - 1);
    expect(answerRange(spends(noise), false, peak).upper).toBeCloseTo(0, 12);
  });
});

test('an end without an answer has none', () => {
  const answer = (baseline: Baseline) =>
    rateOf(baseline) > 0.12 ? Number.POSITIVE_INFINITY : rateOf(baseline);
  const range = answerRange(rates(30, 300), false, answer);
  expect(range.upper).toBeNull();
  expect(range.lower).toBeCloseTo(0.0684916844911, 10);
  expect(answerRange(rates(30, 300), false, (b) => -answer(b)).lower).toBeNull();
});
