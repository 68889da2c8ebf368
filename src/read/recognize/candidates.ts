import { UserError } from '../../errors.js';
import {
  formatOf,
  isMissing,
  type MetricReading,
  type Reading,
  type ReadOptions,
} from '../reading.js';
import { isIdColumn, isIndexColumn, isPeriodColumn } from '../values/column-words.js';
import { type NumberFormat, parseNumber } from '../values/numbers.js';
import { booleanOf } from '../values/values.js';
import { isOutcomeColumn } from '../values/vocabulary.js';
import { columnList, findColumn, type Header } from './header.js';
import { checkApart, summarizedMetrics } from './summary-metrics.js';

/**
 * The metrics of a file for which none was named: those that can only be metrics.
 *
 * @throws {UserError} listing the candidates when there is doubt.
 */
export function candidateMetrics(
  header: Header,
  rows: readonly string[][],
  known: Omit<Reading, 'metrics' | 'caps'>,
  options: ReadOptions,
): MetricReading[] {
  const { layout, unitsColumn, unitIdColumn, variantColumn, segments } = known;
  const names =
    layout === 'summary' ? summarizedMetrics(header) : columnsOfNumbers(header, rows, options);
  const covariates = options.covariates.map(({ column }) => column);
  const taken = [unitsColumn, unitIdColumn, variantColumn, ...segments, ...covariates];
  const found = names.filter((name) => !taken.includes(name));
  // A name that several columns have cannot be asked for.
  for (const name of found) findColumn(header, name);
  const sure = layout === 'summary' || found.length === 1 || found.every(isOutcomeColumn);
  if (found.length === 0 || !sure) throw metricUnknown(header, found);
  if (layout === 'summary') checkApart(header, found);
  const number = found.find(
    (name) => typeof parseNumber(name, formatOf(options, name)) === 'number',
  );
  if (number !== undefined) throw noHeader(header, number);
  const kind = layout === 'counts' ? 'proportion' : null;
  return found.map((name) => ({
    name,
    kind,
    column: name,
    success: null,
    units: unitsColumn,
    quantile: null,
    denominator: null,
    covariates: [],
  }));
}

function metricUnknown(header: Header, found: string[]): UserError {
  const choices = found.length === 0 ? columnList(header) : `it could be ${found.join(', ')}`;
  const likely = found.find(isOutcomeColumn) ?? found[0] ?? 'NAME';
  return new UserError('which column is the metric?', {
    location: { file: header.file, line: header.line },
    hint: (say) => `name it: ${say.metric(likely)}; ${choices}`,
  });
}

/** Where the first line is a row already, a number stands for the name of the column of numbers. */
function noHeader({ file, line, names }: Header, name: string): UserError {
  return new UserError(`${name} is a number, not a column name: is the header missing?`, {
    location: { file, line, column: names.indexOf(name) + 1 },
    hint: (say) => `begin with a line of column names, or pass ${say.metric(`"${name}"`)}`,
  });
}

type IsNumber = (text: string, format: NumberFormat) => boolean;

/**
 * The columns that can only be metrics. Where there are none, those of numbers in another way of writing:
 * reading them says where that is, and which option settles it.
 */
function columnsOfNumbers(
  header: Header,
  rows: readonly string[][],
  options: ReadOptions,
): string[] {
  const found = columnsOf(isReadable, header, rows, options);
  return found.length > 0 ? found : columnsOf(isWritten, header, rows, options);
}

const isReadable: IsNumber = (text, format) =>
  booleanOf(text) !== null || typeof parseNumber(text, format) === 'number';

const isWritten: IsNumber = (text, format) => parseNumber(text, format) !== 'not-a-number';

/**
 * The columns of outcomes by their name, or mostly of numbers; ids, row numbers and periods left out.
 * A bad value in one is not overlooked so, but reported when it is read.
 */
function columnsOf(
  isNumber: IsNumber,
  header: Header,
  rows: readonly string[][],
  options: ReadOptions,
): string[] {
  return header.names.filter((name, column) => {
    if (name === '' || isIndexColumn(name)) return false;
    if (isIdColumn(name) || isPeriodColumn(name)) return false;
    if (isOutcomeColumn(name)) return true;
    const format = formatOf(options, name);
    const values = rows.map((fields) => fields[column]!.trim());
    const present = values.filter((text) => !isMissing(text, options));
    return present.filter((text) => isNumber(text, format)).length > present.length / 2;
  });
}
