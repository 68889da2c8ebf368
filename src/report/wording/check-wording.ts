import type { CappedSide } from '../../experiment/aggregates.js';
import type { SplitFound } from '../../experiment/checks/balance-checks.js';
import type { Check } from '../../experiment/checks/checks.js';
import type { SegmentedEffect } from '../../experiment/compare/heterogeneity.js';
import type { Vocabulary } from '../../vocabulary.js';
import { wordDayCheck } from './day-check-wording.js';
import { wordEffect } from './effects.js';
import { wordLookCheck } from './look-reasons.js';
import {
  decimalsFor,
  formatCount,
  formatCounted,
  formatFixed,
  formatLevel,
  formatP,
  formatPercent,
  formatShare,
  formatShort,
} from './numbers.js';
import {
  wordHeavyDenominators,
  wordSkewed,
  wordSkewedAverage,
  wordSkewUnknown,
} from './skew-wording.js';

/**
 * What each check says, as a sentence that tells what it means and what to do. Its keys are the codes that
 * programs read; docs/codes.md has their meaning.
 */
export const CHECK_WORDS: { [C in Check['code']]: (check: CheckOf<C>, say: Vocabulary) => string } =
  {
    PLAN_CHANGED: wordLookCheck,
    DATA_SHRANK: wordLookCheck,
    REPEATED_LOOK: wordLookCheck,
    NO_NEW_UNITS: wordLookCheck,
    LOOKS_ASSUMED: wordLookCheck,
    LOOK_UNRECORDED: wordLookCheck,
    ONE_LOOK_TESTS: wordLookCheck,
    UNDER_A_WEEK: wordDayCheck,
    PARTIAL_DAY: wordDayCheck,
    DIFFERS_BY_WEEKDAY: wordDayCheck,
    BEFORE_EXPOSURE: wordDayCheck,
    HORIZON: wordDayCheck,
    SAMPLE_RATIO_MISMATCH: wordSampleRatio,
    TRIGGERED_RATIO_MISMATCH: (check, say) =>
      `of those who could see a difference: ${wordSampleRatio(check, say)}`,
    TRIGGER_RATE_MISMATCH: (check) =>
      check.status === 'pass'
        ? `${ratesOf(check)}: no sign that a variant decides who could see a difference (${formatP(check.logPValue)}).`
        : `${ratesApart(check)}. If a variant can decide who counts as having seen a difference, those who do are not comparable.`,
    UNTRIGGERED_DIFFER: ({ metric, treatment, column, logPValue }) =>
      `${metric}, ${treatment}: differs from the control among those who, by ${column}, could see no difference (${formatP(logPValue)}). Then ${column} misses some who could, or the variants differ elsewhere; the effect over all units is not known.`,
    UNITS_IN_TWO_VARIANTS: (check) => {
      const advice =
        check.status === 'fail'
          ? 'From 1 % on that is a fault of the assignment, and the units left are no longer comparable.'
          : 'Find out how a unit can change its variant.';
      return `${unitsInTwo(check)} and left out. ${advice}`;
    },
    CAPPED: wordCapped,
    FORETOLD_METRIC: ({ metric, outcome }) =>
      `${metric} is a surrogate: it foretells ${outcome ?? 'an outcome'} and does not measure it. Its interval takes what is foretold for measured; that it holds of this treatment is assumed.`,
    MISSING_VALUES: ({ metric, missing, units }) =>
      `${metric}: ${formatCount(missing)} of ${formatCount(units)} values are missing (${formatPercent(missing / units, 1)}) and left out of it.`,
    SMALL_COUNTS: wordSmallCounts,
    SKEWED_MEAN: wordSkewed,
    SKEWNESS_UNKNOWN: wordSkewUnknown,
    SKEWED_AVERAGE: wordSkewedAverage,
    HEAVY_DENOMINATORS: wordHeavyDenominators,
    NO_RELATIVE_EFFECT: ({ metric, treatment, zero }) =>
      `${metric}, ${treatment}: there is no lift to give, since the control's ${zero ? 'is 0' : 'mean cannot be told from 0'}.`,
    MISSING_DIFFERS: (check) =>
      `${missingApart(check)}, so what is left may no longer be comparable.`,
    COVARIATE_IMBALANCE: ({ metric, treatment, column, known, logPValue }) =>
      `${metric}, ${treatment}: ${known === null ? `${column} differs from the control's` : `${formatPercent(known.treatment, 1)} of the units have ${column}, and ${formatPercent(known.control, 1)} of the control's`} (${formatP(logPValue)}). If the treatment can have moved it, it is an outcome and must not be used to adjust; if not, look into the assignment.`,
    SEGMENT_IMBALANCE: ({ column, logPValue }) =>
      `${column}: the variants fall into its segments differently (${formatP(logPValue)}). If the treatment can have moved it, its segments are an outcome, and comparing within them misleads.`,
    SIMPSON: ({ effect }) => wordSimpson(effect),
    ALIKE_VARIANTS: ({ variants: [first, second], samePlain }) =>
      samePlain
        ? `variants "${first}" and "${second}" differ only in case or space; are they one?`
        : `variant "${second}" has next to no units beside "${first}", and its name is nearly that; is it misspelt?`,
  };

