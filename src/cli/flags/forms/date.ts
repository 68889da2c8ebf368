import * as z from 'zod/mini';
import { dayOf } from '../../../read/values/day.js';

/** A day, as days since 1970-01-01. */
export const date = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => /^\d{4}-/.test(text) && typeof dayOf(text, null) === 'number',
        'is no day; write it as 2026-03-08',
      ),
    ),
  z.transform((text) => Number(dayOf(text, null))),
);
