import { decisionOf, type Standing } from '../experiment/decision/decision.js';
import type { Design } from '../experiment/design.js';
import { wantedSign } from '../experiment/design.js';
import type { JournalComparison, JournalLine } from '../read/journal/version-2.js';
import { type Difference, differenceOf } from './difference.js';

/** What of a comparison hangs on no quantile, and on no other comparison that may be of one. */
const OF_ITS_OWN = [
  ...(['metric', 'kind', 'role', 'direction', 'margin', 'covariates'] as const),
  ...([
    'informationFraction',
    'alphaSpent',
    'control',
    'treatment',
    'statistic',
    'pValue',
  ] as const),
];
/** The same of one that is of a quantile: no more than the plan and the units tell. */
const OF_A_QUANTILE = OF_ITS_OWN.slice(0, -4);

/**
 * Where a look with quantiles, whose values are not on record, says what follows from what is: all that hangs
 * on none of them is found again, and the decision is made once more of how each comparison is said to stand.
 */
export function withoutQuantiles(
  line: JournalLine,
  again: JournalLine,
  design: Design,
): Difference | null {
  const found = again.comparisons.map((own, i) => {
    const recorded = line.comparisons[i]!;
    const keys = own.kind === 'quantile' ? OF_A_QUANTILE : OF_ITS_OWN;
    const parts = Object.fromEntries(keys.map((key) => [key, own[key]]));
    return { ...recorded, ...parts, outcome: possibleOutcome(recorded, design, i) };
  });
  const decided = again.decision === 'invalid' ? again : decidedBy(line, design);
  return differenceOf(line, { ...again, comparisons: found, ...decided });
}

function decidedBy(line: JournalLine, design: Design) {
  const { decision, variant } = decisionOf(line.comparisons.map(standingOf), design);
  return { decision, variant, reasons: line.reasons };
}

function standingOf({
  role,
  outcome,
  treatment,
  effect,
  netEffect,
  futile,
}: JournalComparison): Standing {
  return { role, outcome, treatment, effect, netEffect, futility: { isCrossed: futile } };
}

/** The outcome that is on record, where its p-value and the side of its effect allow it. */
function possibleOutcome(comparison: JournalComparison, design: Design, at: number): string {
  const { outcome, adjustedPValue, margin, netEffect, effect } = comparison;
  if (adjustedPValue === null) return margin === null ? 'untestable' : outcome;
  if (margin !== null || netEffect !== null) return outcome;
  const metric = design.metrics[Math.floor(at / design.treatments.length)]!;
  const side = Math.sign(effect.estimate) === wantedSign(design, metric) ? 'win' : 'loss';
  const claims = outcome === 'win' || outcome === 'loss';
  return claims ? (adjustedPValue < design.alpha ? side : 'inconclusive') : outcome;
}
