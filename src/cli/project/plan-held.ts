import { isSince } from '../../programme/policy/findings.js';
import { planBreaches } from '../../programme/policy/plan-breaches.js';
import { readJournal } from '../../read/journal/journal.js';
import type { PlanRead } from '../../read/plan/read-plan.js';
import { wordBreach } from '../../report/wording/rule-wording.js';
import type { Io } from '../io.js';
import type { Project } from './project.js';
import type { PlanHeld } from './project-run.js';

/** What a project's rules say of a plan whose experiment began then; `null` where the project has none. */
export function planHeld({ plan }: PlanRead, { rules }: Project, began: Date): PlanHeld | null {
  if (rules === null || rules.policy === null) return null;
  const { path, policy } = rules;
  const breaches = isSince(policy, began) ? planBreaches(plan, policy) : null;
  return { path, sha256: rules.sha256!, policy, breaches };
}

/** When an experiment began: at the first look of its journal, or now. */
export function beganAt(journal: string | null, io: Io): Date {
  const first = journal === null ? undefined : readJournal(journal).looks[0];
  return first === undefined ? io.now() : new Date(first.time);
}

/**
 * Refuses a plan that its project does not allow, before any data are read: so nothing is decided, and no look is
 * on record.
 *
 * @throws {UserError} at the place of the first breach in the plan.
 */
export function checkHeld(read: PlanRead, held: PlanHeld | null): void {
  const [first, ...more] = held?.breaches ?? [];
  if (first === undefined) return;
  const others = more.length === 0 ? '' : `, and ${more.length} more of its rules are broken`;
  throw read.errorAt({
    path: first.at,
    message: `against the rules of ${held!.path}: ${wordBreach(first)}${others}`,
    hint: `a gate decides by no such plan; perso-test plan ${read.path} lists what is against them`,
  });
}
