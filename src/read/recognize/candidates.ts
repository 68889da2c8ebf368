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
import { isOutcomeColumn, isResultColumn } from '../values/vocabulary.js';
import { isCounting, profileOf } from './column-profile.js';
import { columnList, findColumn, type Header } from './header.js';
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
  const { layout, unitsColumn, unitIdColumn, variantColumn, segments } = known;
  const names =
    layout === 'summary' ? summarizedMetrics(header) : columnsOfNumbers(header, rows, options);
  const covariates = options.covariates.map(({ column }) => column);
  const taken = [unitsColumn, unitIdColumn, variantColumn, ...segments, ...covariates];
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

interface Table {
  header: Header;
  rows: readonly string[][];
  options: ReadOptions;
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
  const likely = found.find(isOutcomeColumn) ?? found[0];
  return new UserError('which column is the metric?', {
    location,
    hint: (say) =>
      likely === undefined
        ? `name it: ${say.metric('NAME')}; ${columnList(header, say)}`
        : `it could be ${listed(found)}; name it: ${say.again([say.metric(shellWord(likely))])}`,
  });
}

/** More candidates than these are a wall of names. */
const MOST_LISTED = 12;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  const shown = names.slice(0, MOST_LISTED).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/**
 * The mistake of not saying which of a column's texts is a success.
 *
 * @param asked the metrics to ask for, with the one that is to be named
 */
function successUnknown(
  { file, line }: Header,
  { name, values }: { name: string; values: readonly string[] },
  asked: (metric: string) => string[],
): UserError {
  const all = values.map((value) => `${name}=${value}`);
  const [likely = '', ...others] = [...all].sort((a, b) => Number(isBad(a)) - Number(isBad(b)));
  return new UserError(`which value of ${name} is a success?`, {
    location: { file, line },
    hint: (say) => {
      const metrics = asked(likely).map((metric) => say.metric(shellWord(metric)));
      return `${others.map((one) => say.metric(shellWord(one))).join(', ')}, or ${say.again(metrics, ['metric'])}`;
    },
  });
}

/**
 * Checks that no metric of rows is a column of a few texts.
 *
 * @throws {UserError} with all of them, each as a success.
 */
export function checkSuccesses(
  header: Header,
  rows: readonly string[][],
  metrics: readonly MetricReading[],
  options: ReadOptions,
): void {
  for (const { column: written, success, units } of metrics) {
    if (success !== null || units !== null) continue;
    const column = findColumn(header, written);
    const name = column === null ? '' : header.names[column]!;
    if (column === null || !isLabelled(rows, column, name, options)) continue;
    const values = [...new Set(profileOf(rows, column, name, options).values)];
    throw successUnknown(header, { name, values }, (one) =>
      options.metrics.map((metric) => (metric === written ? one : metric)),
    );
  }
}

/** Words of a label that hardly is a success. */
function isBad(label: string): boolean {
  return /\b(no|not|none|lost|false|fail\w*|did ?n.t|without|browsed|viewed|nein|non|\u043d\u0435\u0442)\b/i.test(
    label,
  );
}

/** The columns of a few texts that tell what came of a unit. */
function labelled({ header, rows, options }: Table, taken: readonly (string | null)[]) {
  const found = header.names.flatMap((name, column) => {
    if (name === '' || taken.includes(name) || !isResultColumn(name)) return [];
    const { values, isNumeric, isCoded, isBinary } = profileOf(rows, column, name, options);
    const distinct = [...new Set(values)];
    const few = distinct.length > 1 && distinct.length <= MOST_LABELS;
    return few && !isNumeric && !isCoded && !isBinary ? [{ name, values: distinct }] : [];
  });
  return found;
}

/** More texts than this are traits rather than what came of a unit. */
const MOST_LABELS = 4;

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

/** Whether an outcome is told by a few texts, of which someone must say which are successes. */
function isLabelled(
  rows: readonly string[][],
  column: number,
  name: string,
  options: ReadOptions,
): boolean {
  if (isSumColumn(name)) return false;
  const { values, distinct } = profileOf(rows, column, name, options);
  const texts = values.filter((text) => isWritten(text, formatOf(options, name)));
  const said = values.some((text) => booleanOf(text) !== null);
  return (
    values.length > 0 && texts.length === 0 && !said && distinct > 1 && distinct <= MOST_LABELS
  );
}

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
    const isNamed = isOutcomeColumn(name);
    if (!isNamed && (isNamingColumn(name) || namesThings(rows, column, name, options)))
      return false;
    if (isNamed && !isLabelled(rows, column, name, options)) return true;
    const format = formatOf(options, name);
    const values = rows.map((fields) => fields[column]!.trim());
    const present = values.filter((text) => !isMissing(text, options));
    return present.filter((text) => isNumber(text, format)).length > present.length / 2;
  });
}
