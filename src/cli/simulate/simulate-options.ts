import * as z from 'zod/mini';
import { plainNumber } from '../../read/values/written-numbers.js';
import { dialectFlags } from '../flags/dialect-options.js';
import { outputFlags } from '../output/outputs.js';
import { powerFlags } from '../power/power-options.js';

const number = z.pipe(z.string(), z.transform(plainNumber));

function wholeFrom(least: number, most: number) {
  return z.pipe(
    number,
    z
      .number('is not a number')
      .check(
        z.refine(Number.isSafeInteger, 'must be a whole number'),
        z.gte(least, `must be ${least} or more`),
        z.lte(most, `must be ${most} or less`),
      ),
  );
}

const { shape } = powerFlags;

/** The flags that stand for a plan, each left out where it is not given. */
const questionFlags = {
  baseline: shape.baseline,
  mean: shape.mean,
  sd: shape.sd,
  mde: shape.mde,
  sampleSize: shape.sampleSize,
  power: shape.power,
  alpha: z.optional(shape.alpha),
  alternative: z.optional(shape.alternative),
  correction: z.optional(shape.correction),
  monitoring: z.optional(z.enum(['fixed', 'always-valid', 'group-sequential'])),
  spending: z.optional(z.enum(['obrien-fleming', 'pocock'])),
  variants: z.optional(shape.variants),
  allocation: z.optional(shape.allocation),
  dailyUnits: shape.dailyUnits,
};

/** Their names, as the flags object has them. */
export const QUESTION_FLAGS = Object.keys(questionFlags) as (keyof typeof questionFlags)[];

/** The flags of `simulate`, as commander gives them, checked and converted. */
export const simulateFlags = z.object({
  // A hundred million take a day; more is a slip.
  experiments: wholeFrom(1, 1e8),
  // A look every hour of a year; a group-sequential test of more could not be worked out.
  looks: z.optional(wholeFrom(1, 10_000)),
  seed: wholeFrom(0, Number.MAX_SAFE_INTEGER),
  threads: z.optional(wholeFrom(1, 1024)),
  from: z._default(z.array(z.string()), []),
  ...questionFlags,
  ...dialectFlags,
  ...outputFlags,
});

export type SimulateFlags = z.output<typeof simulateFlags>;
