import * as z from 'zod/mini';
import type { RatePrior } from '../../../experiment/design.js';
import { refused } from './named.js';

const COUNTS = /^(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/;

/** A posterior of less, on either side, reaches beyond doubles: see BetaPrior. */
const LEAST = 0.1;

/** What is taken for known before the data: of rates, or of effects as a file has it. */
export type GivenPrior = RatePrior | { file: string };

/** What rates are taken for before the data: flat, pooled, or so many successes among so many units; or a file. */
export const givenPrior = z.pipe(
  z.string(),
  z.transform((text, context): GivenPrior => {
    if (text === 'flat' || text === 'pooled') return text;
    const [, successes, units] = COUNTS.exec(text) ?? [];
    const prior = { successes: Number(successes), units: Number(units) };
    if (prior.successes >= LEAST && prior.units - prior.successes >= LEAST) return prior;
    // Without a dot or a stroke it is a word that was mistyped, and figures alone are no file's name.
    if (/[./\\]/.test(text) && !/^[-\d.,/\s]*$/.test(text)) return { file: text };
    refused(
      context,
      text,
      'is no prior; write flat, pooled, successes/units, as 2/100, or a file, as prior.json',
    );
    return z.NEVER;
  }),
);
