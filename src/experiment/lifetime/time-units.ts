/** In which unit a model of purchases has its times. */
export const TIME_UNITS = ['day', 'week', 'month', 'year'] as const;

/** One of TIME_UNITS. */
export type TimeUnit = (typeof TIME_UNITS)[number];

/** Days of a year of the Gregorian calendar, on average. */
export const DAYS_OF_YEAR = 365.2425;

/** How many days each has. */
export const DAYS_OF: Record<TimeUnit, number> = {
  day: 1,
  week: 7,
  month: DAYS_OF_YEAR / 12,
  year: DAYS_OF_YEAR,
};
