import type { Comparison } from '../experiment/comparison.js';
import type { Design } from '../experiment/design.js';
import { type Term, termPairs } from '../experiment/term-pairs.js';
import type { TermPairReport } from './term-report.js';
import { wordAgreement, wordDecidedBy } from './wording/term-wording.js';

/** The metrics of a plan that are the long-term form of another one, beside it. */
export function termReports(comparisons: readonly Comparison[], design: Design): TermPairReport[] {
  return termPairs(comparisons, design).map((pair) => {
    const { shortTerm, longTerm, agreement, estimatesAgree } = pair;
    const primary = [shortTerm, longTerm].findIndex(
      ({ comparison }) => comparison.role === 'primary',
    );
    return {
      treatment: longTerm.comparison.treatment.variant,
      shortTerm: termReport(shortTerm),
      longTerm: termReport(longTerm),
      agreement: { code: agreement, message: wordAgreement(pair) },
      estimatesAgree,
      decidedBy: {
        code: (['SHORT_TERM', 'LONG_TERM'] as const)[primary] ?? 'NEITHER',
        message: wordDecidedBy(pair),
      },
    };
  });
}

function termReport({ comparison, shows }: Term): TermPairReport['shortTerm'] {
  const { metric, role, kind, effect, relativeEffect, confidence, outcome } = comparison;
  return { metric, role, kind, effect, relativeEffect, confidence, outcome, shows };
}
