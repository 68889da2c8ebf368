import * as z from 'zod/mini';
import { marginKind, optionalNumber } from './json-values.js';
import { plannedSize, units } from './pilot-schema.js';
import { planned } from './power-schema.js';

/** On both scales, positive; relative to the control, `null` where that has no mean or is 0. */
const margin = z.strictObject({
  kind: marginKind,
  absolute: z.number().check(z.minimum(0)),
  relative: optionalNumber,
});

/** The contract of the answer of `power` about a margin, as JSON. Shares are 0–1. */
export const marginSchema = z.strictObject({
  ...planned,
  solvedFor: z.enum(['sampleSize', 'margin', 'power']),
  /** One-sided, in the direction in which the treatment may not be beyond the margin; equivalence both. */
  alternative: z.enum(['greater', 'less', 'both']),
  margin,
  /** There is no effect to detect. */
  mde: z.null(),
  /** What the treatment is taken to do, in the metric's unit, signed; 0: it is like the control. */
  assumedEffect: z.number(),
  /** Sizes for margins around this one, the smallest first. */
  neighbours: z.array(
    z.strictObject({ margin, sampleSize: plannedSize, durationDays: z.nullable(units) }),
  ),
});

/** The same as a JSON Schema, for programs in other languages. */
export function marginJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test power of a margin',
    description:
      'What perso-test power answers about a margin, as JSON. Shares are 0 to 1; null: absent.',
    ...z.toJSONSchema(marginSchema),
  };
}
