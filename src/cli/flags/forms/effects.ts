import * as z from 'zod/mini';
import type { EffectMagnitude } from '../../../experiment/design.js';
import { writtenEffectSize } from '../../../read/values/written-numbers.js';
import { refused, splitName } from './named.js';
import { withinReach } from './numbers.js';

/** A size of effect as written: 5%, 0.5pp or 0.3. */
export const effectSize = z.pipe(
  withinReach,
  z.transform((text, context): EffectMagnitude => {
    const size = writtenEffectSize(text);
    if (size !== null) return size;
    refused(context, text, 'is no size of effect; write 5%, 0.5pp or 0.3');
    return z.NEVER;
  }),
);

/** A margin as written, or the word that asks for the smallest one. */
export const marginOrSmallest = z.pipe(
  withinReach,
  z.transform((text, context): EffectMagnitude | 'smallest' => {
    const size = text === 'smallest' ? text : writtenEffectSize(text);
    if (size !== null) return size;
    refused(context, text, 'is no margin; write 1%, 0.2pp, 0.3, or smallest to ask for it');
    return z.NEVER;
  }),
);

/** A metric's name, or '' for all of them, and an effect above 0. */
const metricSize = (otherwise: string) =>
  z.pipe(
    z.transform((text: string) => {
      const { name: metric, rest: size } = splitName(text);
      return { metric, size };
    }),
    z.object({
      metric: z.string(),
      size: z.pipe(
        effectSize,
        z.custom<EffectMagnitude>((value) => (value as EffectMagnitude).size > 0, otherwise),
      ),
    }),
  );

/** Each metric's effect is given by itself. */
const ofOne = z
  .string()
  .check(
    z.refine((text) => !/=[^=]*,[^=]+=/.test(text), 'names several metrics; give it once for each'),
  );

/** A smallest effect for all metrics or for one, as 5% or revenue=5%. */
export const mde = z.pipe(
  ofOne,
  metricSize('must be above 0; for a decrease pass --alternative less'),
);

/** A margin for a metric, as unsubscribed=0.2pp. */
export const margin = z.pipe(
  z.pipe(ofOne, z.string().check(z.regex(/^.+=.+$/s, 'names no margin; write METRIC=0.2pp'))),
  metricSize('must be above 0; whether lower is worse, --lower-is-better says'),
);