type CheckOf<C extends Check['code']> = Extract<Check, { code: C }>;

/** That more values are missing in one variant than in another, with the shares of the first few. */
export function missingApart({
  metric,
  byCounts,
  shares,
  logPValue,
}: CheckOf<'MISSING_DIFFERS'>): string {
  const worded = shares
    .slice(0, 6)
    .map(({ variant, missing }) => `${formatPercent(missing, 1)} in ${variant}`);
  const what = byCounts ? 'units are not among those that it counts' : 'values are missing';
  return `${metric}: more ${what} in one variant than in another (${worded.join(', ')}; ${formatP(logPValue)})`;
}

/** A check as a sentence. */
export function wordCheck<C extends Check['code']>(check: CheckOf<C>, say: Vocabulary): string {
  return CHECK_WORDS[check.code as C](check, say);
}

/** The share of each of the first few variants' units that could see a difference, told apart where it is too unlike. */
function ratesOf({ column, rates, status }: CheckOf<'TRIGGER_RATE_MISMATCH'>): string {
  const all = rates.map(({ rate }) => rate);
  const decimals = Math.max(1, decimalsFor(100 * (Math.max(...all) - Math.min(...all)), 1));
  const word = (rate: number) =>
    status === 'pass' ? formatShare(rate) : formatPercent(rate, decimals);
  const worded = rates.slice(0, 6).map(({ variant, rate }) => `${word(rate)} of ${variant}`);
  return `by ${column} ${worded.join(', ')} could see a difference`;
}

/** That more units of one variant than of another count as those who could see a difference. */
export function ratesApart(check: CheckOf<'TRIGGER_RATE_MISMATCH'>): string {
  return `${ratesOf(check)}: too unlike for chance (${formatP(check.logPValue)})`;
}

function wordSmallCounts(
  { metric, treatment, expected, excess, noExactTest }: Extract<Check, { code: 'SMALL_COUNTS' }>,
  say: Vocabulary,
): string {
  const exact = noExactTest || say.test === null ? '' : `; ${say.test('exact')} is exact`;
  const rough = `with ${formatFixed(expected, 1)} expected in a cell the normal approximation is rough`;
  const by =
    excess === null
      ? ''
      : `: at this level, and with arms so unequal, it errs by about ${formatPercent(excess, 0)} more often than it says on one side`;
  return `${metric}, ${treatment}: ${rough}${by}${exact}.`;
}

function wordCapped({ metric, lower, ...upper }: Extract<Check, { code: 'CAPPED' }>): string {
  const sides = [
    wordCappedSide(upper, 'above'),
    ...(lower === undefined ? [] : [wordCappedSide(lower, 'below')]),
  ];
  return `${metric}: ${sides.join('; ')}.`;
}

function wordCappedSide({ share, limit, touched }: CappedSide, side: 'above' | 'below'): string {
  const what = share === null ? '' : ` (the ${formatLevel(share)} quantile over all variants)`;
  const counts = touched
    .slice(0, 6)
    .map(({ variant, units, of }) => `${formatCount(units)} of ${formatCount(of)} in ${variant}`);
  return `values ${side} ${formatShort(limit)}${what} are taken as that: ${counts.join(', ')}`;
}

/** How many units were seen in two variants, the start of a sentence. */
export function unitsInTwo({ inTwo, units }: { inTwo: number; units: number }): string {
  return `${formatCount(inTwo)} of ${formatCounted(units, 'unit')} (${formatLevel(inTwo / units)}) ${inTwo === 1 ? 'was' : 'were'} seen in two variants`;
}

function wordSimpson({
  kind,
  metric,
  treatment,
  segmentColumn,
  crude,
  stratified,
}: SegmentedEffect) {
  const worded = (estimate: number) => {
    const effect = { estimate, lower: null, upper: null };
    return wordEffect({ kind, effect }).estimate;
  };
  return `${metric}, ${treatment}: over all units the effect is ${worded(crude)}, but within ${segmentColumn} ${worded(stratified!.estimate)}: Simpson's paradox. The variants' units are mixed differently; trust the effect within segments if units were assigned within them.`;
}

function wordSampleRatio(
  { status, logPValue, planned, sequential, shares }: SplitFound,
  say: Vocabulary,
): string {
  const observed = shares.map((share) => (100 * share.observed).toFixed(1)).join(' : ');
  const split =
    shares.length > 8 ? `the split over ${shares.length} variants` : `split ${observed}`;
  const expected = planned ? 'the planned shares' : 'equal shares';
  const p = `${formatP(logPValue)}${sequential ? ', by a test that may be repeated' : ''}`;
  if (status === 'pass') return `${split}: no sign of a fault against ${expected} (${p}).`;
  const doubt = `${split} is unlikely under ${expected} (${p})`;
  const advice = planned ? '' : ` If another split was planned, pass ${say.allocation()}.`;
  return status === 'warn'
    ? `${doubt}: look into assignment and logging before believing the rest.${advice}`
    : `${doubt}: units were lost or misassigned, and no other figure here can be trusted.${advice}`;
}
