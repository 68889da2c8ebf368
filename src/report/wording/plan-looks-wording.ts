import type { PlanReport } from '../plan-report.js';
import { wordBetaSpending, wordZ } from './futility-wording.js';
import { formatCounted, formatLevel, formatPercent, formatShort } from './numbers.js';
import { spendingName } from './spending-wording.js';

type PlannedLook = NonNullable<PlanReport['looks']>[number];

/** Beyond these, looks are too many to be read one by one; the JSON has them all. */
const MOST_LOOKS = 10;

/** When the test may be looked at, and what that costs. */
export function wordPlannedLooks({ design, looks }: PlanReport): string {
  const { monitoring, alpha } = design;
  switch (monitoring.method) {
    case 'fixed':
      return `one test, at the planned size, with all of alpha ${alpha}. Looking before decides nothing.`;
    case 'always-valid':
      return `as often as you like, at any time: all looks together reject a true null with probability ${formatLevel(alpha)} at most. Intervals are tightest at the planned size.`;
    case 'group-sequential': {
      const { spending, looks: planned } = monitoring;
      const points = looks!.slice(0, MOST_LOOKS).map(pointOf).join(', ');
      const more = planned > MOST_LOOKS ? ' and so on' : '';
      return `${formatCounted(planned, 'look')} planned: ${points}${more}. In brackets the part of alpha ${alpha} that may be spent by then (${spendingName(spending)}). More, fewer or other looks may be taken; each spends by the units that are there.`;
    }
  }
}

function pointOf({ informationFraction, units, alphaSpent }: PlannedLook): string {
  const when =
    units === null
      ? `at ${formatPercent(informationFraction, 0)}`
      : `at ${formatCounted(units, 'unit')}`;
  // Of alpha itself there are no more digits than were written.
  return `${when} (${informationFraction === 1 ? alphaSpent : formatShort(alphaSpent)})`;
}

/** When the test may be given up that shows nothing; none where the plan does not say. */
export function wordPlannedFutility({ design, looks, metrics }: PlanReport): string | null {
  const { monitoring } = design;
  const rule = monitoring.method === 'group-sequential' ? (monitoring.futility ?? null) : null;
  if (rule === null) return null;
  const kind = metrics[0]!.kind;
  const bounds = looks!.slice(0, MOST_LOOKS).flatMap(({ number, futility }) => {
    if (futility === null || futility === undefined) return [];
    const { statistic, effect } = futility;
    const size = effect === null ? '' : ` (${wordSigned(effect, kind)})`;
    return [`z below ${wordZ(statistic)}${size} at look ${number}`];
  });
  const more = looks!.length > MOST_LOOKS ? ' and so on' : '';
  return `the test may be stopped with ${bounds.join(', ')}${more}. ${wordBetaSpending(rule)}.`;
}

/** An effect in the metric's unit, signed. */
export function wordSigned(effect: number, kind: PlanReport['metrics'][number]['kind']): string {
  const sign = effect < 0 ? '−' : '+';
  const size = Math.abs(effect);
  return kind === 'proportion'
    ? `${sign}${formatShort(100 * size)} pp`
    : `${sign}${formatShort(size)}`;
}
