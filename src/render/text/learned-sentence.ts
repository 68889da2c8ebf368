import type { ComparisonReport, LearnedReport } from '../../report/comparison-report.js';
import { wordEffect, wordLift } from '../../report/wording/effects.js';
import { formatCounted, formatLevel } from '../../report/wording/numbers.js';
import { printable } from '../printable.js';
import { lossWords, wordProbability } from './comparison-sentences.js';

/** What a posterior says by what earlier tests tell of such effects; `null` where nothing of them is given. */
export function learnedSentence(comparison: ComparisonReport): string | null {
  const learned = comparison.posterior?.learned;
  if (learned === undefined) return null;
  if (learned === null) {
    return 'what earlier tests tell adds nothing here: the effect has no known error, or is to be a share of the control, and values are not above 0 in both variants.';
  }
  const { probabilityBetter, expectedLoss, confidence } = learned;
  const { estimate, interval } = shrunkEffect(comparison, learned);
  const measured = measuredEffect(comparison, learned);
  const name = learned.prior.effect === 'absolute' ? 'effect' : 'lift';
  return `by ${wordSource(learned)}, better with probability ${wordProbability(probabilityBetter)}; the ${name} is ${estimate} ${interval} (${formatLevel(confidence)}), measured ${measured}; ${lossWords(comparison, expectedLoss)}.`;
}

/** Where it is from: "prior.json, of 25 experiments". */
export function wordSource({ prior }: LearnedReport): string {
  const { path, experiments } = prior;
  const from = experiments === null ? '' : `, of ${formatCounted(experiments, 'experiment')}`;
  return `${printable(path)}${from}`;
}

/** The effect as it is to be believed, a lift in percent. */
export function shrunkEffect(
  { kind }: Pick<ComparisonReport, 'kind'>,
  { prior, effect }: LearnedReport,
): { estimate: string; interval: string } {
  const { estimate, interval } =
    prior.effect === 'absolute' ? wordEffect({ kind, effect }) : wordLift(effect);
  return { estimate, interval: interval! };
}

/** The effect as it was measured, with the same decimals. */
function measuredEffect({ kind }: ComparisonReport, learned: LearnedReport): string {
  const { prior, measured, effect } = learned;
  const signed = prior.direction === 'increase' ? measured.estimate : -measured.estimate;
  const estimate = prior.effect === 'relative' ? Math.expm1(signed) : signed;
  // Of the ends only their distance counts, which gives the decimals.
  const reach = effect.upper - effect.lower;
  const asWide = { estimate, lower: estimate - reach / 2, upper: estimate + reach / 2 };
  return prior.effect === 'absolute'
    ? wordEffect({ kind, effect: asWide }).estimate
    : wordLift(asWide).estimate;
}
