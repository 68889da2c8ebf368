import type { Moments } from '../../stats/moments.js';
import type { VariantAggregates } from '../variant-aggregates.js';

/** Whose days they are: dates as written, times as written, or times with an offset, brought to universal time. */
export const DAY_ZONES = ['dates', 'as-written', 'utc'] as const;

/** One of DAY_ZONES. */
export type DayZone = (typeof DAY_ZONES)[number];

/** What variants come to on each day, or up to each: by a number of days. */
export type AggregatesByDay = Map<number, Map<string, VariantAggregates>>;

/** An experiment's units by the days that they were seen on. */
export interface DayAggregates {
  /** The column that the days are from. */
  column: string;
  zone: DayZone;
  /** The days of the rows, from the first to the last, as days since 1970-01-01. */
  first: number;
  last: number;
  /**
   * What units did on each day, by days since 1970-01-01 where none has been exposed to anything before, else since
   * its exposure. With a panel of many days it may be weeks, by their first days.
   */
  alone: AggregatesByDay;
  /** What is known of units that have several rows, over days; `null` where each row is a unit of its own. */
  panel: DayPanel | null;
}

/** The units of which each may have been seen on several days. */
export interface DayPanel {
  /** How many days a part of it has: 1, or 7 where they are many. */
  step: 1 | 7;
  /** What they had done up to the end of each of the same days. */
  upTo: AggregatesByDay;
  /**
   * By variant, and for each metric: how much more units do with each day, one number a unit; `null` for a metric that
   * has no such slope.
   */
  slopes: Map<string, (Moments | null)[]>;
  /** The days since their exposure; `null` where days are those of the calendar. */
  exposure: ExposureDays | null;
}

/** How units are counted by days since their exposure. */
export interface ExposureDays {
  /** The column of their exposure. */
  column: string;
  /** How many days each unit of the panel was observed for, the day of its exposure being the first. */
  span: number;
  /** Whether that span was asked for, and is that of the whole analysis. */
  isHorizon: boolean;
  /** Units of the panel, and those that have not been observed for so long yet. */
  units: number;
  waiting: number;
  /** Units that were not exposed by the last day, and rows before an exposure: in no part of the analysis. */
  unexposed: number;
  rowsBefore: number;
  /** Rows after the horizon; 0 where none was asked for. */
  rowsAfter: number;
}

const DAY_MILLISECONDS = 86_400_000;

/** A day since 1970-01-01 as 2026-03-04. */
export function isoDay(day: number): string {
  return new Date(DAY_MILLISECONDS * day).toISOString().slice(0, 10);
}

/** The day of the week, 0 for Monday: 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
