import { UserError } from '../../errors.js';
import type { Aggregates } from '../../experiment/aggregates.js';

/**
 * That the units of each variant, and of all, can still be told one by one: each count may be one, and their sum none.
 *
 * @throws {UserError} beyond 2^53 − 1.
 */
export function checkCounted({ variants }: Pick<Aggregates, 'variants'>): void {
  let all = 0;
  for (const { units } of variants.values()) all += units;
  for (const [name, { units }] of [...variants, ['all variants', { units: all }] as const]) {
    if (units <= Number.MAX_SAFE_INTEGER) continue;
    throw new UserError(`${name}: the counts of units come to ${units}, too many to be exact`, {
      hint: 'is the column of units one of something else?',
    });
  }
}
