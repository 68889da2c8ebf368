import * as z from 'zod/mini';
import { input } from './input-schema.js';
import { count, optionalNumber, optionalText, share } from './json-values.js';

/** Of a size that is planned, which may be more than can be counted one by one: 0 or more. */
export const units = z.number().check(z.minimum(0));

/** Whole units of the control, of each treatment, of all; and the treatment's unrounded. */
export const plannedSize = z.strictObject({
  control: units,
  treatment: units,
  total: units,
  exactPerVariant: units,
});

/** What a test is planned by that was read rather than typed. */
export const pilot = z.strictObject({
  input: input,
  variant: optionalText,
  metric: z.string(),
  kind: z.enum(['proportion', 'mean', 'ratio']),
  /** Units with a value, and without. */
  n: count,
  missing: count,
  mean: z.number(),
  /** Of a unit, before covariates; of a ratio by the delta method. The plan's own `sd` is after them. */
  sd: z.number(),
  /** `explained`: the share of the variance that they explain together. */
  covariate: z.nullable(z.strictObject({ columns: z.array(z.string()), explained: z.number() })),
  /** Where rows are added up to units: how many there are, and what taking them for units would hide. */
  clusters: z.nullable(z.strictObject({ rows: count, designEffect: optionalNumber })),
  /** Of what the test is about; `null`: not known, or of a rate. */
  skewness: optionalNumber,
  /** From which size on values are not too skewed for the test; `null` where any will do. */
  forSkewness: z.nullable(plannedSize),
  /** What the power alone takes, where a size was asked for, and which of both the size comes from. */
  forPower: z.nullable(z.strictObject({ power: share, sampleSize: plannedSize })),
  binding: z.nullable(z.enum(['power', 'skewness'])),
  /** Of the units in each treatment, the effect or margin, or the power: whichever was asked for. */
  range: z.strictObject({
    confidence: share,
    /** `null`: there is no answer at that end. */
    lower: optionalNumber,
    upper: optionalNumber,
    /** Whether it is at least so wide, as where only moments are known. */
    isLeast: z.boolean(),
    /** Whether sizes at its ends are so far apart that the pilot says little. */
    isWide: z.boolean(),
  }),
});
