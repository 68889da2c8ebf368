import * as z from 'zod/mini';
import type { RatePrior } from '../../../experiment/design.js';
import { refused } from './named.js';

const COUNTS = /^(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/;

/** A posterior of less, on either side, reaches beyond doubles: see BetaPrior. */
const LEAST = 0.1;

/** What rates are taken for before the data: flat, pooled, or so many successes among so many units. */
export const ratePrior = z.pipe(
  z.string(),
  z.transform((text, context): RatePrior => {
    if (text === 'flat' || text === 'pooled') return text;
    const [, successes, units] = COUNTS.exec(text) ?? [];
    const prior = { successes: Number(successes), units: Number(units) };
    if (prior.successes >= LEAST && prior.units - prior.successes >= LEAST) return prior;
    refused(context, text, 'is no prior; write flat, pooled, or successes/units, as 2/100');
    return z.NEVER;
  }),
);
