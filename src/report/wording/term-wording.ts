import type { Comparison } from '../../experiment/comparison.js';
import type { Shown, Term, TermPair } from '../../experiment/term-pairs.js';
import type { ComparisonReport } from '../comparison-report.js';
import type { PlannedMetricReport } from '../plan-report.js';
import type { Report } from '../report.js';
import type { TermPairReport } from '../term-report.js';
import { liftOf, wordEffect } from './effects.js';
import { besideLevel } from './levels.js';

/** What a short-term metric and its long-term form say together. */
export function wordAgreement({
  shortTerm,
  longTerm,
  agreement,
  estimatesAgree,
}: TermPair): string {
  const [short, long] = [nameOf(shortTerm), nameOf(longTerm)];
  switch (agreement) {
    case 'AGREE':
      return `They agree: both are shown ${shortTerm.shows}.`;
    case 'OPPOSED':
      return `They are opposed: ${short} is shown ${shortTerm.shows}, ${long} ${longTerm.shows}.`;
    case 'SHORT_TERM_ONLY':
      return `${short} is shown ${shortTerm.shows}; ${long} is not told from no change, which is not “no change”${wordEstimates(estimatesAgree)}.`;
    case 'LONG_TERM_ONLY':
      return `${long} is shown ${longTerm.shows}; ${short} is not told from no change, which is not “no change”${wordEstimates(estimatesAgree)}.`;
    case 'NEITHER':
      return `Neither is told from no change, which is not “no change”${wordEstimates(estimatesAgree)}.`;
    case 'NOT_TOLD':
      return wordNotTold([shortTerm, longTerm]);
  }
}

function wordEstimates(agree: boolean | null): string {
  if (agree === null) return '';
  return agree ? '; the estimates point the same way' : '; the estimates point opposite ways';
}

function wordNotTold(terms: readonly Term[]): string {
  const untestable = terms.filter(({ shows }) => shows === 'untestable').map(nameOf);
  return untestable.length === 0
    ? 'Whether they agree is not read before the test is due.'
    : `Whether they agree cannot be told: ${untestable.join(' and ')} cannot be tested.`;
}

/** What each of them has to do with the decision. */
export function wordDecidedBy({ shortTerm, longTerm }: TermPair): string {
  return `${wordPart(shortTerm)}; ${wordPart(longTerm)}.`;
}

function wordPart(term: Term): string {
  return `${nameOf(term)} ${PARTS[term.comparison.role]}`;
}

const PARTS: Record<Comparison['role'], string> = {
  primary: 'decides (primary)',
  guardrail: 'can only keep from shipping (guardrail)',
  secondary: 'decides nothing (secondary)',
};

function nameOf({ comparison }: Term): string {
  return comparison.metric;
}

const SHOWN_WORDS: Record<Shown, string> = {
  better: 'shown better',
  worse: 'shown worse',
  unclear: 'not told from no change',
  'not-due': 'not yet due',
  untestable: 'cannot be tested',
};

/** What a plan says of a metric that foretells an outcome. */
export function wordPlannedSurrogate({
  name,
  surrogate,
}: Pick<PlannedMetricReport, 'name' | 'surrogate'>): string {
  const rule =
    surrogate!.mayShip === true ? ', and the plan says that a treatment may ship by that' : '';
  return `${name} foretells ${surrogate!.for}, and does not measure it${rule}.`;
}

/** What a plan says of a metric that is the long-term form of another one. */
export function wordLongTerm({
  name,
  longTermOf,
}: Pick<PlannedMetricReport, 'name' | 'longTermOf'>): string {
  return `${name} is the long-term form of ${longTermOf}: reports show them side by side, and whether they agree.`;
}

/** A pair in figures: what is beside what, each term's effect, lift and level in a cell, and what it shows. */
export function wordTerms(
  pair: TermPairReport,
  report: Pick<Report, 'comparisons'>,
): { term: string; metric: string; effect: string; lift: string; shows: string }[] {
  return [
    { term: 'short term', side: pair.shortTerm },
    { term: 'long term', side: pair.longTerm },
  ].map(({ term, side }) => ({
    term,
    metric: side.metric,
    ...wordFigures(comparisonOf(side.metric, pair, report)),
    shows: SHOWN_WORDS[side.shows],
  }));
}

/** A pair as labels, each with a sentence. */
export function wordPair(
  pair: TermPairReport,
  report: Pick<Report, 'comparisons'>,
): [label: string, text: string][] {
  return [
    ...wordTerms(pair, report).map(({ term, metric, effect, lift }): [string, string] => [
      term,
      `${metric} ${effect}${lift === '–' ? '' : `, lift ${lift}`}`,
    ]),
    ['together', pair.agreement.message],
    ['decided by', pair.decidedBy.message],
  ];
}

function comparisonOf(
  name: string,
  pair: TermPairReport,
  { comparisons }: Pick<Report, 'comparisons'>,
): ComparisonReport {
  return comparisons.find(
    ({ metric, segment, treatment }) =>
      metric === name && segment === null && treatment.variant === pair.treatment,
  )!;
}

function wordFigures(compared: ComparisonReport): { effect: string; lift: string } {
  if (compared.reason !== undefined) return { effect: '–', lift: '–' };
  const { estimate, interval } = wordEffect(compared);
  const lift = liftOf(compared);
  const beside = (ends: string | null) => (ends === null ? '' : ` ${ends}`);
  return {
    effect: `${estimate}${beside(interval)}${besideLevel(compared.confidence)}`,
    lift: lift === null ? '–' : `${lift.estimate}${beside(lift.interval)}`,
  };
}
