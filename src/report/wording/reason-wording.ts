import { bestThatFits } from '../../experiment/compare/outcome.js';
import type { Comparison } from '../../experiment/comparison.js';
import type { Reason } from '../../experiment/decision/reason.js';
import { type Design, wantedSign } from '../../experiment/design.js';
import type { Untestable } from '../../stats/tests/two-sample-test.js';
import type { Vocabulary } from '../../vocabulary.js';
import { missingApart, ratesApart, unitsInTwo } from './check-wording.js';
import { liftOf, wordEffect, wordEffectValue, wordSize } from './effects.js';
import { wordFutile } from './futility-wording.js';
import { higherIsBetter, wordGuardrail, wordMargin } from './guardrail-wording.js';
import { besideLevel } from './levels.js';
import { wordBroken, wordPlanReason } from './look-reasons.js';
import { wordMoney } from './money-wording.js';
import { formatCount, formatCounted, formatLevel, formatP, formatSigned } from './numbers.js';
import { wordError } from './skew-wording.js';

/** Why a comparison has no test, as a sentence. */
export function wordUntestable(why: Untestable, kind: Comparison['kind']): string {
  switch (why) {
    case 'TOO_FEW_UNITS':
      return kind !== 'proportion'
        ? 'a mean needs two units or more in each variant.'
        : 'a rate needs units in each variant.';
    case 'TOO_FEW_EVENTS':
      return 'fewer than 5 events are expected in an arm, too few to be compared within segments.';
    case 'ZERO_VARIANCE':
      return 'all values are the same, so there is no variation to compare the difference with.';
    case 'ZERO_DENOMINATOR':
      return 'the denominators add up to 0, so there is no ratio.';
    case 'NO_RELATIVE_MARGIN':
      return 'a margin in percent of the control needs a control clearly above 0; give it in the unit of the metric.';
    case 'NUMBERS_TOO_LARGE':
      return 'the values are so large that their variance is beyond what a computer holds.';
  }
}

/** Why the effects of segments cannot be told apart or the same, as a sentence. */
export function wordNotComparable(why: Untestable): string {
  switch (why) {
    case 'ZERO_VARIANCE':
      return 'no values vary within the segments, so there is nothing to compare their effects with.';
    case 'NUMBERS_TOO_LARGE':
      return 'the values are so large that the spread of the effects is beyond what a computer holds.';
    default:
      return 'too few segments have an effect to compare: two units or more in each variant.';
  }
}

/** One of the grounds of a verdict, as a sentence with the figures that decide it. */
export function wordReason(reason: Reason, design: Design, say: Vocabulary): string {
  switch (reason.code) {
    case 'PLAN_CHANGED':
    case 'DATA_SHRANK':
      return wordBroken(reason);
    case 'NOT_DUE':
    case 'FEW_UNITS':
    case 'FEW_DAYS':
    case 'NO_WHOLE_WEEK':
    case 'DATE_HAS_COME':
    case 'PLANNED_UNITS_AHEAD':
    case 'PLAN_ENDED':
    case 'DECIDED_AT_LOOK':
      return wordPlanReason(reason);
    case 'SAMPLE_RATIO_MISMATCH': {
      const expected = reason.planned ? 'as planned' : 'in equal shares';
      const hint = reason.planned
        ? ''
        : ` If they were not meant to be, pass ${say.allocation()}; only what was randomized can be checked so.`;
      return `Units are not split ${expected} (${formatP(reason.logPValue)}); find out why before reading any effect.${hint}`;
    }
    case 'TRIGGERED_RATIO_MISMATCH':
      return `Those who could see a difference are not split ${reason.planned ? 'as planned' : 'in equal shares'} (${formatP(reason.logPValue)}); find out how a variant can decide who counts as one before reading any effect.`;
    case 'TRIGGER_RATE_MISMATCH':
      return `By${ratesApart(reason).slice('by'.length)}; a variant that decides who counts as having seen a difference leaves units that are not comparable. Log who could have seen it in the control, too.`;
    case 'MISSING_DIFFERS':
      if (reason.byCounts) {
        return `${missingApart(reason)}; what is left is not comparable. Count it out of all units, or find out why before reading any effect.`;
      }
      return `${missingApart(reason)}; what is left is not comparable. Find out why before reading any effect; if a blank means no, or nothing, say ${say.emptyIs('0')}. What only some units have, as buyers the value of an order, is compared as a ratio with a blank as 0: value/orders.`;
    case 'SEGMENT_IMBALANCE':
      return `The variants fall into the segments of ${reason.column} differently (${formatP(reason.logPValue)}). If it comes from before the test, the assignment is broken; if the treatment can have moved it, it is an outcome, to be left out of the segments.`;
    case 'COVARIATE_IMBALANCE':
      return `${reason.known === null ? reason.column : `The share of units that have ${reason.column}`} differs between ${reason.treatment} and the control (${formatP(reason.logPValue)}). If it comes from before the test, the assignment is broken; if the treatment can have moved it, it is an outcome, which nothing may be adjusted for.`;
    case 'UNITS_IN_TWO_VARIANTS':
      return `${unitsInTwo(reason)}; find out why before reading any effect.`;
    case 'NULL_REJECTED':
      return `${wordRejected(reason.comparison, design)}${wordBetter(reason.comparison, design, say)}`;
    case 'SHIPS_BY_SURROGATE':
    case 'SURROGATE_MAY_NOT_SHIP':
      return wordSurrogate(reason);
    case 'LARGEST_OF_SEVERAL':
      return wordLargest(reason);
    case 'SMALLER_THAN_MDE':
      return `But ${ruledOut(reason.comparison, design)}; weigh what it costs.`;
    case 'WORSE':
      return wordWorse(reason.comparison, design, say);
    case 'PAYS':
    case 'DOES_NOT_PAY':
    case 'MAY_NOT_PAY':
      return wordMoney(reason.code, reason.comparison);
    case 'GUARDRAIL_HOLDS':
    case 'GUARDRAIL_UNPROVEN':
    case 'GUARDRAIL_SKEWED':
    case 'GUARDRAIL_BROKEN':
      return wordGuardrail(reason, design, say);
    case 'MDE_RULED_OUT':
      return `${reason.comparison.treatment.variant}: ${ruledOut(reason.comparison, design)}.`;
    case 'FUTILE':
      return wordFutile(reason.comparison, design);
    case 'TOO_SKEWED':
      return wordTooSkewed(reason.comparison);
    case 'NOT_REJECTED':
      return wordNotRejected(reason.comparison);
    case 'MORE_UNITS':
      return `About ${wordMissingUnits(reason)} give ${formatLevel(design.power)} power ${purposeOf(reason.comparison, design)}.`;
    case 'NO_MDE':
      return `Say which effect would be worth having (${say.mde('5%')}), and the size that it needs is worked out.`;
    case 'UNTESTABLE':
      return `${reason.comparison.treatment.variant} cannot be tested on ${reason.comparison.metric}: ${wordUntestable(reason.why, reason.comparison.kind)}`;
  }
}

