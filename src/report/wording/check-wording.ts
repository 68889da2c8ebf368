import type { Check } from '../../experiment/checks/checks.js';
import type { SegmentedEffect } from '../../experiment/compare/heterogeneity.js';
import type { Vocabulary } from '../../vocabulary.js';
import { wordEffect } from './effects.js';
import { wordLookCheck } from './look-reasons.js';
import {
  formatCount,
  formatCounted,
  formatFixed,
  formatLevel,
  formatP,
  formatPercent,
  formatShort,
} from './numbers.js';

/** A check as a sentence that says what it means and what to do. */
export function wordCheck(check: Check, say: Vocabulary): string {
  switch (check.code) {
    case 'PLAN_CHANGED':
    case 'DATA_SHRANK':
    case 'REPEATED_LOOK':
    case 'NO_NEW_UNITS':
    case 'LOOKS_ASSUMED':
    case 'LOOK_UNRECORDED':
    case 'ONE_LOOK_TESTS':
      return wordLookCheck(check, say);
    case 'SAMPLE_RATIO_MISMATCH':
      return wordSampleRatio(check, say);
    case 'UNITS_IN_TWO_VARIANTS': {
      const advice =
        check.status === 'fail'
          ? 'From 1 % on that is a fault of the assignment, and the units left are no longer comparable.'
          : 'Find out how a unit can change its variant.';
      return `${unitsInTwo(check)} and left out. ${advice}`;
    }
    case 'CAPPED':
      return wordCapped(check);
    case 'MISSING_VALUES': {
      const share = formatPercent(check.missing / check.units, 1);
      return `${check.metric}: ${formatCount(check.missing)} of ${formatCount(check.units)} values are missing (${share}) and left out of it.`;
    }
    case 'SMALL_COUNTS': {
      const exact =
        check.noExactTest || say.test === null ? '' : `; ${say.test('fisher')} is exact`;
      return `${check.metric}, ${check.treatment}: with ${formatFixed(check.expected, 1)} expected in a cell the normal approximation is rough${exact}.`;
    }
    case 'NO_RELATIVE_EFFECT':
      return `${check.metric}, ${check.treatment}: there is no lift to give, since the control's ${check.zero ? 'is 0' : 'mean cannot be told from 0'}.`;
    case 'MISSING_DIFFERS': {
      const shares = check.shares
        .slice(0, 6)
        .map(({ variant, missing }) => `${formatPercent(missing, 1)} in ${variant}`);
      return `${check.metric}: more values are missing in one variant than in another (${shares.join(', ')}; ${formatP(check.logPValue)}), so what is left may no longer be comparable.`;
    }
    case 'COVARIATE_IMBALANCE':
      return `${check.metric}, ${check.treatment}: ${check.column} differs from the control's (${formatP(check.logPValue)}). If the treatment can have moved it, it is an outcome and must not be used to adjust; if not, look into the assignment.`;
    case 'SEGMENT_IMBALANCE':
      return `${check.column}: the variants fall into its segments differently (${formatP(check.logPValue)}). If the treatment can have moved it, its segments are an outcome, and comparing within them misleads.`;
    case 'SIMPSON':
      return wordSimpson(check.effect);
    case 'ALIKE_VARIANTS':
      return `variants "${check.variants[0]}" and "${check.variants[1]}" differ only in case or space; are they one?`;
  }
}

function wordCapped({ metric, share, limit, touched }: Extract<Check, { code: 'CAPPED' }>): string {
  const what = share === null ? '' : ` (the ${formatLevel(share)} quantile over all variants)`;
  const counts = touched
    .slice(0, 6)
    .map(({ variant, units, of }) => `${formatCount(units)} of ${formatCount(of)} in ${variant}`);
  return `${metric}: values above ${formatShort(limit)}${what} are taken as that: ${counts.join(', ')}.`;
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
  {
    status,
    logPValue,
    planned,
    sequential,
    shares,
  }: Extract<Check, { code: 'SAMPLE_RATIO_MISMATCH' }>,
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
