import * as z from 'zod/mini';
import { SPENDING_FORMS, spendingNamed } from '../../../stats/sequential/spending-family.js';

/** A spending function by its name, as it is written on record. */
export const spending = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => spendingNamed(text) !== null,
        `is no spending function; write ${SPENDING_FORMS}`,
      ),
    ),
  z.transform((text) => spendingNamed(text)!),
);
