import * as z from 'zod/mini';
import { plainNumber } from '../../read/values/written-numbers.js';
import { monitoringFlags } from '../flags/monitoring-flags.js';
import { effectSize, probability, share } from '../flags/values.js';
import { outputFlags } from '../output/outputs.js';

const number = z.pipe(
  z.pipe(z.string(), z.transform(plainNumber)),
  z.number('is not a number').check(z.refine(Number.isFinite, 'is too large')),
);

const positive = z.pipe(number, z.number().check(z.gt(0, 'must be above 0')));

const whole = z.pipe(
  number,
  z.number().check(z.refine(Number.isInteger, 'must be a whole number')),
);

const rate = z.pipe(
  share,
  z
    .number('is not a rate; write 10% or 0.1')
    .check(
      z.gte(0, 'must lie between 0 and 1'),
      z.lte(1, 'must lie between 0 and 1; write 10% or 0.1'),
    ),
);

/** Shares of the control and of each treatment, which must be equal, as one number: their ratio. */
const allocation = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => text.split(':').map(plainNumber)),
  ),
  z.pipe(
    z
      .array(z.number('is no split; write 1:1 or 2:1').check(z.gt(0, 'shares must be above 0')))
      .check(
        z.refine((shares) => shares.length >= 2, 'is no split; write control:treatment, as 2:1'),
        z.refine(
          ([, first, ...others]) => others.every((weight) => weight === first),
          'treatments must have equal shares; plan the smallest one',
        ),
      ),
    z.transform((shares) => ({ shares, ratio: shares[1]! / shares[0]! })),
  ),
);

/** The flags of `power`, as commander gives them, checked and converted. */
export const powerFlags = z.object({
  baseline: z.optional(rate),
  mean: z.optional(number),
  sd: z.optional(positive),
  mde: z.optional(effectSize),
  margin: z.optional(effectSize),
  equivalence: z.optional(z.boolean()),
  lowerIsBetter: z.optional(z.boolean()),
  sampleSize: z.optional(z.pipe(whole, z.number().check(z.gte(2, 'must be 2 or more')))),
  power: z.optional(probability),
  alpha: probability,
  alternative: z.enum(['two-sided', 'greater', 'less']),
  variants: z.pipe(
    whole,
    z.number().check(z.gte(2, 'must be 2 or more'), z.lte(1000, 'must be 1000 or less')),
  ),
  correction: z.enum(['holm', 'bonferroni', 'hochberg', 'bh', 'none']),
  allocation,
  ...monitoringFlags,
  dailyUnits: z.optional(positive),
  ...outputFlags,
});

export type PowerFlags = z.output<typeof powerFlags>;
