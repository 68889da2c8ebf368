import type { EffectRow } from '../../read/effects/effects-table.js';
import { normalQuantile } from '../../stats/distributions/normal.js';
import type { ProgrammeEffect } from './programme-effect.js';

/**
 * The effects of a table, positive being better; each test's verdict is that of its two-sided z-test.
 *
 * @param lowerIsBetter turns their signs.
 */
export function effectsFromTable(
  rows: readonly EffectRow[],
  { alpha, lowerIsBetter }: { alpha: number; lowerIsBetter: boolean },
): ProgrammeEffect[] {
  const critical = normalQuantile(alpha / 2, 'upper');
  const sign = lowerIsBetter ? -1 : 1;
  const counts = new Map<string, number>();
  for (const { experiment } of rows) counts.set(experiment, (counts.get(experiment) ?? 0) + 1);
  return rows.map(({ controlError, line: _, estimate, standardError, treatment, ...rest }) => {
    const z = (sign * estimate) / standardError;
    return {
      ...rest,
      treatment: counts.get(rest.experiment) === 1 ? null : treatment,
      estimate: sign * estimate,
      standardError,
      controlPart: controlError,
      verdict: z > critical ? 'win' : z < -critical ? 'loss' : 'neither',
    };
  });
}
