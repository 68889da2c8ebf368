/** A day, with or without a time: ISO 8601. */
const ISO = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/;

/** Days between points are written day first; between slashes nobody knows. */
export const DATE_NUMBERS = /^(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})$/;

/** Whether a text is a date: ISO 8601, or numbers between points or slashes. */
export function isDate(text: string): boolean {
  return ISO.test(text) || DATE_NUMBERS.test(text);
}
