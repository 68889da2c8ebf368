import type { DecisionCode } from '../experiment/decision/decision-code.js';
import type { ReportLine } from '../read/journal/report-line.js';
import type { EvidenceLine, Journal, RecordedLine } from '../read/journal/schema.js';
import type { ClosingLine, JournalLine } from '../read/journal/version-2.js';
import type { PlanRead } from '../read/plan/read-plan.js';

/** How far an experiment has come: it collects on, its gate has decided, or whoever ran it has ended it. */
export const EXPERIMENT_STATES = ['running', 'decided', 'closed'] as const;

/** One of EXPERIMENT_STATES. */
export type ExperimentState = (typeof EXPERIMENT_STATES)[number];

/** One experiment, as its journal and, where it was found, its plan tell it. */
export interface ExperimentOnRecord {
  /** The path of its journal, as it was named. */
  journal: string;
  /** Its name; of a journal of version 1 without a plan that of the file, without its ending. */
  experiment: string;
  owner: string | null;
  tags: ReadonlyMap<string, string>;
  /** The experiment that it builds on. */
  follows: string | null;
  /** `null` where no plan with its hash or its name was found. */
  plan: PlanRead | null;
  /** Whether that plan promises what the first look was judged by; `null` without a plan. */
  isPlanOfFirstLook: boolean | null;
  /** All of them, oldest first, those that repeat the data before included. */
  looks: readonly RecordedLine[];
  /** The last one at new data, by which the experiment is known; `null` where there is none. */
  lastLook: RecordedLine | null;
  /** What it came to by a report, where it had no gate; else `null`. */
  report: ReportLine | null;
  /** What ended it; `null` while it goes on. */
  closing: ClosingLine | null;
  state: ExperimentState;
  /** What was done where it was ended, else what its last look says; `null` where neither is. */
  decision: DecisionCode | null;
  /** The variant that this decision is for, if any. */
  variant: string | null;
  /** When its first and its last line were written, as ISO 8601 in universal time. */
  firstTime: string;
  lastTime: string;
  /** Days of the calendar between its first and its last look, 0 or more. */
  days: number;
}

/**
 * What a journal and its plan tell of an experiment.
 *
 * @param journal with a line at least.
 * @param plan the one with the hash of its first look, else one of its name, else `null`.
 * @example
 * const read = await readPlan('fixtures/programme/cart-checkout-short.yaml');
 * const journal = readJournal('fixtures/programme/cart-checkout-short.jsonl');
 * const { experiment, owner, isPlanOfFirstLook, state, decision } = experimentOnRecord(journal, read);
 * [experiment, owner, isPlanOfFirstLook]; // => [ 'cart-checkout-short', 'checkout', true ]
 * [state, decision]; // => [ 'closed', 'invalid' ]
 */
export function experimentOnRecord(journal: Journal, plan: PlanRead | null): ExperimentOnRecord {
  const { path, looks, report, closing } = journal;
  const lastLook = looks.findLast(({ repeats }) => !repeats) ?? null;
  const decided = closing ?? lastLook ?? report;
  const lines = [report, ...looks, closing].filter((line) => line !== null);
  const times = lines.map(({ time }) => time);
  const dates = looks.map(({ time }) => Math.floor(Date.parse(time) / DAY));
  return {
    journal: path,
    ...identityOf(journal, plan),
    plan,
    isPlanOfFirstLook: plan === null ? null : (looks[0] ?? report)?.plan === plan.sha256,
    looks,
    lastLook,
    report,
    closing,
    state: stateOf(lastLook, closing),
    decision: decided?.decision ?? null,
    variant: decided?.variant ?? null,
    firstTime: times[0]!,
    lastTime: times.at(-1)!,
    days: Math.max(0, (dates.at(-1) ?? 0) - (dates[0] ?? 0)),
  };
}

/** What an experiment is judged by: its last look at new data, or the report of a test without a gate; `null` where neither is. */
export function judgedBy({
  lastLook,
  report,
}: Pick<ExperimentOnRecord, 'lastLook' | 'report'>): EvidenceLine | null {
  return lastLook ?? report;
}

/** How many units a line counts, over all variants. */
export function unitsIn({ units }: Pick<EvidenceLine, 'units'>): number {
  return Object.values(units).reduce((sum, n) => sum + n, 0);
}

/** Milliseconds; days of universal time have no other length. */
const DAY = 86_400_000;

/** What an experiment is called, whose it is and of what kind: by the last line that says so, else by its plan. */
function identityOf(
  { path, looks, report, closing }: Journal,
  read: PlanRead | null,
): Pick<ExperimentOnRecord, 'experiment' | 'owner' | 'tags' | 'follows'> {
  const plan = read?.plan;
  const last = looks.findLast((line): line is JournalLine => line.schemaVersion === 2) ?? report;
  const name = last?.experiment ?? closing?.experiment ?? plan?.experiment;
  return {
    experiment: name ?? path.replace(/^.*[\\/]/, '').replace(/\.jsonl$/, ''),
    owner: last?.owner ?? plan?.owner ?? null,
    tags: new Map([...(plan?.tags ?? []), ...Object.entries(last?.tags ?? {})]),
    follows: last?.follows ?? plan?.follows ?? null,
  };
}

function stateOf(lastLook: RecordedLine | null, closing: ClosingLine | null): ExperimentState {
  if (closing !== null) return 'closed';
  const decision = lastLook?.decision;
  return decision === 'ship' || decision === 'keep-control' ? 'decided' : 'running';
}
