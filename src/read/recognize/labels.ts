import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import { formatOf, type MetricReading, type ReadOptions } from '../reading.js';
import { isSumColumn } from '../values/figure-words.js';
import { type NumberFormat, parseNumber } from '../values/numbers.js';
import { booleanOf } from '../values/values.js';
import { isResultColumn } from '../values/vocabulary.js';
import { profileOf } from './column-profile.js';
import { findColumn, type Header } from './header.js';

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
export function isLabelled(
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

/** Whether a text is a number, in whichever way of writing. */
export function isWritten(text: string, format: NumberFormat): boolean {
  return parseNumber(text, format) !== 'not-a-number';
}
