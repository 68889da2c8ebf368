import type { ExperimentOnRecord } from '../experiment-on-record.js';
import { distinctNames } from '../worth/effects-from-record.js';

/** What a held-out group says of a claim. */
export const HOLDOUT_ANSWERS = [
  'CONFIRMED',
  'NO_EFFECT',
  'LESS_THAN_CLAIMED',
  'CLAIM_UNCERTAIN',
  'NO_ANSWER',
] as const;

export type HoldoutAnswer = (typeof HOLDOUT_ANSWERS)[number];

interface Interval {
  estimate: number;
  lower: number;
  upper: number;
}

/** A held-out group against what journals claimed on a metric, as it was reported. */
export interface HoldoutFound {
  /** Where the report is. */
  path: string;
  /** The experiments whose shipped treatments are claimed. */
  experiments: readonly { experiment: string }[];
  /** By how much everyone differs from the group, treatment ÷ control − 1; `null` where nothing could be compared. */
  measured: Interval | null;
  /** Measured ÷ claimed, the claim being what all experiments together believe, if there are enough for that. */
  confirmed: { naive: Interval | null; honest: Interval | null };
  honest: Interval | null;
}

/** What a held-out group says of the experiments on record. */
export interface HoldoutOnRecord {
  path: string;
  answer: HoldoutAnswer;
  measured: Interval | null;
  /** How many experiments its claim names, and how many of them are among those on record. */
  claimed: number;
  known: number;
}

/** What held-out groups say, and the experiments that they confirm. */
export interface Confirmation {
  holdouts: HoldoutOnRecord[];
  confirmed: ReadonlySet<ExperimentOnRecord>;
}

/**
 * What held-out groups confirm: the experiments of a claim where everyone is better than the group, the whole interval of
 * that being on its better side, and where the measured effect may be as large as the claim; unless another group says
 * that it is less.
 *
 * @param direction which change of the metric is better.
 */
export function confirmationBy(
  found: readonly HoldoutFound[],
  experiments: readonly ExperimentOnRecord[],
  direction: 'increase' | 'decrease',
): Confirmation {
  const names = distinctNames(experiments);
  const [confirmed, denied] = [new Set<ExperimentOnRecord>(), new Set<ExperimentOnRecord>()];
  const holdouts = found.map((one): HoldoutOnRecord => {
    const claimed = new Set(one.experiments.map(({ experiment }) => experiment));
    const known = experiments.filter((_, i) => claimed.has(names[i]!));
    const answer = answerOf(one, direction);
    for (const record of known) {
      if (answer === 'CONFIRMED') confirmed.add(record);
      if (answer === 'LESS_THAN_CLAIMED') denied.add(record);
    }
    const { path, measured } = one;
    return { path, answer, measured, claimed: claimed.size, known: known.length };
  });
  return { holdouts, confirmed: new Set([...confirmed].filter((one) => !denied.has(one))) };
}

function answerOf(
  { measured, honest, confirmed }: HoldoutFound,
  direction: 'increase' | 'decrease',
): HoldoutAnswer {
  if (measured === null) return 'NO_ANSWER';
  const isBetter = direction === 'increase' ? measured.lower > 0 : measured.upper < 0;
  if (!isBetter) return 'NO_EFFECT';
  const share = honest === null ? confirmed.naive : confirmed.honest;
  if (share === null) return 'CLAIM_UNCERTAIN';
  return share.upper < 1 ? 'LESS_THAN_CLAIMED' : 'CONFIRMED';
}
