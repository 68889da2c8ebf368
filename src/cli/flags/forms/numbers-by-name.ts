import * as z from 'zod/mini';
import { isWithinReach, OUT_OF_REACH, plainNumber } from '../../../read/values/written-numbers.js';
import { type Issues, refused, splitName } from './named.js';

/** Numbers by name, as light=0.02,full=0.05. */
export const namedNumbers = z.pipe(
  z.string(),
  z.transform((text, context) =>
    numbersByName(text, context, () => true, 'is no list; write light=1,full=2'),
  ),
);

/** A planned split by name, as generic=1,personalized=1. */
export const namedWeights = z.pipe(
  z.string(),
  z.transform((text, context) =>
    numbersByName(
      text,
      context,
      (weight) => weight > 0,
      'is no split; write generic=1,personalized=1, shares above 0',
    ),
  ),
);

function numbersByName(
  text: string,
  context: Issues,
  fits: (value: number) => boolean,
  otherwise: string,
): Map<string, number> {
  const values = new Map<string, number>();
  for (const part of text.split(',')) {
    const { name: written, rest } = splitName(part);
    const [name, value] = [written.trim(), plainNumber(rest)];
    if (!isWithinReach(rest)) {
      refused(context, text, OUT_OF_REACH);
      return z.NEVER;
    }
    if (name === '' || !Number.isFinite(value) || !fits(value)) {
      refused(context, text, otherwise);
      return z.NEVER;
    }
    if (values.has(name)) {
      refused(context, text, `names ${name} twice`);
      return z.NEVER;
    }
    values.set(name, value);
  }
  return values;
}

/** Shares of the control and of each treatment, which must be equal, as 2:1; and as one number, their ratio. */
export const shares = z.pipe(
  z.pipe(
    z.string().check(z.refine((text) => text.split(':').every(isWithinReach), OUT_OF_REACH)),
    z.transform((text) => text.split(':').map(plainNumber)),
  ),
  z.pipe(
    z
      .array(z.number('is no split; write 1:1 or 2:1').check(z.gt(0, 'shares must be above 0')))
      .check(
        z.refine((all) => all.length >= 2, 'is no split; write control:treatment, as 2:1'),
        z.refine(
          ([, first, ...others]) => others.every((weight) => weight === first),
          'treatments must have equal shares; plan the smallest one',
        ),
      ),
    z.transform((all) => ({ shares: all, ratio: all[1]! / all[0]! })),
  ),
);
