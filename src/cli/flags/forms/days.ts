import * as z from 'zod/mini';

const PERIOD = /^(\d{1,4})\s*(d|w)$/;
const MOST = 3650;

/** A length of time in whole days or weeks, as so many days: 28d, 4w. */
export const days = z.pipe(
  z.string().check(
    z.refine(
      (text) => PERIOD.test(text.trim()),
      'is no length of time; write days or weeks: 28d, 4w',
    ),
    z.refine(
      (text) => !PERIOD.test(text.trim()) || (daysIn(text) >= 1 && daysIn(text) <= MOST),
      `must be from 1d to ${MOST}d`,
    ),
  ),
  z.transform(daysIn),
);

function daysIn(text: string): number {
  const [, number, unit] = PERIOD.exec(text.trim())!;
  return Number(number) * (unit === 'w' ? 7 : 1);
}
