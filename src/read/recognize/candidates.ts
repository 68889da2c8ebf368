import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import {
  formatOf,
  isMissing,
  type MetricReading,
  type Reading,
  type ReadOptions,
} from '../reading.js';
import { amountOf } from '../values/amounts.js';
import {
  exposureRank,
  isCalledAsUnit,
  isIdColumn,
  isIndexColumn,
  isNamingColumn,
  isPeriodColumn,
} from '../values/column-words.js';
import { isRateColumn, isSumColumn, isTraitColumn } from '../values/figure-words.js';
import { type NumberFormat, parseNumber } from '../values/numbers.js';
import { booleanOf } from '../values/values.js';
import { isOutcomeColumn } from '../values/vocabulary.js';
import { isCounting, profileOf } from './column-profile.js';
import { columnList, findColumn, type Header } from './header.js';
import {
  isLabelled,
  isOfDates,
  isWritten,
  labelled,
  successUnknown,
  type Table,
} from './labels.js';
import { rateIsNoCount, sumIsNoCount } from './metrics.js';
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
  const { layout, unitsColumn, unitIdColumn, variantColumn, segments, trigger, days } = known;
  const names =
    layout === 'summary' ? summarizedMetrics(header) : columnsOfNumbers(header, rows, options);
  const covariates = options.covariates.map(({ column }) => column);
  const parting = [trigger, ...segments, days?.column, days?.exposure?.column].map(
    (name) => name ?? null,
  );
  const taken = [unitsColumn, unitIdColumn, variantColumn, ...parting, ...covariates];
  const free = names.filter((name) => !taken.includes(name));
  // A name that several columns have cannot be asked for.
  for (const name of free) findColumn(header, name);
  const found = layout === 'counts' ? free.filter((name) => !isNoCount(name)) : free;
  const sum = layout === 'counts' ? free.find(isSumColumn) : undefined;
  if (found.length === 0 && sum !== undefined) throw sumIsNoCount(sum, header);
  const rate = layout === 'counts' ? free.find(isRateColumn) : undefined;
  if (found.length === 0 && rate !== undefined) throw rateIsNoCount(rate, header);
  const sure = layout === 'summary' || areSure(found, { header, rows, options }, layout);
  if (found.length === 0 || !sure) throw metricUnknown({ header, rows, options }, found, taken);
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

/** Whether a column of a table of counts holds sums or rates. */
export function isNoCount(name: string): boolean {
  return isSumColumn(name) || isRateColumn(name);
}

/**
 * Whether columns are outcomes by their names; or one alone is yes and no, or counts units, and is no trait
 * by its name.
 */
function areSure(
  found: readonly string[],
  { header, rows, options }: Table,
  layout: Reading['layout'],
): boolean {
  if (found.every(isOutcomeColumn)) return true;
  const [only, another] = found;
  if (another !== undefined || isTraitColumn(only!)) return false;
  if (layout === 'counts') return exposureRank(only!) < 0;
  return profileOf(rows, header.names.indexOf(only!), only!, options).isBinary;
}

function metricUnknown(
  table: Table,
  found: string[],
  taken: readonly (string | null)[],
): UserError {
  const { header } = table;
  const labels = labelled(table, taken);
  const location = { file: header.file, line: header.line };
  const [first] = labels.filter(({ name }) => found.length === 0 || isOutcomeColumn(name));
  if (first !== undefined) {
    return successUnknown(header, first, (one) => [one]);
  }
  const likely = found.find(isOutcomeColumn) ?? behindTraits(found);
  return new UserError('which column is the metric?', {
    location,
    hint: (say) =>
      likely === undefined
        ? `name it: ${say.metric('NAME')}; ${columnList(header, say)}`
        : `it could be ${listed(found)}; name it: ${say.again([say.metric(shellWord(likely))])}`,
  });
}

/** The first candidate; where that is a trait, the last, since what came of units stands behind what they were. */
function behindTraits(found: readonly string[]): string | undefined {
  const [first] = found;
  return first === undefined || !isTraitColumn(first) ? first : found.at(-1);
}

/** More candidates than these are a wall of names. */
const MOST_LISTED = 12;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  const shown = names.slice(0, MOST_LISTED).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** Where the first line is a row already, a number stands for the name of the column of numbers. */
function noHeader({ file, line, names }: Header, name: string): UserError {
  return new UserError(`${name} is a number, not a column name: is the header missing?`, {
    location: { file, line, column: names.indexOf(name) + 1 },
    hint: (say) => `begin with a line of column names, or pass ${say.metric(`"${name}"`)}`,
  });
}

/** Whether whole numbers name things rather than measure them: each another, or each larger than the last. */
function namesThings(
  rows: readonly string[][],
  column: number,
  name: string,
  options: ReadOptions,
): boolean {
  const profile = profileOf(rows, column, name, options);
  const { values, distinct, isWhole, isBinary } = profile;
  if (isCalledAsUnit(name) && !isBinary) return true;
  return isCounting(profile) || (isWhole && distinct === values.length && distinct >= MANY_NAMES);
}

/** So many whole numbers of which no two are alike hardly measure anything. */
const MANY_NAMES = 6;

type IsNumber = (text: string, format: NumberFormat) => boolean;

/**
 * The columns that can only be metrics. Where there are none, those of numbers in another way of writing:
 * reading them says where that is, and which option settles it.
 */
export function columnsOfNumbers(
  header: Header,
  rows: readonly string[][],
  options: ReadOptions,
): string[] {
  const found = columnsOf(isReadable, header, rows, options);
  return found.length > 0 ? found : columnsOf(isWritten, header, rows, options);
}

const isReadable: IsNumber = (text, format) =>
  booleanOf(text) !== null ||
  typeof parseNumber(text, format) === 'number' ||
  amountOf(text, format) !== null;

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
  const table = { header, rows, options };
  return header.names.filter((name, column) => {
    if (name === '' || isIndexColumn(name)) return false;
    if (isIdColumn(name) || isPeriodColumn(name)) return false;
    const isNamed = isOutcomeColumn(name);
    if (!isNamed && (isNamingColumn(name) || namesThings(rows, column, name, options)))
      return false;
    if (isNamed && isOfDates(table, name)) return false;
    if (isNamed && !isLabelled(table, name)) return true;
    const format = formatOf(options, name);
    const values = rows.map((fields) => fields[column]!.trim());
    const present = values.filter((text) => !isMissing(text, options));
    return present.filter((text) => isNumber(text, format)).length > present.length / 2;
  });
}
