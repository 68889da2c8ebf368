import type { Decision } from '../../experiment/decision/decided.js';

/** What a look came to in one comparison, as the journal keeps it. */
export interface JournalComparison {
  metric: string;
  treatment: string;
  role: 'primary' | 'secondary' | 'guardrail';
  /** Units over planned units, from 0; above 1 where a test ran on. */
  informationFraction: number | null;
  statistic: number | null;
  pValue: number | null;
  criticalValue: number | null;
  /** Of alpha, up to and with this look, 0–1. */
  alphaSpent: number;
  /** In the metric's unit. */
  effect: { estimate: number; lower: number | null; upper: number | null };
}

/** One look at a running test, for the record: a line of the journal. */
export interface JournalLine {
  schemaVersion: 1;
  /** ISO 8601, in UTC. */
  time: string;
  /** The version of perso-test that decided. */
  tool: string;
  /** SHA-256 of what the plan says, in hexadecimal. */
  plan: string;
  /** SHA-256 over the data files, see `dataHash`. */
  data: string;
  /** From 1; a repeated look keeps the number of the one that it repeats. */
  look: number;
  /** Whether the data are those of the look before, so that nothing more was spent. */
  repeats: boolean;
  /** By variant, as the first look froze them. */
  plannedUnits: Record<string, number>;
  /** By variant, at this look. */
  units: Record<string, number>;
  comparisons: JournalComparison[];
  decision: Decision;
  variant: string | null;
  /** The codes of the verdict's reasons. */
  reasons: string[];
}

/**
 * The number that the next look must have.
 *
 * A repeated look keeps the number of the look before, so the very first one, which has nothing to
 * repeat, has none that fits: `null`.
 */
export function nextLook(before: JournalLine | undefined, repeats: boolean): number | null {
  if (before === undefined) return repeats ? null : 1;
  return repeats ? before.look : before.look + 1;
}
