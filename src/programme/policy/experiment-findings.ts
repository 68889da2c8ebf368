import type { Policy } from '../../read/policy/policy.js';
import type { ExperimentOnRecord } from '../experiment-on-record.js';
import type { Finding, LedgerBreach } from './breach.js';
import { dayOf, daysBetween } from './days.js';
import { planBreaches, underpowered } from './plan-breaches.js';

/** How long after its decision an experiment may stay open where no policy says so: two whole weeks. */
const USUAL_DAYS_TO_CLOSE = 14;

/** What one experiment shows by itself, with a policy and without one. */
export function experimentFindings(
  record: ExperimentOnRecord,
  policy: Policy | null,
  now: Date,
): Finding[] {
  return [
    ...planFindings(record, policy),
    ...closingFindings(record, policy),
    ...dateFindings(record, policy, now),
  ];
}

function finding(
  { experiment }: ExperimentOnRecord,
  status: Finding['status'],
  breach: LedgerBreach,
): Finding {
  return { ...breach, status, experiments: [experiment] };
}

function planFindings(record: ExperimentOnRecord, policy: Policy | null): Finding[] {
  const { plan: read, isPlanOfFirstLook } = record;
  const changed = changedAtLook(record);
  const notKept = (look: number | null) => finding(record, 'fail', { code: 'PLAN_NOT_KEPT', look });
  const kept =
    changed !== null ? [notKept(changed)] : isPlanOfFirstLook === false ? [notKept(null)] : [];
  if (read === null) {
    // Rules that cannot be asked after are not known to be kept.
    const status = policy === null ? 'warn' : 'fail';
    return [...kept, finding(record, status, { code: 'PLAN_NOT_FOUND' })];
  }
  const experiments = [record.experiment];
  const breaches = policy === null ? [] : planBreaches(read.plan, policy);
  // That a plan's size is too small for its own power is said where no policy asks for power, too.
  const small = policy?.power == null ? (underpowered(read.plan) ?? []) : [];
  return [
    ...kept,
    ...breaches.map(({ at: _, ...breach }) => ({
      ...breach,
      status: 'fail' as const,
      experiments,
    })),
    ...small
      .filter(({ code }) => code === 'UNDERPOWERED')
      .map(({ at: _, ...breach }) => ({ ...breach, status: 'warn' as const, experiments })),
  ];
}

/** The first look that was by another plan than the one before it. */
function changedAtLook({ looks }: ExperimentOnRecord): number | null {
  return looks.find(({ plan }, i) => i > 0 && plan !== looks[i - 1]!.plan)?.look ?? null;
}

function closingFindings(record: ExperimentOnRecord, policy: Policy | null): Finding[] {
  const { closing, owner, days, plan } = record;
  if (closing === null) return [];
  const { overrides: verdict, decision: done, variant, because } = closing;
  const found: Finding[] = [];
  if (verdict !== null) {
    const allowed = policy?.overrides ?? null;
    const status = isOverrideAllowed(allowed, owner) ? 'warn' : 'fail';
    const figures = { owner, verdict, done, variant, because, allowed };
    found.push(finding(record, status, { code: 'OVERRIDDEN', ...figures }));
  }
  if (done === 'ship' && (verdict === 'keep-control' || verdict === 'invalid')) {
    found.push(finding(record, 'fail', { code: 'LOSER_SHIPPED', variant, verdict }));
  }
  const least = policy?.minimumDays ?? null;
  // Where the plan itself promises too few, that is said of the plan.
  const isPromised = least !== null && (plan?.plan.minimumDays ?? 0) >= least;
  if (isPromised && done !== 'invalid' && days < least) {
    found.push(finding(record, 'fail', { code: 'RUN_TOO_SHORT', days, least }));
  }
  return found;
}

function isOverrideAllowed(
  allowed: 'none' | 'any' | readonly string[] | null,
  owner: string | null,
): boolean {
  if (allowed === null || allowed === 'any') return true;
  return allowed !== 'none' && owner !== null && allowed.includes(owner);
}

function dateFindings(record: ExperimentOnRecord, policy: Policy | null, now: Date): Finding[] {
  const { state, decision, lastTime, plan } = record;
  const found: Finding[] = [];
  const days = daysBetween(new Date(lastTime), now);
  const within = policy?.closeWithinDays ?? USUAL_DAYS_TO_CLOSE;
  if (state === 'decided' && decision !== null && days > within) {
    const status = policy?.closeWithinDays == null ? 'warn' : 'fail';
    found.push(finding(record, status, { code: 'NOT_CLOSED', decision, days, within }));
  }
  const date = plan?.plan.decideBy;
  if (state === 'running' && date !== undefined && dayOf(now) >= date) {
    found.push(finding(record, 'fail', { code: 'DECIDE_BY_PASSED', date }));
  }
  return found;
}