/** That what is won by is foretold, and what follows from that. */
function wordSurrogate({
  code,
  comparison: { metric, treatment },
  outcome,
}: Extract<Reason, { code: 'SHIPS_BY_SURROGATE' | 'SURROGATE_MAY_NOT_SHIP' }>): string {
  const foretold = `${metric} foretells ${outcome ?? 'an outcome'}, which was not measured`;
  if (code === 'SHIPS_BY_SURROGATE') {
    return `${foretold}; ${treatment.variant} ships by it since the plan says that it may.`;
  }
  const plan = `surrogate: { for: ${outcome ?? 'OUTCOME'}, mayShip: true }`;
  return `${foretold}: by itself it ships nothing. ${treatment.variant} ships once a measured metric decides, or by a plan whose metric says, before its data, ${plan}.`;
}

/** That others win too, and whether the best is shown to be better than they are. */
function wordLargest({
  treatment,
  others,
  beaten,
}: Extract<Reason, { code: 'LARGEST_OF_SEVERAL' }>): string {
  const open = others.filter((other) => !beaten.includes(other));
  // Who is meant needs no name where it is all of them.
  const them = (some: readonly string[]) =>
    some.length < others.length ? some.join(', ') : others.length === 1 ? 'it' : 'them';
  const also = `${others.join(', ')} ${others.length === 1 ? 'beats' : 'beat'} the control too; ${treatment} gains most`;
  const shown = beaten.length === 0 ? '' : `, and is shown to be better than ${them(beaten)}`;
  const need =
    open.length === 0 ? '' : `, though it need not differ from ${them(open)} significantly`;
  return `${also}${shown}${need}.`;
}

/** That an effect as large as the MDE is ruled out, with the largest that is not. */
function ruledOut(comparison: Comparison, design: Design): string {
  const metric = design.metrics.find(({ name }) => name === comparison.metric)!;
  const best = bestThatFits(comparison, metric, design);
  const [absolute, relative] = [best.absolute(), best.relative()];
  const sign = wantedSign(design, metric);
  const largest = absolute === null ? '' : wordEffectValue(comparison, sign * absolute);
  const lift =
    relative === null || liftOf(comparison) === null
      ? ''
      : ` (${formatSigned(100 * sign * relative, 1)} %)`;
  const what = sign > 0 ? 'an increase' : 'a decrease';
  const p = wordMdePValue(comparison);
  return `${what} of ${mdeOf(comparison, design)} in ${comparison.metric} is ruled out${p}: the best that fits the data is ${largest}${lift}, at ${formatLevel(comparison.confidence!)} confidence`;
}

/** Smaller ones are not told apart. */
const LEAST_TOLD = 1e-300;

function wordMdePValue({ mdePValue }: Comparison): string {
  if (mdePValue === null) return '';
  return mdePValue < LEAST_TOLD ? ' (p < 1e-300)' : ` (${formatP(Math.log(mdePValue))})`;
}

