import type { ComparisonReport } from '../report/comparison-report.js';
import type { Report, VerdictReport } from '../report/report.js';

const HEADLINES = {
  ship: 'SHIP',
  'keep-control': 'KEEP',
  'keep-collecting': 'KEEP COLLECTING',
  invalid: 'INVALID',
};

/** The verdict in a few words: "SHIP personalized". */
export function headline({
  decision,
  variant,
}: Pick<VerdictReport, 'decision' | 'variant'>): string {
  return variant === null ? HEADLINES[decision] : `${HEADLINES[decision]} ${variant}`;
}

/** What a final verdict takes for granted; none where nothing is final, or it holds at every look. */
export function assumption({ verdict: { decision }, look, design }: Report): string | null {
  if (look !== null || design.monitoring !== 'fixed') return null;
  if (decision === 'invalid' || decision === 'keep-collecting') return null;
  return 'One look at a finished test is assumed: looking again and again inflates p.';
}

const OUTCOMES: Record<ComparisonReport['outcome'], string> = {
  win: 'BETTER',
  loss: 'WORSE',
  flat: 'MDE RULED OUT',
  inconclusive: 'INCONCLUSIVE',
  untestable: 'UNTESTABLE',
};

/** What has a margin is not to be won, only to hold. */
const MARGIN_OUTCOMES: Record<ComparisonReport['outcome'], string> = {
  ...OUTCOMES,
  win: 'WITHIN MARGIN',
  loss: 'BEYOND MARGIN',
  inconclusive: 'UNPROVEN',
};

/** With prices it is won or lost by what it nets, whichever way the metric went. */
const PRICED_OUTCOMES: Record<ComparisonReport['outcome'], string> = {
  ...OUTCOMES,
  win: 'PAYS',
  loss: 'DOES NOT PAY',
};

/** The outcome of a comparison in a word or two. */
export function outcomeWords(comparison: ComparisonReport): string {
  const { margin, outcome, monitoring, netEffect, skewness } = comparison;
  if (monitoring.alphaSpent === 0 && outcome === 'inconclusive') return 'NOT YET DUE';
  if (skewness?.undecided === true && outcome === 'inconclusive') return 'TOO SKEWED';
  if (netEffect !== null) return PRICED_OUTCOMES[outcome];
  return (margin === null ? OUTCOMES : MARGIN_OUTCOMES)[outcome];
}
