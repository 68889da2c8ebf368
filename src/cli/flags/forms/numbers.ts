import * as z from 'zod/mini';
import { MOST_LOOKS } from '../../../experiment/monitoring/stopping-rule.js';
import { plainNumber, writtenShare } from '../../../read/values/written-numbers.js';

/** A number that a double can hold. */
export const number = z.pipe(
  z.pipe(z.string(), z.transform(plainNumber)),
  z.number('is not a number'),
);

/** A number above 0. */
export const positive = z.pipe(number, z.number().check(z.gt(0, 'must be above 0')));

/** A whole number above 0. */
export const wholeNumber = z.pipe(
  number,
  z.number().check(z.refine((n) => Number.isInteger(n) && n > 0, 'must be a whole number above 0')),
);

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
    number,
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
const share = z.pipe(z.string(), z.transform(writtenShare));

const BETWEEN = 'must lie between 0 and 1, both excluded';

/** A share strictly between 0 and 1. */
export const probability = z.pipe(
  share,
  z.number('is not a number').check(z.gt(0, BETWEEN), z.lt(1, BETWEEN)),
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
