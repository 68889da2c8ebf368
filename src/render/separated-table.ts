import { inert, printable } from './printable.js';

/** What may stand in a field; `null` and `undefined` for what is absent. */
export type Value = string | number | boolean | null | undefined;

/** The columns of a table of such rows by their names, which programs rely on; new ones come last. */
export type Columns<Row> = Record<string, (row: Row) => Value>;

interface Interval {
  estimate: number | null;
  lower: number | null;
  upper: number | null;
}

/** The columns of an effect with its interval, and of the relative one, where there is any. */
export const EFFECT_COLUMNS = {
  effect: ({ effect }) => effect.estimate,
  effect_lower: ({ effect }) => effect.lower,
  effect_upper: ({ effect }) => effect.upper,
  relative_effect: ({ relativeEffect }) => relativeEffect?.estimate,
  relative_effect_lower: ({ relativeEffect }) => relativeEffect?.lower,
  relative_effect_upper: ({ relativeEffect }) => relativeEffect?.upper,
} satisfies Columns<{ effect: Interval; relativeEffect: Interval | null }>;

/** A header and a line for each row (RFC 4180, lines ended by LF), numbers at full precision. */
export function separatedTable<Row>(
  columns: Columns<Row>,
  rows: readonly Row[],
  delimiter: ',' | '\t',
): string {
  const texts = rows.map((row) => Object.values(columns).map((column) => field(column(row))));
  const lines = [Object.keys(columns).map(field), ...texts].map(
    (fields) => `${fields.join(delimiter)}\n`,
  );
  return inert(lines.join(''));
}

/** Numbers as they read back, a minus sign and all; nothing for what is absent. */
function field(value: Value): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = asText(printable(value));
  return /[",;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A text that no spreadsheet runs: an apostrophe before what would begin a formula (OWASP, "CSV
 * Injection"), and before an apostrophe, so that taking one away always gives back the text.
 */
function asText(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Tabs and line ends are escapes by now; full-width signs begin a formula in East Asian settings. */
const FORMULA = /^\s*[=+\-@'\uff1d\uff0b\uff0d\uff20]/;
