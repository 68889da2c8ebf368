import { FAILURES } from '../experiment/checks/checks.js';
import type { RecordedLine } from '../read/journal/schema.js';

/** Those of a look's reasons that make it invalid. */
export function failuresOf({ reasons }: Pick<RecordedLine, 'reasons'>): string[] {
  return reasons.filter((code) => Object.hasOwn(FAILURES, code));
}

/** What no plan lets a look say of its decision; `null` where there is nothing of that. */
export function faultOfDecision(line: RecordedLine, first: RecordedLine): string | null {
  const { decision, variant, units, plan } = line;
  const names = decision === 'ship' || decision === 'keep-control';
  if (names && variant === null) return `decision is ${decision}, and variant is null`;
  if (!names && variant !== null) return `decision is ${decision}, and yet variant is ${variant}`;
  if (variant !== null && !Object.hasOwn(units, variant)) {
    return `variant is ${variant}, of which there are no units`;
  }
  const failures = failuresOf(line);
  if (decision === 'invalid' && failures.length === 0) {
    return 'decision is invalid, without a reason';
  }
  if (decision !== 'invalid' && failures.length > 0) {
    return `decision is ${decision}, and yet ${failures[0]} is among its reasons`;
  }
  return faultOfChange(failures.includes('PLAN_CHANGED'), plan !== first.plan);
}

function faultOfChange(said: boolean, changed: boolean): string | null {
  if (said === changed) return null;
  return changed
    ? 'plan is not that of line 1, and the look is not invalid for it'
    : 'PLAN_CHANGED is among its reasons, and plan is that of line 1';
}
