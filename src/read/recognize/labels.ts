import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import { formatOf, type MetricReading, type ReadOptions } from '../reading.js';
import { amountOf } from '../values/amounts.js';
import { isIdColumn } from '../values/column-words.js';
import { isDate } from '../values/dates.js';
import { isSumColumn } from '../values/figure-words.js';
import { type NumberFormat, parseNumber } from '../values/numbers.js';
import { UNREAD } from '../values/unread.js';
import { booleanOf, quoted } from '../values/values.js';
import { isResultColumn } from '../values/vocabulary.js';
import { profileOf } from './column-profile.js';
import { columnList, findColumn, type Header } from './header.js';

/** The first rows of a file under its header, and what was said of how it is read. */
export interface Table {
  header: Header;
  rows: readonly string[][];
  options: ReadOptions;
}

/**
 * The mistake of not saying which of a column's texts is a success.
 *
 * @param asked the metrics to ask for, with the one that is to be named
 */
export function successUnknown(
  { file, line }: Header,
  { name, values }: { name: string; values: readonly string[] },
  asked: (metric: string) => string[],
): UserError {
  const all = values.map((value) => `${name}=${value}`);
  const [likely = '', ...others] = [...all].sort((a, b) => Number(isBad(a)) - Number(isBad(b)));
  return new UserError(`which value of ${name} is a success?`, {
    location: { file, line },
    hint: (say) => {
      const again = say.again(
        asked(likely).map((metric) => say.metric(shellWord(metric))),
        ['metric'],
      );
      if (others.length === 0) {
        return `${quoted(values[0]!)}, the only one in the first rows? ${again}; else ${say.metric(shellWord(`${name}=VALUE`))}`;
      }
      return `${others.map((one) => say.metric(shellWord(one))).join(', ')}, or ${again}`;
    },
  });
}

/**
 * Checks that what metrics of rows measure are numbers: no column of variants, ids or texts, nor adjusted for one.
 *
 * @throws {UserError} with the few texts of a column, each as a success; or that it has no numbers to measure.
 */
export function checkMeasured(
  table: Table,
  metrics: readonly MetricReading[],
  variantColumn: string | null,
): void {
  for (const { column: written, kind, success, denominator, covariates } of metrics) {
    const column = findColumn(table.header, written);
    const name = column === null ? '' : table.header.names[column]!;
    if (name !== '' && name === variantColumn) throw noMeasure(table.header, name, 'the variant');
    if (kind === null && success === null && isIdColumn(name)) {
      throw noMeasure(table.header, name, 'what units or rows are called');
    }
    if (success === null) checkLabels(table, written, metrics);
    for (const one of [denominator, ...covariates]) {
      const texts = one === null ? null : textsOf(table, one);
      if (texts !== null) throw noNumbers(table.header, texts);
    }
  }
}

function checkLabels(table: Table, written: string, metrics: readonly MetricReading[]): void {
  const texts = textsOf(table, written);
  if (texts === null) return;
  const { name, values } = texts;
  if (values.length > MOST_LABELS || values.some(isDate)) throw noNumbers(table.header, texts);
  if (isSumColumn(name)) return;
  const asked = table.options.metrics;
  const all = asked.length > 0 ? asked : metrics.map((metric) => metric.name);
  throw successUnknown(table.header, texts, (one) =>
    all.map((metric) => (metric === written ? one : metric)),
  );
}

function noMeasure(header: Header, name: string, what: string): UserError {
  const { file, line, names } = header;
  return new UserError(`column ${name} holds ${what}, so it is no metric`, {
    location: { file, line, column: names.indexOf(name) + 1 },
    hint: (say) => `name another: ${say.metric('NAME')}; ${columnList(header, say)}`,
  });
}

function noNumbers(header: Header, { name, values }: Texts): UserError {
  const { file, line, names } = header;
  const what = values.every(isDate) ? 'dates' : 'texts';
  return new UserError(`column ${name} holds ${what}, as ${quoted(values[0]!)}: no numbers`, {
    location: { file, line, column: names.indexOf(name) + 1 },
    hint: (say) =>
      values.every((text) => /^'[\d.,+-]+$/.test(text))
        ? 'an apostrophe marks them as text: take it away, and export them as numbers'
        : `name a column of numbers; ${columnList(header, say)}`,
  });
}

/** Words of a label that hardly is a success. */
function isBad(label: string): boolean {
  return /\b(no|not|none|lost|false|fail\w*|did ?n.t|without|browsed|viewed|nein|non|\u043d\u0435\u0442)\b/i.test(
    label,
  );
}

/** The columns of a few texts that tell what came of a unit. */
export function labelled({ header, rows, options }: Table, taken: readonly (string | null)[]) {
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

/** Whether an outcome is told by a few texts, of which someone must say which are successes. */
export function isLabelled(table: Table, name: string): boolean {
  const values = textsOf(table, name)?.values ?? [];
  return !isSumColumn(name) && values.length > 1 && values.length <= MOST_LABELS;
}

/** Whether a column says when something happened. */
export function isOfDates(table: Table, name: string): boolean {
  return textsOf(table, name)?.values.every(isDate) ?? false;
}

/** A column of texts that are neither numbers, nor yes and no; each text once. */
interface Texts {
  name: string;
  values: string[];
}

/** The column's texts in the first rows; `null` where it has none there, or holds something else too. */
function textsOf({ header, rows, options }: Table, written: string): Texts | null {
  const column = findColumn(header, written);
  if (column === null) return null;
  const name = header.names[column]!;
  const { values } = profileOf(rows, column, name, options);
  const format = formatOf(options, name);
  const isFigure = (text: string) => isWritten(text, format) || amountOf(text, format) !== null;
  const isText = (text: string) => text !== UNREAD && booleanOf(text) === null && !isFigure(text);
  return values.length > 0 && values.every(isText) ? { name, values: [...new Set(values)] } : null;
}

/** Whether a text is a number, in whichever way of writing. */
export function isWritten(text: string, format: NumberFormat): boolean {
  return parseNumber(text, format) !== 'not-a-number';
}
