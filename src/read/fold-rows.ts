import { addValue, variantCells } from '../experiment/cells.js';
import { type Fold, type FoldContext, fieldReader, variantReader } from './fields.js';
import { isMissing, type MetricReading } from './reading.js';
import { badValue, booleanOf, numberAt, quoted } from './values.js';

/** What one row says of one metric; `null` where the value is missing. */
type RowValue = number | null;

/** Rows: each is a unit, with a value for each metric. */
export function foldRows(context: FoldContext): Fold {
  const variantOf = variantReader(context);
  const readers = context.reading.metrics.map((metric) => rowValueReader(context, metric));
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

function rowValueReader(
  { header, options }: FoldContext,
  metric: MetricReading,
): (fields: string[], line: number) => RowValue {
  const field = fieldReader(header, metric.column, options);
  const { success } = metric;
  if (success !== null) {
    return (fields, line) => {
      const { text } = field(fields, line);
      return isMissing(text, options) ? null : text === success ? 1 : 0;
    };
  }
  const seen = { word: false, amount: false };
  return (fields, line) => {
    const { text, format, place } = field(fields, line);
    if (isMissing(text, options)) return null;
    const word = booleanOf(text);
    const value = word ?? numberAt(text, format, place);
    const amount = value !== 0 && value !== 1;
    if (amount && metric.kind === 'proportion') {
      throw badValue(place, `${quoted(text)} is neither 0 nor 1`, 'a proportion needs 0 and 1');
    }
    seen.word ||= word !== null;
    seen.amount ||= amount;
    if (seen.word && seen.amount) {
      throw badValue(
        place,
        `${quoted(text)} stands beside values of another kind`,
        'yes and no, or amounts: not both',
      );
    }
    return value;
  };
}
