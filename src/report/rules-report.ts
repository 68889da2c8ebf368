import type * as z from 'zod/mini';
import type { PlacedBreach } from '../programme/policy/breach.js';
import type { RulesHeld } from '../programme/policy/findings.js';
import type { heldPolicySchema, rulesReportSchema } from './schemas/rules-report-schema.js';
import { wordBreach } from './wording/rule-wording.js';

/** What `ledger --check --format json` prints. */
export type RulesReport = z.output<typeof rulesReportSchema>;

/** The rules that a plan was held against, and what of it they do not allow. */
export type HeldPolicy = z.output<typeof heldPolicySchema>;

/** A file with rules, as far as a report names it; one may have none. */
export interface RulesFile {
  path: string;
  sha256: string | null;
  policy: { since: string | null } | null;
}

function sourceOf({ path, sha256, policy }: RulesFile) {
  return { path, sha256: sha256!, since: policy!.since };
}

/**
 * What the rules say of a plan, for its report.
 *
 * @param rules of a file that has some.
 * @param breaches `null`: the plan is not held to them.
 */
export function heldPolicy(rules: RulesFile, breaches: readonly PlacedBreach[] | null): HeldPolicy {
  const worded = (breaches ?? []).map((breach) => ({
    code: breach.code,
    message: wordBreach(breach),
  }));
  return { ...sourceOf(rules), held: breaches !== null, breaches: worded };
}

/**
 * What a ledger comes to, held against the rules.
 *
 * @param rules `null`, or of a file without rules: there are none.
 * @param now the day on which it was asked.
 */
export function rulesReport(
  { findings, held, before }: RulesHeld,
  { rules, experiments, now }: { rules: RulesFile | null; experiments: number; now: Date },
  version: string,
): RulesReport {
  return {
    schemaVersion: 1,
    tool: { name: 'perso-test', version },
    policy: rules === null || rules.policy === null ? null : sourceOf(rules),
    day: now.toISOString().slice(0, 10),
    experiments,
    held,
    before,
    findings: findings.map(({ status, experiments: of, ...breach }) => ({
      code: breach.code,
      status,
      experiments: [...of],
      message: wordBreach(breach),
    })),
    kept: findings.every(({ status }) => status !== 'fail'),
  };
}
