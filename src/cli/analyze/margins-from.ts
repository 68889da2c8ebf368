import { noSuchMetric, UserError } from '../../errors.js';
import type { MarginDesign } from '../../experiment/design.js';
import type { AnalyzeFlags } from './analyze-flags.js';

/**
 * The margins that the flags ask for, by metric.
 *
 * @throws {UserError} when one is for a metric that is not in this run, for the primary one, or for one
 * that has another; and when alpha is no level for a one-sided test.
 */
export function marginsFrom(
  { nonInferior, equivalent, alpha }: AnalyzeFlags,
  names: readonly string[],
): Map<string, MarginDesign> {
  const margins = new Map<string, MarginDesign>();
  const given = [
    ...nonInferior.map((one) => ({ ...one, kind: 'non-inferiority' as const })),
    ...equivalent.map((one) => ({ ...one, kind: 'equivalence' as const })),
  ];
  for (const { metric, size, kind } of given) {
    const flag = kind === 'equivalence' ? '--equivalent' : '--non-inferior';
    checkGuarded(flag, metric, names);
    if (margins.has(metric)) {
      throw new UserError(`${flag} ${metric}: that metric has a margin already`, {
        hint: 'give one margin for each metric',
      });
    }
    margins.set(metric, { kind, size });
  }
  if (margins.size > 0 && alpha >= 0.5) {
    throw new UserError(`--alpha ${alpha}: a margin shown at a half or more needs no evidence`, {
      hint: '0.05 is usual',
    });
  }
  return margins;
}

function checkGuarded(flag: string, metric: string, names: readonly string[]): void {
  if (!names.includes(metric)) throw noSuchMetric(`${flag} ${metric}`, metric, names);
  if (metric !== names[0]) return;
  throw new UserError(`${flag} ${metric}: that is the primary metric, which is to get better`, {
    hint: 'name the metric that decides first, with --metric, and guard another one',
  });
}
