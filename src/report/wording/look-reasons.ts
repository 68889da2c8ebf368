import type { LookCheck } from '../../experiment/checks/look-checks.js';
import type { DecisionCode } from '../../experiment/decision/decision-code.js';
import type { Reason } from '../../experiment/decision/reason.js';
import type { Vocabulary } from '../../vocabulary.js';
import { formatCount, formatCounted, formatPercent } from './numbers.js';

/** What the looks before say of this one, as a sentence. */
export function wordLookCheck(check: LookCheck, say: Vocabulary): string {
  switch (check.code) {
    case 'PLAN_CHANGED':
    case 'DATA_SHRANK':
      return wordBroken(check);
    case 'REPEATED_LOOK':
      return `the data are those of look ${check.look}: the same look once more, which spends nothing.`;
    case 'LOOKS_ASSUMED':
      return `${formatCounted(check.looks, 'earlier look')} ${check.looks === 1 ? 'is' : 'are'} assumed, as planned. If there were others, the boundaries are others; a plan with a ${say.journal()} has them on record.`;
    case 'ONE_LOOK_TESTS':
      return 'trends over strength, and what segments have in common, are tested as if this were the only look; they decide nothing.';
    case 'NO_NEW_UNITS':
      return `the data differ from those of look ${check.look}, but have no more units: outcomes have changed since, or are read otherwise. Find out why${check.spendsNothing ? '; there is no new information to spend alpha on' : ''}.`;
    case 'LOOK_UNRECORDED':
      return `this is taken as the first look with the planned size, since no ${say.journal()} tells. If there was one before, its decision stands.`;
  }
}

type Broken = { code: 'PLAN_CHANGED'; since: number } | Omit<Shrunk, 'status'>;

type Shrunk = Extract<LookCheck, { code: 'DATA_SHRANK' }>;

/** What makes a look invalid beside the looks before it. */
export function wordBroken(broken: Broken): string {
  if (broken.code === 'PLAN_CHANGED') {
    return `The plan is another than at look ${broken.since}. What was promised before the data cannot change with them: restore the plan, or begin a new experiment with a journal of its own.`;
  }
  const { variant, before, now, look, valued } = broken;
  const values = valued ? ' with values of the metrics that decide' : '';
  return `${variant} has ${formatCounted(now, 'unit')}${values}, ${formatCount(before)} at look ${look}: data were lost or the files are others. Find out which before reading any effect.`;
}

/** Variants beyond these are not told one by one. */
const MOST_TOLD = 6;

type PlanReason = Extract<
  Reason,
  {
    code:
      | 'NOT_DUE'
      | 'FEW_UNITS'
      | 'FEW_DAYS'
      | 'NO_WHOLE_WEEK'
      | 'PLANNED_UNITS_AHEAD'
      | 'PLAN_ENDED'
      | 'DATE_HAS_COME'
      | 'DECIDED_AT_LOOK';
  }
>;

/** How the plan bears on a verdict, as a sentence. */
export function wordPlanReason(reason: PlanReason): string {
  switch (reason.code) {
    case 'NOT_DUE':
      return 'The plan grants one test, when its size is reached. Until then nothing is decided, whatever p is.';
    case 'FEW_UNITS': {
      const floor = [...reason.floor].slice(0, MOST_TOLD);
      const units = floor.map(([variant, size]) => `${formatCount(size)} in ${variant}`).join(', ');
      return `No look decides before it has ${units} with values: until then only an effect of over four times the planned one would be significant, which is sooner a fault.`;
    }
    case 'FEW_DAYS':
      return `The plan runs ${formatCounted(reason.minimum, 'day')} at least, and this is day ${reason.days} after the first look on record. Until then nothing is decided.`;
    case 'NO_WHOLE_WEEK':
      return `The plan decides on whole weeks only, and this is day ${reason.days} after the first look on record. Nothing is decided today.`;
    case 'PLANNED_UNITS_AHEAD': {
      const { fraction, units, days } = reason;
      const time = days === null ? '' : `, about ${formatCounted(days, 'day')}`;
      return `${wordProgress(fraction)} of the planned information is there. ${formatCounted(units, 'more unit')} over all variants${time} complete it.`;
    }
    case 'PLAN_ENDED':
      return 'The planned size is reached, and nothing is shown that would ship. The plan ends here, so the control stays. That does not prove that there is no effect; to look further, plan a new test.';
    case 'DATE_HAS_COME':
      return 'The date has come by which the plan decides, and nothing is shown that would ship, so the control stays. That does not prove that there is no effect; to look further, plan a new test.';
    case 'DECIDED_AT_LOOK':
      return `Look ${reason.look} ended the plan and decided: ${wordDecision(reason.decision)}. The plan grants no test after that.`;
  }
}

/** How much of what was planned is there, in percent; all of it only where all of it is. */
export function wordProgress(fraction: number): string {
  if (fraction >= 1) return formatPercent(1, 0);
  return fraction < 0.1 ? formatPercent(fraction, 1) : formatPercent(Math.min(0.99, fraction), 0);
}

/** A decision within a sentence. */
function wordDecision(decision: DecisionCode): string {
  const words = {
    ship: 'ship',
    'keep-control': 'keep the control',
    'keep-collecting': 'keep collecting',
    invalid: 'invalid',
  };
  return words[decision];
}
