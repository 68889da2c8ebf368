import type { UserError } from '../../errors.js';
import { addValues, type UnitValues, type VariantAggregates } from '../../experiment/aggregates.js';
import { covariateColumns } from '../../stats/tests/covariate.js';
import { isMissing, type MetricReading, type ReadOptions } from '../reading.js';
import { amountAt, badValue, booleanOf, type Place, quoted } from '../values/values.js';
import { type DeferredValues, deferValues } from './deferred-values.js';
import { type FoldContext, fieldReader, type RowReader } from './fields.js';
import type { ValueProfile } from './value-profile.js';

/** What one row says in one place; `null` where the value is missing. */
type ValueReader = (fields: string[], line: number) => number | null;

/** Rows: each is a unit, with values for each metric. */
export function rowsReader(context: FoldContext): RowReader {
  const read = rowValues(context);
  return (fields, line) => {
    const row = read(fields, line);
    return (into) => addRow(into, row, context.kept);
  };
}

/** Reads what each row says of each metric. */
export function rowValues(context: FoldContext): (fields: string[], line: number) => UnitValues {
  const readers = context.reading.metrics.map((metric, i) =>
    metricReader(context, metric, context.seen[i]!),
  );
  return (fields, line) => readers.map((read) => read(fields, line));
}

/** Adds one unit's values to aggregates; a metric with one of its values missing is missing. */
export function addRow(
  into: VariantAggregates,
  row: UnitValues,
  kept: DeferredValues | null,
): void {
  into.units += 1;
  into.unitValues?.push(row);
  row.forEach((values, i) => {
    const sample = into.samples[i]!;
    if (!isWhole(values)) sample.missing += 1;
    else if (kept === null || kept.caps[i] === null) addValues(sample, values);
    else deferValues(kept, i, sample, values);
  });
}

function isWhole(values: readonly (number | null)[]): values is readonly number[] {
  return !values.includes(null);
}

/** Reads what a row says of a metric: its own value, its denominator and what its covariates are. */
function metricReader(
  context: FoldContext,
  metric: MetricReading,
  seen: ValueProfile,
): (fields: string[], line: number) => (number | null)[] {
  const own =
    metric.success === null
      ? numberReader(context, metric, seen)
      : successReader(context, metric, metric.success, seen);
  const denominator = metric.denominator === null ? [] : [plainReader(context, metric.denominator)];
  const covariates = metric.covariates.map((column) => plainReader(context, column));
  const others = [own, ...denominator];
  return (fields, line) => [
    ...others.map((read) => read(fields, line)),
    ...covariates.flatMap((read) => covariateColumns(read(fields, line))),
  ];
}

/** A denominator or covariate: numbers, or yes and no. */
function plainReader({ header, options }: FoldContext, column: string): ValueReader {
  const field = fieldReader(header, column, options);
  return (fields, line) => {
    const { text, format, place } = field(fields, line);
    if (isMissing(text, options)) return null;
    return booleanOf(text) ?? amountAt(text, format, place).value;
  };
}

/** So many other values are remembered, to suggest one of them where the success is never met. */
export const OTHERS_REMEMBERED = 20;

/** The text that was said to be the success is one even where it usually means a missing value. */
export function successReader(
  { header, options }: Pick<FoldContext, 'header' | 'options'>,
  { column }: MetricReading,
  success: string,
  seen: ValueProfile,
): ValueReader {
  const field = fieldReader(header, column, options);
  return (fields, line) => {
    const { text } = field(fields, line);
    seen.success ||= text === success;
    if (text === success) return 1;
    if (text === '' && options.emptyIs === 0) return 0;
    if (isMissingLabel(text, options)) return null;
    if (!seen.success && seen.others.size < OTHERS_REMEMBERED) seen.others.add(text);
    return 0;
  };
}

/** Among labels "none" is one of them; elsewhere it is how Python writes a missing value. */
export function isMissingLabel(text: string, options: Pick<ReadOptions, 'missing'>): boolean {
  return (
    isMissing(text, options) && (text.toLowerCase() !== 'none' || options.missing.includes(text))
  );
}

/** Amounts in several currencies have no sum. */
function otherUnit(text: string, unit: string, before: string, place: Place): UserError {
  const named = (one: string) => (one === '' ? 'plain numbers' : `amounts in ${one}`);
  return badValue(
    place,
    `${quoted(text)} stands beside ${named(before)}`,
    unit === '' || before === ''
      ? 'write the currency at every value or at none'
      : 'convert all amounts to one currency',
  );
}

function numberReader(
  { header, options }: FoldContext,
  { column, kind }: MetricReading,
  seen: ValueProfile,
): ValueReader {
  const field = fieldReader(header, column, options);
  return (fields, line) => {
    const { text, format, place } = field(fields, line);
    if (text === '' && options.emptyIs === 0) return 0;
    if (isMissing(text, options)) return null;
    const word = booleanOf(text);
    const { value, unit } =
      word === null ? amountAt(text, format, place) : { value: word, unit: '' };
    if (word === null && seen.unit !== null && seen.unit !== unit) {
      throw otherUnit(text, unit, seen.unit, place);
    }
    const amount = value !== 0 && value !== 1;
    if (amount && kind === 'proportion') {
      throw badValue(place, `${quoted(text)} is neither 0 nor 1`, 'a proportion needs 0 and 1');
    }
    if (word === null ? amount && seen.words : seen.amounts) {
      throw badValue(
        place,
        `${quoted(text)} stands beside values of another kind`,
        (say) => `a metric is yes and no, or amounts; ${say.onBadRow('skip')} leaves the row out`,
      );
    }
    seen.unit ??= unit;
    seen.words ||= word !== null;
    seen.amounts ||= amount;
    return value;
  };
}
