import { closestTo, UserError } from '../../errors.js';
import type { MetricReading } from '../reading.js';
import { quoted } from '../values/values.js';

/** What has been seen of a metric's values, in all files so far. */
export interface ValueProfile {
  /** Yes, no, true or false. */
  words: boolean;
  /** Numbers other than 0 and 1. */
  amounts: boolean;
  /** What amounts are in, '' for plain numbers; `null` until one has been met. */
  unit: string | null;
  /** The text that counts as a success. */
  success: boolean;
  /** Some of the other texts, until the success was seen. */
  others: Set<string>;
}

/** Nothing seen yet. */
export function emptyProfile(): ValueProfile {
  return { words: false, amounts: false, unit: null, success: false, others: new Set() };
}

/**
 * Checks that a text which counts as a success is met at all: a misspelt one would make a rate of 0.
 *
 * @throws {UserError} with the value that was most likely meant, or those that there are.
 */
export function checkSuccessProfile({ column, success }: MetricReading, seen: ValueProfile): void {
  if (success === null || seen.success) return;
  const suggestion = closestTo(success, seen.others);
  const values = [...seen.others].slice(0, 5).map(quoted).join(', ');
  throw new UserError((say) => `${say.metric()} ${column}=${success}: no row has that value`, {
    hint:
      suggestion === undefined ? `column ${column} has ${values}` : `did you mean ${suggestion}?`,
  });
}
