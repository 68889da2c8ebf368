import { UserError } from '../../errors.js';
import {
  REPORT_FORMAT_NAMES,
  type ReportFormat,
  reportFormat,
} from '../../render/report-formats.js';
import { flagName } from '../flags/flag.js';
import type { Target } from '../output/outputs.js';
import { type AnalyzeFlags, asksForRanks } from './analyze-flags.js';

/** What adds to a report what a format of single comparisons has no place for. */
const BESIDE_COMPARISONS = ['target', 'bayes', 'intensity', 'overTime'] as const;

/**
 * Checks that something is to show what flags ask for beside the comparisons.
 *
 * @param said the keys of the flags that were given.
 * @throws {UserError} where nothing would: a flag may not be ignored in silence.
 */
export function checkShown(
  targets: readonly Target<ReportFormat>[],
  { test }: AnalyzeFlags,
  said: readonly string[],
): void {
  const isWhole = (format: ReportFormat) => reportFormat(format).isWhole === true;
  if (targets.some(({ format }) => isWhole(format))) return;
  const ranks = test.find(asksForRanks);
  const asked = BESIDE_COMPARISONS.find((key) => said.includes(key));
  const flag =
    asked === undefined ? (ranks === undefined ? null : `--test ${ranks}`) : flagName(asked);
  if (flag === null) return;
  const others = REPORT_FORMAT_NAMES.filter(isWhole).join(', ');
  throw new UserError(`${flag}: --format ${targets[0]!.format} has no place for what it asks`, {
    hint: `leave it out, or have a report beside that has: ${others}, as --format json=report.json`,
  });
}
