import type * as z from 'zod/mini';
import type { LeftOutEffect } from '../programme/worth/effects-from-record.js';
import type { ProgrammeEffect } from '../programme/worth/programme-effect.js';
import type { Worth, WorthAsked } from '../programme/worth/worth.js';
import { normalQuantile } from '../stats/distributions/normal.js';
import { type EffectPrior, priorDensity } from '../stats/value/effect-prior.js';
import type { programmeSchema } from './schemas/programme-schema.js';

/** What `programme` answers: what many experiments come to together. */
export type ProgrammeReport = z.output<typeof programmeSchema>;

/** What effects were put together, and where they are from. */
export type ProgrammeOrigin = Pick<
  ProgrammeReport,
  'source' | 'metric' | 'direction' | 'scale' | 'maturity'
> & {
  leftOut: readonly LeftOutEffect[];
  version: string;
};

/** The answer of what effects come to. */
export function programmeReport(
  worth: Worth,
  { alpha, power, tails }: WorthAsked,
  { version, leftOut, ...origin }: ProgrammeOrigin,
): ProgrammeReport {
  const { effects, shrunk, prior, byTag, ...rest } = worth;
  return {
    schemaVersion: 1,
    tool: { name: 'perso-test', version },
    ...origin,
    alpha,
    power,
    confidence: 1 - alpha,
    tails,
    leftOut: [...leftOut],
    effects: effects.map((effect, i) => ({
      ...measured(effect, alpha),
      shrunk: shrunk === null ? null : shrunk[i]!,
    })),
    ...rest,
    byTag,
    density: prior === null ? [] : densityOf(prior),
    prior: prior === null ? null : { ...prior, df: Number.isFinite(prior.df) ? prior.df : null },
  };
}

/** So many points, over so many of its scales to either side. */
const [POINTS, REACH] = [121, 4];

function densityOf(prior: EffectPrior): ProgrammeReport['density'] {
  const at = priorDensity(prior);
  return Array.from({ length: POINTS }, (_, i) => {
    const effect = prior.mean + prior.scale * REACH * ((2 * i) / (POINTS - 1) - 1);
    return { effect, density: at(effect) };
  });
}

function measured(effect: ProgrammeEffect, alpha: number) {
  const { controlPart: _, tags, estimate, standardError, ...rest } = effect;
  const reach = normalQuantile(alpha / 2, 'upper') * standardError;
  return {
    ...rest,
    tags: Object.fromEntries(tags),
    estimate,
    standardError,
    lower: estimate - reach,
    upper: estimate + reach,
  };
}