function wordRejected(comparison: Comparison, { alternative }: Design): string {
  const { effect, treatment, metric } = comparison;
  const p = formatP(adjustedLogP(comparison));
  const rejected = `${treatment.variant}: the null is rejected on ${metric} (${adjective(comparison)}${p})`;
  const end = alternative === 'less' || effect.estimate < 0 ? effect.upper : effect.lower;
  if (end === null) return `${rejected}.`;
  const side = end > 0 ? 'above 0, from' : 'below 0, up to';
  const level = formatLevel(comparison.confidence!);
  return `${rejected}; the whole ${level} interval is ${side} ${wordEffectValue(comparison, end)}.`;
}

function wordTooSkewed(comparison: Comparison): string {
  const { metric, treatment, skewness } = comparison;
  const p = `${adjective(comparison)}${formatP(adjustedLogP(comparison))}`;
  return `${treatment.variant}: ${metric} is too skewed to be decided at this size (${p}); ${wordError(skewness!.error!)}.`;
}

/** Which way was taken as better, where no alternative says it. */
function wordBetter({ metric }: Comparison, design: Design, say: Vocabulary): string {
  if (design.alternative !== 'two-sided') return '';
  const { lowerIsBetter } = design.metrics.find(({ name }) => name === metric)!;
  if (lowerIsBetter) return ' Lower is taken as better.';
  return design.monitoring === null ? higherIsBetter(metric, say) : ' Higher is taken as better.';
}

function wordWorse(comparison: Comparison, design: Design, say: Vocabulary): string {
  const { metric, treatment } = comparison;
  const { lowerIsBetter } = design.metrics.find(({ name }) => name === metric)!;
  // Of a running test it was said before: turning it after a look would be a choice of the result.
  const mayTurn = design.monitoring === null && design.alternative === 'two-sided';
  const hint = mayTurn && !lowerIsBetter ? higherIsBetter(metric, say) : '';
  return `${treatment.variant} is significantly worse on ${metric}: ${figures(comparison)}.${hint}`;
}

function wordNotRejected(comparison: Comparison): string {
  const { interval } = wordEffect(comparison);
  const p = `${adjective(comparison)}${formatP(adjustedLogP(comparison))}`;
  const start = `${comparison.treatment.variant}: the null is not rejected on ${comparison.metric} (${p})`;
  if (interval === null) return `${start}; that does not show that there is no effect.`;
  const unit = comparison.kind === 'proportion' ? ' pp' : '';
  const lift = liftOf(comparison)?.interval ?? null;
  const relative = lift === null ? '' : `, lifts in ${lift},`;
  const level = besideLevel(comparison.confidence);
  return `${start}. Effects in ${interval}${unit}${level}${relative} fit the data: no effect is one of them, but not the only one.`;
}

/** Effect, interval and p-value in one breath. */
function figures(comparison: Comparison): string {
  const { estimate, interval } = wordEffect(comparison);
  const worded = liftOf(comparison);
  const lift = worded === null ? '' : `, lift ${worded.estimate}`;
  const range = interval === null ? '' : ` ${interval}${besideLevel(comparison.confidence)}`;
  return `${estimate}${range}${lift}, ${adjective(comparison)}${formatP(adjustedLogP(comparison))}`;
}

function adjective({ adjustedPValue, pValue }: Comparison): string {
  return adjustedPValue === pValue ? '' : 'adjusted ';
}

/** The logarithm of the adjusted p-value, also where the p-value underflows. */
export function adjustedLogP({
  adjustedPValue,
  pValue,
  logPValue,
}: Pick<Comparison, 'adjustedPValue' | 'pValue' | 'logPValue'>): number {
  return logPValue! + Math.log(adjustedPValue! / pValue!);
}

/** The units that either arm lacks: "1,200 more units in light and 300 in generic". */
function wordMissingUnits({ comparison, units }: Extract<Reason, { code: 'MORE_UNITS' }>): string {
  const { control, treatment } = comparison;
  const lacking = [
    { variant: treatment.variant, missing: units.treatment },
    { variant: control.variant, missing: units.control },
  ].filter(({ missing }) => missing > 0);
  const [first, second] = lacking;
  const start = `${formatCounted(first!.missing, 'more unit')} in ${first!.variant}`;
  return second === undefined
    ? start
    : `${start} and ${formatCount(second.missing)} in ${second.variant}`;
}

/** What more units are for. */
function purposeOf(comparison: Comparison, design: Design): string {
  if (comparison.margin === null) return `for the ${mdeOf(comparison, design)} asked about`;
  return `to show ${comparison.metric} within its margin of ${wordMargin(comparison)}, if the two are truly alike`;
}

function mdeOf({ metric, kind }: Comparison, design: Design): string {
  const { mde } = design.metrics.find(({ name }) => name === metric)!;
  return mde === null ? 'effect' : wordSize(mde, kind);
}
