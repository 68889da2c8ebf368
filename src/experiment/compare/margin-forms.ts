import type { Alternative } from '../../stats/alternative.js';
import { studentReference } from '../../stats/distributions/reference-distribution.js';
import { exactNonInferiority } from '../../stats/margin/exact-margin.js';
import {
  type Direction,
  differenceNonInferiority,
  type MarginTest,
  meanNonInferiority,
  proportionNonInferiority,
} from '../../stats/margin/margin.js';
import {
  type QuantileMarginTest,
  quantileNonInferiority,
} from '../../stats/margin/quantile-margin.js';
import {
  differenceRelativeNonInferiority,
  meanRelativeNonInferiority,
  proportionRelativeNonInferiority,
  type RelativeMarginTest,
} from '../../stats/margin/relative-margin.js';
import {
  type SequenceTime,
  sequenceNonInferiority,
  sequenceRelativeNonInferiority,
} from '../../stats/sequential/confidence-sequence.js';
import { marginAtLook } from '../../stats/sequential/look.js';
import { quantileSequenceSides } from '../../stats/sequential/quantile-sequence.js';
import {
  rateSequenceNonInferiority,
  rateSequenceRelativeNonInferiority,
} from '../../stats/sequential/rate-sequence.js';
import { differenceTest } from '../../stats/tests/means-test.js';
import { type EstimatedArms, estimatedDifference } from '../../stats/tests/point-estimate.js';
import { quantileSides } from '../../stats/tests/quantile-test.js';
import { deltaArms, effectiveUnits } from '../../stats/tests/ratio-test.js';
import type { Untestable } from '../../stats/tests/two-sample-test.js';
import { valuesOf } from '../aggregates.js';
import { isWithoutUnits, type MonitoringRule } from '../monitoring/pair-monitoring.js';
import { linearized } from './linearized.js';
import type { TestForms } from './monitored-test.js';
import { countsOf, type Samples } from './tests.js';

/** One end of a margin: how far, as a share of the control or in the metric's unit, and which way is better. */
export interface MarginAsked {
  size: number;
  relative: boolean;
  better: Direction;
  /** Of rates, whether by the exact test. */
  exact: boolean;
}

/** A test at a margin, on either scale and of any kind of metric. */
export type AnyMarginTest = MarginTest | RelativeMarginTest | QuantileMarginTest;

/** Both forms of a test at a margin: as it is by itself, and as a sequence that holds at every look. */
export interface MarginForms {
  margin: (asked: MarginAsked) => AnyMarginTest | Untestable;
  sequenceMargin: (asked: MarginAsked, time: SequenceTime) => AnyMarginTest | Untestable;
  /** The same test at no difference, whichever other one was asked for; of rates it may be the exact one. */
  atZero: (exact: boolean) => TestForms;
}

/** As much of them as is about the margin itself. */
export type AtMargin = Omit<MarginForms, 'atZero'>;

/** The test at a margin as it is judged at this look. */
export function monitoredMargin(
  { margin, sequenceMargin }: AtMargin,
  asked: MarginAsked,
  judging: MonitoringRule,
): AnyMarginTest | Untestable {
  if (isWithoutUnits(judging)) return 'TOO_FEW_UNITS';
  switch (judging.method) {
    case 'fixed':
      return margin(asked);
    case 'always-valid':
      return sequenceMargin(asked, judging.time);
    case 'group-sequential': {
      const test = margin(asked);
      return typeof test === 'string' ? test : marginAtLook(test, judging.looks, judging.scaleOf);
    }
  }
}

/** The tests at a margin of two rates. */
export function rateMargins({ control, treatment }: Samples): AtMargin {
  const [c, t] = [countsOf(control), countsOf(treatment)];
  const arms = { control: c, treatment: t };
  return {
    margin: ({ size, relative, better, exact }) => {
      if (exact) return exactNonInferiority(c, t, { margin: size, relative, better });
      return relative
        ? proportionRelativeNonInferiority(c, t, size, better)
        : proportionNonInferiority(c, t, size, better);
    },
    sequenceMargin: ({ size, relative, better }, time) =>
      relative
        ? rateSequenceRelativeNonInferiority(arms, time, size, better)
        : rateSequenceNonInferiority(arms, time, size, better),
  };
}

/** Of two means. */
export function meanMargins({ control, treatment }: Samples): AtMargin {
  const [c, t] = [control.moments, treatment.moments];
  return {
    margin: ({ size, relative, better }) =>
      relative
        ? meanRelativeNonInferiority(c, t, size, better)
        : meanNonInferiority(c, t, size, better),
    sequenceMargin: (asked, time) => sequenceMargin(estimatedDifference(c, t), asked, time),
  };
}

/** Of two ratios of means. */
export function ratioMargins({ control, treatment }: Samples): AtMargin {
  const [c, t] = [control.moments, treatment.moments];
  const units = { control: effectiveUnits(c), treatment: effectiveUnits(t) };
  const [a, b] = [linearized(c), linearized(t)];
  if (a === null || b === null) return estimateMargins('ZERO_DENOMINATOR', 'ZERO_DENOMINATOR');
  return estimateMargins(deltaArms(a, b, units), estimatedDifference(a, b));
}

/**
 * Of two estimates of a mean.
 *
 * @param arms with the degrees of freedom of a look at the end. @param early with those of any look.
 */
export function estimateMargins(
  arms: EstimatedArms | Untestable,
  early: EstimatedArms | Untestable,
): AtMargin {
  return {
    margin: (asked) => (typeof arms === 'string' ? arms : marginOf(arms, asked)),
    sequenceMargin: (asked, time) =>
      typeof early === 'string' ? early : sequenceMargin(early, asked, time),
  };
}

function marginOf(arms: EstimatedArms, { size, relative, better }: MarginAsked) {
  const reference = studentReference(arms.df ?? null);
  if (!relative) return differenceNonInferiority(arms, reference, size, better);
  const plain = differenceTest('delta', arms, reference, claimOf(better));
  return differenceRelativeNonInferiority(arms, reference, { margin: size, better }, plain);
}

function sequenceMargin(
  arms: EstimatedArms,
  { size, relative, better }: MarginAsked,
  time: SequenceTime,
): AnyMarginTest | Untestable {
  const test = relative ? sequenceRelativeNonInferiority : sequenceNonInferiority;
  return test(arms, time, size, better);
}

/** Of two quantiles. */
export function quantileMargins({ control, treatment }: Samples, at: number): AtMargin {
  const [c, t] = [valuesOf(control), valuesOf(treatment)];
  const shown = (sides: ReturnType<typeof quantileSides>, { size, ...asked }: MarginAsked) =>
    typeof sides === 'string' ? sides : quantileNonInferiority(sides, { ...asked, margin: size });
  return {
    margin: (asked) => shown(quantileSides(c, t, at), asked),
    sequenceMargin: (asked, time) =>
      shown(quantileSequenceSides(c, t, at, time, claimOf(asked.better)), asked),
  };
}

/** What a margin claims of the effect. */
export function claimOf(better: Direction): Alternative {
  return better === 'increase' ? 'greater' : 'less';
}
