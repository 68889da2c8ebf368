import * as z from 'zod/mini';
import { count, optionalShare, optionalText, sha256 } from './json-values.js';

const cappedSide = {
  share: optionalShare,
  limit: z.number(),
  /** How many values of each variant were beyond it, of how many. */
  touched: z.array(z.strictObject({ variant: z.string(), units: count, of: count })),
};

/** How files were read. */
export const input = z.strictObject({
  files: z.array(
    z.strictObject({
      path: z.string(),
      /** Of the file's bytes; `null` where no format shows it, which JSON does. */
      sha256: z.nullable(sha256),
      rows: count,
      blankRows: count,
      skippedRows: count,
      /** Rows that were not asked for; absent where all were. */
      otherRows: z.optional(count),
    }),
  ),
  layout: z.enum(['rows', 'counts', 'summary']),
  /** `null` where each file is a variant of its own. */
  variantColumn: optionalText,
  /** `null` where each row is a unit. */
  unitsColumn: optionalText,
  /** The column by whose ids rows were added up; `null` where that was not asked for. */
  unitIdColumn: optionalText,
  /** Counts: columns of sums and rates, which are no metrics of counts; absent where there are none. */
  leftOut: z.optional(z.array(z.string())),
  /** Rows used, over all files. */
  rows: count,
  /** Units in them, those left out for being in two variants included. */
  units: count,
  /** What caps did, metric by metric; empty without any. */
  caps: z.array(
    z.strictObject({
      metric: z.string(),
      ...cappedSide,
      /** Only where it has a lower side. */
      lower: z.optional(z.strictObject(cappedSide)),
    }),
  ),
});
