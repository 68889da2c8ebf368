import * as z from 'zod/mini';
import { writtenDay } from '../../../read/values/days.js';

const WRITTEN = /^\d{4}-\d{2}-\d{2}$/;

function dayOf(text: string): number | null {
  const day = WRITTEN.test(text) ? writtenDay(text, null) : 'not-a-date';
  return typeof day === 'string' ? null : day.day;
}

/** A day, as days since 1970-01-01. */
export const date = z.pipe(
  z.string().check(z.refine((text) => dayOf(text) !== null, 'is no day; write it as 2026-03-08')),
  z.transform((text) => dayOf(text)!),
);
