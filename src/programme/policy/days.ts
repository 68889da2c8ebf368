import { type ExperimentOnRecord, unitsIn } from '../experiment-on-record.js';

/** Milliseconds; days of universal time have no other length. */
const DAY = 86_400_000;

/** The day of a time in universal time, as 2026-03-31. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** Days of the calendar from one time to another, in universal time; below 0 where the other is earlier. */
export function daysBetween(from: Date, to: Date): number {
  const day = (time: Date) => Math.floor(time.getTime() / DAY);
  return day(to) - day(from);
}

/**
 * When an experiment began: as many days before its first look as the units that it had then take, where its plan
 * says how many come a day; else at that look, which of a fixed test may be its last.
 */
export function began({ firstTime, looks: [first], plan }: ExperimentOnRecord): Date {
  const time = Date.parse(firstTime);
  const daily = plan?.plan.units.daily ?? null;
  if (first === undefined || daily === null) return new Date(time);
  return new Date(Math.max(0, time - Math.floor(unitsIn(first) / daily) * DAY));
}
