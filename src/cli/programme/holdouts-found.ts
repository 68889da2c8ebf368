import { UserError } from '../../errors.js';
import type { HoldoutFound } from '../../programme/maturity/confirmed.js';
import type { HoldoutReport } from '../../report/holdout-report.js';
import { readSavedAnswer } from '../input/saved-answer.js';
import type { Io } from '../io.js';

/**
 * What saved reports say of held-out groups on a metric.
 *
 * @throws {UserError} where one is no report with a held-out group, or of other metrics.
 */
export async function holdoutsFound(
  paths: readonly string[],
  metric: string,
  io: Io,
): Promise<HoldoutFound[]> {
  const found: HoldoutFound[] = [];
  for (const path of paths) found.push({ path, ...(await holdoutOn(metric, path, io)) });
  return found;
}

async function holdoutOn(metric: string, file: string, io: Io): Promise<HoldoutReport> {
  const { answer } = await readSavedAnswer(file, io);
  const holdouts = 'holdouts' in answer ? (answer.holdouts ?? []) : [];
  const own = holdouts.find((one) => one.metric === metric);
  if (own !== undefined) return own;
  if (holdouts.length === 0) {
    throw new UserError('no group was held out in this answer', {
      location: { file },
      hint: "name what perso-test analyze --holdout GROUP --ledger 'experiments/*.jsonl' --format json wrote",
    });
  }
  throw new UserError(`its held-out group tells nothing of ${metric}`, {
    location: { file },
    hint: `it is about ${holdouts.map((one) => one.metric).join(', ')}: --metric`,
  });
}
