import type { Policy } from '../../read/policy/policy.js';
import type { ExperimentOnRecord } from '../experiment-on-record.js';
import type { Finding } from './breach.js';
import { experimentFindings } from './experiment-findings.js';
import { metricFindings } from './metric-findings.js';
import { surfaceFindings } from './surface-findings.js';

/** What a ledger comes to, held against the rules. */
export interface RulesHeld {
  /** Experiment by experiment, then what several show together. */
  findings: Finding[];
  /** How many experiments are held to the policy, and how many began before it; 0 without one. */
  held: number;
  before: number;
}

/**
 * What journals and their plans show that ought not to be: what breaks a rule of the policy, and what breaks the
 * rules that hold without one: a plan is not changed once it was looked at by, a loser is not shipped, a metric has
 * one definition, a date that was promised is kept. What is for people to judge is a warning.
 *
 * @param policy `null`: there is none.
 * @param chosen those of whom is told; all are looked at, since two may break a rule together.
 * @example
 * const { policy } = await readPolicy('fixtures/programme/perso-test.yaml');
 * const read = await readPlan('fixtures/programme/cart-price-points.yaml');
 * const journal = readJournal('fixtures/programme/cart-price-points.jsonl');
 * const { findings, held } = rulesHeld([experimentOnRecord(journal, read)], policy, new Date('2026-06-01'));
 * held; // => 1
 * findings.map(({ code, status }) => [code, status]);
 * // => [ [ 'ALPHA_TOO_LARGE', 'fail' ], [ 'UNDERPOWERED', 'fail' ] ]
 */
export function rulesHeld(
  records: readonly ExperimentOnRecord[],
  policy: Policy | null,
  now: Date,
  chosen: readonly ExperimentOnRecord[] = records,
): RulesHeld {
  const isHeld = ({ firstTime }: ExperimentOnRecord) =>
    policy !== null && isSince(policy, new Date(firstTime));
  const held = chosen.filter(isHeld).length;
  const names = new Set(chosen.map(({ experiment }) => experiment));
  const findings = [
    ...records.flatMap((record) => experimentFindings(record, isHeld(record) ? policy : null, now)),
    ...metricFindings(records),
    ...surfaceFindings(records, policy, isHeld),
  ];
  return {
    findings: findings.filter(({ experiments }) => experiments.some((name) => names.has(name))),
    held,
    before: policy === null ? 0 : chosen.length - held,
  };
}

/**
 * Whether an experiment that began then is held to a policy.
 * @example
 * isSince({ since: '2026-01-01' }, new Date('2025-12-16T03:00:00Z')); // => false
 * isSince({ since: null }, new Date('2025-12-16T03:00:00Z')); // => true
 */
export function isSince({ since }: Pick<Policy, 'since'>, began: Date): boolean {
  return since === null || began.toISOString().slice(0, 10) >= since;
}
