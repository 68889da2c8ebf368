import type { Comparison } from './comparison.js';
import { type Design, wantedSign } from './design.js';
import { isDue } from './monitoring/progress.js';

/** What a metric shows of a treatment, whatever is decided by it. */
export const SHOWN = ['better', 'worse', 'unclear', 'not-due', 'untestable'] as const;

/** One of SHOWN. */
export type Shown = (typeof SHOWN)[number];

/** Whether a short-term metric and its long-term form say the same. */
export const AGREEMENTS = [
  'AGREE',
  'OPPOSED',
  'SHORT_TERM_ONLY',
  'LONG_TERM_ONLY',
  'NEITHER',
  'NOT_TOLD',
] as const;

/** One of AGREEMENTS. */
export type Agreement = (typeof AGREEMENTS)[number];

/** A metric in one treatment, and what it shows. */
export interface Term {
  comparison: Comparison;
  shows: Shown;
}

/** A short-term metric and its long-term form, of one treatment over all units. */
export interface TermPair {
  shortTerm: Term;
  longTerm: Term;
  agreement: Agreement;
  /** Whether both estimates are on the same side, the wanted one or the other; `null` where one is 0 or has no test. */
  estimatesAgree: boolean | null;
}

/**
 * The metrics that are the long-term form of another one, each beside it, treatment by treatment. What is shown is by the
 * interval of each by itself: better or worse where it leaves out 0, once the test is due.
 */
export function termPairs(comparisons: readonly Comparison[], design: Design): TermPair[] {
  const whole = comparisons.filter(({ segment }) => segment === null);
  return whole.flatMap((long) => {
    const { longTermOf } = metricOf(long, design);
    const short = whole.find(
      ({ metric, treatment }) =>
        metric === longTermOf && treatment.variant === long.treatment.variant,
    );
    return short === undefined ? [] : [pairOf(short, long, design)];
  });
}

function pairOf(short: Comparison, long: Comparison, design: Design): TermPair {
  const [shortTerm, longTerm] = [short, long].map((comparison) => ({
    comparison,
    shows: shownBy(comparison, design),
  })) as [Term, Term];
  const sides = [short, long].map((one) => sideOf(one, design));
  return {
    shortTerm,
    longTerm,
    agreement: agreementOf(shortTerm.shows, longTerm.shows),
    estimatesAgree: sides.includes(0) ? null : sides[0] === sides[1],
  };
}

function agreementOf(short: Shown, long: Shown): Agreement {
  if ([short, long].some((shows) => shows === 'not-due' || shows === 'untestable')) {
    return 'NOT_TOLD';
  }
  if (short === 'unclear') return long === 'unclear' ? 'NEITHER' : 'LONG_TERM_ONLY';
  if (long === 'unclear') return 'SHORT_TERM_ONLY';
  return short === long ? 'AGREE' : 'OPPOSED';
}

function shownBy(comparison: Comparison, design: Design): Shown {
  const { reason, effect, skewness } = comparison;
  if (reason !== null) return 'untestable';
  if (!isDue(design)) return 'not-due';
  const isApart = (effect.lower ?? 0) > 0 || (effect.upper ?? 0) < 0;
  if (!isApart || skewness?.undecided === true) return 'unclear';
  return sideOf(comparison, design) > 0 ? 'better' : 'worse';
}

/** The side of 0 that the estimate is on: 1 the wanted one, −1 the other, 0 neither. */
function sideOf(comparison: Comparison, design: Design): number {
  if (comparison.reason !== null) return 0;
  return Math.sign(comparison.effect.estimate) * wantedSign(design, metricOf(comparison, design));
}

function metricOf({ metric }: Comparison, { metrics }: Design) {
  return metrics.find(({ name }) => name === metric)!;
}
