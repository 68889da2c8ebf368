import * as z from 'zod/mini';
import { marginKind, optionalNumber } from './json-values.js';
import { planned } from './power-schema.js';

/** The contract of `power --margin --format json`. Shares are 0–1. */
export const marginSchema = z.strictObject({
  ...planned,
  solvedFor: z.enum(['sampleSize', 'margin', 'power']),
  /** One-sided, in the direction in which the treatment may not be beyond the margin; equivalence both. */
  alternative: z.enum(['greater', 'less', 'both']),
  /** On both scales, positive; relative to the control, `null` where that has no mean or is 0. */
  margin: z.strictObject({
    kind: marginKind,
    absolute: z.number().check(z.minimum(0)),
    relative: optionalNumber,
  }),
  /** There is no effect to detect. */
  mde: z.null(),
  /** What the treatment is taken to do, in the metric's unit, signed; 0: it is like the control. */
  assumedEffect: z.number(),
});
