import type * as z from 'zod/mini';
import type { BeliefOnFile } from '../experiment/effect-belief.js';
import type { belief } from './schemas/belief-schema.js';

/** What an effect is taken for before its test, by a file. */
export type BeliefReport = z.output<typeof belief>;

/** What was read of a file, as reports have it. */
export function beliefReport({ prior, ...read }: BeliefOnFile): BeliefReport {
  const { path, metric, effect, direction, experiments } = read;
  const { mean, scale, df } = prior;
  return {
    path,
    metric,
    effect,
    direction,
    mean,
    scale,
    df: Number.isFinite(df) ? df : null,
    experiments,
  };
}
