import { addValue, variantCells } from '../experiment/cells.js';
import { type Fold, type FoldContext, fieldReader, variantReader } from './fields.js';
import { isMissing, type MetricReading, type ReadOptions } from './reading.js';
import type { Seen } from './seen.js';
import { badValue, booleanOf, numberAt, quoted } from './values.js';

/** What one row says of one metric; `null` where the value is missing. */
type RowValue = number | null;

/** Rows: each is a unit, with a value for each metric. */
export function foldRows(context: FoldContext): Fold {
  const variantOf = variantReader(context);
  const readers = context.reading.metrics.map((metric, i) =>
    metric.success === null
      ? numberReader(context, metric, context.seen[i]!)
      : successReader(context, metric, metric.success, context.seen[i]!),
  );
  return (fields, line) => {
    const variant = variantOf(fields, line);
    const values = readers.map((read) => read(fields, line));
    const cells = variantCells(context.cells, variant);
    cells.units += 1;
    values.forEach((value, i) => {
      const sample = cells.samples[i]!;
      if (value === null) sample.missing += 1;
      else addValue(sample, value);
    });
  };
}

type RowReader = (fields: string[], line: number) => RowValue;

/** So many other values are remembered, to suggest one of them where the success is never met. */
const OTHERS_REMEMBERED = 20;

/** The text that was said to be the success is one even where it usually means a missing value. */
function successReader(
  { header, options }: FoldContext,
  { column }: MetricReading,
  success: string,
  seen: Seen,
): RowReader {
  const field = fieldReader(header, column, options);
  return (fields, line) => {
    const { text } = field(fields, line);
    seen.success ||= text === success;
    if (text === success) return 1;
    if (isMissingLabel(text, options)) return null;
    if (!seen.success && seen.others.size < OTHERS_REMEMBERED) seen.others.add(text);
    return 0;
  };
}

/** Among labels "none" is one of them; elsewhere it is how Python writes a missing value. */
function isMissingLabel(text: string, options: ReadOptions): boolean {
  return (
    isMissing(text, options) && (text.toLowerCase() !== 'none' || options.missing.includes(text))
  );
}

function numberReader(
  { header, options }: FoldContext,
  { column, kind }: MetricReading,
  seen: Seen,
): RowReader {
  const field = fieldReader(header, column, options);
  return (fields, line) => {
    const { text, format, place } = field(fields, line);
    if (isMissing(text, options)) return null;
    const word = booleanOf(text);
    const value = word ?? numberAt(text, format, place);
    const amount = value !== 0 && value !== 1;
    if (amount && kind === 'proportion') {
      throw badValue(place, `${quoted(text)} is neither 0 nor 1`, 'a proportion needs 0 and 1');
    }
    if (word === null ? amount && seen.words : seen.amounts) {
      throw badValue(
        place,
        `${quoted(text)} stands beside values of another kind`,
        'a metric is yes and no, or amounts; --on-bad-row skip leaves the row out',
      );
    }
    seen.words ||= word !== null;
    seen.amounts ||= amount;
    return value;
  };
}
