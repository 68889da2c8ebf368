import { UserError } from '../../errors.js';
import type { Alternative } from '../../stats/alternative.js';

/**
 * Checks that alpha leaves something to be rejected.
 *
 * @throws {UserError} for a one-sided test at a half or more, which rejects without any evidence.
 */
export function checkAlpha(alpha: number, alternative: Alternative): void {
  if (alternative === 'two-sided' || alpha < 0.5) return;
  throw new UserError(`--alpha ${alpha}: a one-sided test at a half or more needs no evidence`, {
    hint: '0.05 is usual',
  });
}
