import { describe, expect, test } from 'vitest';
import { absoluteSize } from '../../../src/experiment/compare/effect-magnitude.js';
import { isMdeRuledOut, outcomeOf } from '../../../src/experiment/compare/outcome.js';
import type { EffectMagnitude } from '../../../src/experiment/design.js';
import type { Alternative } from '../../../src/stats/alternative.js';
import { cellsOf, comparedOf, designOf, metricOf, rate } from '../given.js';

const aggregates = cellsOf(['signup'], { generic: [rate(1, 9)], personal: [rate(1, 9)] });
const relative = (size: number): EffectMagnitude => ({ scale: 'relative', size });
const points = (size: number): EffectMagnitude => ({ scale: 'points', size });
const absolute = (size: number): EffectMagnitude => ({ scale: 'absolute', size });

function ruledOut(
  rest: Parameters<typeof comparedOf>[0],
  mde: EffectMagnitude | null,
  alternative: Alternative = 'two-sided',
): boolean {
  return isMdeRuledOut(
    comparedOf(rest),
    metricOf('signup', { mde }),
    designOf(aggregates, { alternative }),
  );
}

describe('the outcome', () => {
  const outcome = (
    rest: Parameters<typeof comparedOf>[0],
    mde: EffectMagnitude | null = null,
    alternative: Alternative = 'two-sided',
  ) =>
    outcomeOf(
      { ...comparedOf(rest), leastNet: null, mostNet: null, undecided: false },
      metricOf('signup', { mde }),
      designOf(aggregates, { alternative }),
    );
  const up = { estimate: 0.03, lower: 0.01, upper: 0.05 };
  const down = { estimate: -0.03, lower: -0.05, upper: -0.01 };

  test('is a win where a rejection goes the way hoped for, else a loss', () => {
    expect(outcome({ adjustedPValue: 0.01, effect: up })).toBe('win');
    expect(outcome({ adjustedPValue: 0.01, effect: down })).toBe('loss');
    expect(outcome({ adjustedPValue: 0.01, effect: down }, null, 'less')).toBe('win');
  });

  test('is no rejection at p = alpha, as the interval then holds 0', () => {
    expect(outcome({ adjustedPValue: 0.05 })).toBe('inconclusive');
    expect(outcome({ adjustedPValue: 0.05 * (1 - 2 ** -52) })).toBe('win');
  });

  test('reads the adjusted p-value, not the raw one', () => {
    expect(outcome({ pValue: 0.03, adjustedPValue: 0.06 })).toBe('inconclusive');
  });

  test('is untestable without a p-value', () => {
    expect(outcome({ adjustedPValue: null, reason: 'ZERO_VARIANCE' })).toBe('untestable');
  });

  test('is flat only where the MDE is ruled out, never merely for want of significance', () => {
    expect(outcome({})).toBe('inconclusive');
    expect(outcome({}, relative(0.42))).toBe('inconclusive');
    expect(outcome({}, relative(0.44))).toBe('flat');
  });
});

describe('an MDE is ruled out', () => {
  test('on the scale that it was given on', () => {
    // The two intervals end at +0.037 and at +43 %, which is not 0.037 ÷ 0.1.
    expect(ruledOut({}, relative(0.4))).toBe(false);
    expect(ruledOut({}, relative(0.43))).toBe(false);
    expect(ruledOut({}, relative(0.431))).toBe(true);
    expect(ruledOut({}, points(0.037))).toBe(false);
    expect(ruledOut({}, points(0.038))).toBe(true);
    expect(ruledOut({}, absolute(0.038))).toBe(true);
  });

  test('never without one', () => expect(ruledOut({}, null)).toBe(false));

  test('never by an interval that is open on that side', () => {
    const open = { estimate: 0.01, lower: -0.01, upper: null };
    expect(ruledOut({ effect: open }, points(0.5), 'greater')).toBe(false);
    expect(ruledOut({ relativeEffect: open }, relative(5), 'greater')).toBe(false);
  });

  test('in the direction that the alternative hopes for', () => {
    const effect = { estimate: -0.005, lower: -0.02, upper: 0.03 };
    expect(ruledOut({ effect }, points(0.025), 'less')).toBe(true);
    expect(ruledOut({ effect }, points(0.025), 'two-sided')).toBe(false);
    expect(ruledOut({ effect: { ...effect, lower: null } }, points(0.025), 'less')).toBe(false);
  });

  test('by effects that are all the wrong way', () => {
    const effect = { estimate: -0.03, lower: -0.05, upper: -0.01 };
    expect(ruledOut({ effect }, points(0.001))).toBe(true);
  });

  test('on the other end of the lift where the control is negative', () => {
    const control = { variant: 'generic', n: 100, mean: -10, variance: 4 };
    // From −10 to −9 is an improvement, and a relative effect of −10 %.
    const negative = {
      kind: 'mean',
      control,
      effect: { estimate: 1, lower: -1, upper: 3 },
    } as const;
    const lift = { estimate: -0.1, lower: -0.3, upper: 0.1 };
    expect(ruledOut({ ...negative, relativeEffect: lift }, relative(0.25))).toBe(false);
    expect(ruledOut({ ...negative, relativeEffect: lift }, relative(0.31))).toBe(true);
    expect(ruledOut({ ...negative, relativeEffect: lift }, relative(0.15), 'less')).toBe(true);
  });

  test('in the metric’s unit where there is no interval for the lift', () => {
    expect(ruledOut({ relativeEffect: null }, relative(0.36))).toBe(false);
    expect(ruledOut({ relativeEffect: null }, relative(0.38))).toBe(true);
    const control = { variant: 'generic', n: 1000, mean: 0, variance: 0, successes: 0 };
    expect(ruledOut({ relativeEffect: null, control }, relative(100))).toBe(false);
  });
});

describe('the size of an effect in the metric’s unit', () => {
  const rateMetric = { kind: 'proportion', metric: 'signup' } as const;
  const meanMetric = { kind: 'mean', metric: 'revenue' } as const;

  test('is positive, also against a negative control', () => {
    expect(absoluteSize(relative(0.05), meanMetric, { mean: -40 })).toBe(2);
    expect(absoluteSize(absolute(0.3), meanMetric, { mean: -40 })).toBe(0.3);
    expect(absoluteSize(points(0.005), rateMetric, { mean: 0.1 })).toBe(0.005);
  });

  test('is none for a relative one against 0', () => {
    expect(absoluteSize(relative(0.05), meanMetric, { mean: 0 })).toBeNull();
  });

  test('is a mistake in points of a mean', () => {
    expect(() => absoluteSize(points(0.005), meanMetric, { mean: 5 })).toThrow(/revenue.*mean/);
  });
});
