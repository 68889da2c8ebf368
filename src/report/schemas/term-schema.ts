import * as z from 'zod/mini';
import { OUTCOMES } from '../../experiment/comparison.js';
import { AGREEMENTS, SHOWN } from '../../experiment/term-pairs.js';
import { estimate, kind } from './comparison-schema.js';
import { optionalShare, role } from './json-values.js';

const term = z.strictObject({
  metric: z.string(),
  role,
  kind,
  effect: z.strictObject(estimate),
  relativeEffect: z.nullable(z.strictObject(estimate)),
  /** Of each of the two intervals by itself. */
  confidence: optionalShare,
  outcome: z.enum(OUTCOMES),
  /** By the interval of the effect alone: what is decided may ask for more. */
  shows: z.enum(SHOWN),
});

/** A short-term metric and its long-term form, of one treatment over all units. */
export const termPair = z.strictObject({
  treatment: z.string(),
  shortTerm: term,
  longTerm: term,
  agreement: z.strictObject({ code: z.enum(AGREEMENTS), message: z.string() }),
  /** Whether both estimates are on the same side, be it told from 0 or not; `null` where one is on none. */
  estimatesAgree: z.nullable(z.boolean()),
  /** Which of the two is the primary metric. */
  decidedBy: z.strictObject({
    code: z.enum(['SHORT_TERM', 'LONG_TERM', 'NEITHER']),
    message: z.string(),
  }),
});
