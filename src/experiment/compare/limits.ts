import type { Interval, TwoSampleTest, Untestable } from '../../stats/tests/two-sample-test.js';
import type { ComparedOnly } from '../comparison.js';

/** Where nothing was tested. */
export const NO_LIMITS: ComparedOnly['limits'] = {
  effect: { lower: null, upper: null },
  relativeEffect: null,
};

/**
 * Both ends of what fits the data, the one that the alternative leaves open by the test turned round.
 * They are worked out when they are asked for, each once.
 */
export function limitsOf(
  test: TwoSampleTest,
  oppositeSide: TwoSampleTest | Untestable,
  level: number,
): ComparedOnly['limits'] {
  const back = typeof oppositeSide === 'string' ? test : oppositeSide;
  let effect: Interval | undefined;
  let relative: Interval | null | undefined;
  return {
    get effect() {
      effect ??= closed(test, back, (one) => one.effectInterval(level))!;
      return effect;
    },
    get relativeEffect() {
      if (relative === undefined)
        relative = closed(test, back, (one) => one.relativeInterval(level));
      return relative;
    },
  };
}

function closed(
  test: TwoSampleTest,
  back: TwoSampleTest,
  intervalOf: (test: TwoSampleTest) => Interval | null,
): Interval | null {
  const own = intervalOf(test);
  if (back === test) return own;
  const other = intervalOf(back);
  if (own === null || other === null) return null;
  return { lower: own.lower ?? other.lower, upper: own.upper ?? other.upper };
}
