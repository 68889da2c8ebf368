import * as z from 'zod/mini';
import { DECISIONS } from '../../experiment/decision/decision-code.js';
import { ROLES } from '../../experiment/metric-kind.js';
import { count, counts, estimate, optionalNumber, sha256, share } from './values.js';

/** A look as version 1 wrote it: without the figures that its decision follows from. */
export const lookSchemaV1 = z.strictObject({
  schemaVersion: z.literal(1),
  time: z.iso.datetime(),
  tool: z.string(),
  plan: sha256,
  data: sha256,
  look: count,
  repeats: z.boolean(),
  plannedUnits: counts,
  units: counts,
  comparisons: z
    .array(
      z.strictObject({
        metric: z.string(),
        treatment: z.string(),
        role: z.enum(ROLES),
        informationFraction: z.nullable(z.number().check(z.minimum(0))),
        statistic: optionalNumber,
        pValue: z.nullable(share),
        criticalValue: optionalNumber,
        alphaSpent: share,
        effect: estimate,
      }),
    )
    .check(z.minLength(1)),
  decision: z.enum(DECISIONS),
  variant: z.nullable(z.string()),
  reasons: z.array(z.string()),
});

/** A look of a journal that an earlier version of the tool began. */
export type JournalLineV1 = z.output<typeof lookSchemaV1>;
