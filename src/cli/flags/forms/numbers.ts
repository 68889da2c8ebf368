import * as z from 'zod/mini';
import { MOST_LOOKS } from '../../../experiment/monitoring/stopping-rule.js';
import {
  isWithinReach,
  OUT_OF_REACH,
  plainNumber,
  writtenShare,
} from '../../../read/values/written-numbers.js';

/** A text that is no number out of reach. */
export const withinReach = z.string().check(z.refine(isWithinReach, OUT_OF_REACH));

/** A number that can be planned with. */
export const number = z.pipe(
  z.pipe(withinReach, z.transform(plainNumber)),
  z.number('is not a number'),
);

/** A number above 0. */
export const positive = z.pipe(number, z.number().check(z.gt(0, 'must be above 0')));

/** A number, or what one was written for that has a letter or a comma in it: 10k, 1,000. */
const plainlyWritten = z.pipe(
  z.string().check(
    z.refine((text) => !isShortened(text), {
      error: ({ input }) => `is no plain number; write ${lengthened(String(input))}`,
    }),
  ),
  number,
);

const SHORT = /^(\d+(?:\.\d+)?)\s*([kKmM])$/;
const GROUPED = /^\d{1,3}([,'_ ]\d{3})+$/;

function isShortened(text: string): boolean {
  return SHORT.test(text) || GROUPED.test(text);
}

function lengthened(text: string): string {
  const [, digits = '', unit = ''] = SHORT.exec(text) ?? [];
  if (unit === '') return text.replace(/\D/g, '');
  return String(Math.round(Number(digits) * (unit.toLowerCase() === 'k' ? 1e3 : 1e6)));
}

/** A whole number above 0. */
export const wholeNumber = z.pipe(
  plainlyWritten,
  z.number().check(z.refine((n) => Number.isInteger(n) && n > 0, 'must be a whole number above 0')),
);

/** How many lines, or none. */
export const lines = wholeFrom(0);

/** How many looks a group-sequential test may be planned with. */
export const plannedLooks = z.pipe(
  wholeNumber,
  z
    .number()
    .check(z.lte(MOST_LOOKS, `are ${MOST_LOOKS} at most; for more take --monitoring always-valid`)),
);

/** A whole number from one to another, or without an upper limit. */
export function wholeFrom(least: number, most = Number.POSITIVE_INFINITY) {
  return z.pipe(
    plainlyWritten,
    z
      .number()
      .check(
        z.refine(Number.isInteger, 'must be a whole number'),
        z.gte(least, `must be ${least} or more`),
        z.lte(most, `must be ${most} or less`),
      ),
  );
}

/** A number written plainly or in percent: 0.05 or 5%. */
const share = z.pipe(withinReach, z.transform(writtenShare));

const BETWEEN = 'must lie between 0 and 1, both excluded';

/** A share strictly between 0 and 1. */
export const probability = z.pipe(
  share,
  z.number('is not a number').check(z.gt(0, BETWEEN), z.lt(1, BETWEEN)),
);

/** How sure a test is to be, where alpha is asked for: 95%, 95 or 0.95. */
const CONFIDENCE = /^(?:(?:9\d|100)(?:\.\d+)?\s*%?|0?\.9\d*)$/;

/** A part of something, up to all of it. */
export const part = z.pipe(
  share,
  z
    .number('is not a share; write 50% or 0.5')
    .check(z.gt(0, 'must be above 0'), z.lte(1, 'must be 1 at most; write 50% or 0.5')),
);

/** A threshold of significance; a level of confidence is told what it would be. */
export const alpha = z.pipe(
  z.string().check(
    z.refine((text) => !CONFIDENCE.test(text.trim()), {
      error: ({ input }) =>
        `is a confidence; alpha is the chance of a false alarm: write ${alphaOf(String(input))}`,
    }),
  ),
  probability,
);

function alphaOf(text: string): string {
  const share = writtenShare(text);
  return String(Number((1 - (share > 1 ? share / 100 : share)).toPrecision(10)));
}

/** The chance to detect an effect, which one may take for a number of percent. */
export const power = z.pipe(
  z.string().check(
    z.refine((text) => !(Number(text) > 1 && Number(text) < 100), {
      error: ({ input }) => `is no chance; write ${String(input)}%`,
    }),
  ),
  probability,
);

/** A share from 0 to 1. */
export const rate = z.pipe(
  share,
  z
    .number('is not a rate; write 10% or 0.1')
    .check(
      z.gte(0, 'must lie between 0 and 1'),
      z.lte(1, 'must lie between 0 and 1; write 10% or 0.1'),
    ),
);
