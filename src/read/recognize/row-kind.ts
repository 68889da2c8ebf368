import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import type { ReadOptions } from '../reading.js';
import {
  exposureRank,
  isIdColumn,
  isPeriodColumn,
  isUnitsColumn,
  words,
} from '../values/column-words.js';
import { isRateColumn, isSumColumn } from '../values/figure-words.js';
import { isOutcomeColumn } from '../values/vocabulary.js';
import { type ColumnProfile, profileOf } from './column-profile.js';
import { findColumn, type Header, orDescribed } from './header.js';
import type { WrittenMetric } from './metrics.js';

/** The first rows of a file, and what is known of it. */
export interface FirstRows {
  header: Header;
  rows: readonly string[][];
  options: ReadOptions;
  /** `null` where the file is one variant. */
  variantColumn: string | null;
}

/**
 * What each row sums up, where a row is not a unit: the name of the period, of what parts the rows beside
 * the variant, or `'variant'` where each variant has one row. `null` where rows may be units.
 *
 * A table of sums has each of its periods once in each variant; days of single units do not come so.
 */
export function summedUp(first: FirstRows, asked: readonly WrittenMetric[]): string | null {
  const { header, rows, variantColumn } = first;
  if (rows.length < 2 || header.names.some(isIdColumn)) return null;
  const variant = variantColumn === null ? null : findColumn(header, variantColumn)!;
  const labels = labelsOf(first, variant, asked);
  const [label] = labels;
  const period = labels.find((column) => isPeriodColumn(header.names[column]!));
  const variants = rows.map((fields) => (variant === null ? '' : fields[variant]!.trim()));
  const keys = rows.map((fields) => JSON.stringify(labels.map((column) => fields[column]!.trim())));
  const pairs = new Set(rows.map((_, i) => JSON.stringify([keys[i], variants[i]])));
  const hasExposures = exposures(first, asked).length > 0;
  const single = new Set(variants).size === rows.length;
  if (single) return hasExposures || hasSums(first, variant) ? variantColumn : null;
  if (label === undefined || pairs.size < rows.length) return null;
  if (period === undefined && !hasExposures) return null;
  const met = variant === null ? isByDay(first, period) : areCrossed(keys, variants);
  return met ? header.names[period ?? label]! : null;
}

/** Whether a column counts outcomes, of which each row has several, as many units have and one mostly has not. */
function hasSums({ header, rows, options }: FirstRows, variant: number | null): boolean {
  return header.names.some((name, column) => {
    if (column === variant || !isOutcomeColumn(name) || isSumColumn(name)) return false;
    const { isWhole, values } = profileOf(rows, column, name, options);
    return isWhole && values.length === rows.length && values.every((text) => Number(text) > 1);
  });
}

/** The columns that part the rows beside the variant: periods, and texts. */
function labelsOf(
  first: FirstRows,
  variant: number | null,
  asked: readonly WrittenMetric[],
): number[] {
  const { header, rows, options } = first;
  const measured = asked.flatMap(({ column, per }) => [column, per]);
  return header.names.flatMap((name, column) => {
    if (column === variant || name === '' || measured.includes(name)) return [];
    const { isNumeric, isBinary, values } = profileOf(rows, column, name, options);
    return isPeriodColumn(name) || !(isNumeric || isBinary || values.length === 0) ? [column] : [];
  });
}

/** Whether nearly each key is met in several variants, as the days of a table are. */
function areCrossed(keys: readonly string[], variants: readonly string[]): boolean {
  const met = new Map<string, Set<string>>();
  keys.forEach((key, i) => {
    met.set(key, (met.get(key) ?? new Set()).add(variants[i]!));
  });
  const crossed = [...met.values()].filter(({ size }) => size > 1).length;
  return met.size > 1 && crossed >= CROSSED * met.size;
}

/** A day may be lacking in a variant, as its first one. */
const CROSSED = 0.8;

/** Whether the periods of a file of one variant are days or longer, of which each has one row. */
function isByDay({ rows }: FirstRows, period: number | undefined): boolean {
  if (period === undefined) return false;
  const values = rows.map((fields) => fields[period]!.trim());
  return new Set(values).size === values.length && !values.some((text) => /\d:\d\d/.test(text));
}

/** What successes may be out of, the likeliest first: columns of numbers of what was shown, sent or visited. */
function exposures(first: FirstRows, asked: readonly WrittenMetric[]): string[] {
  const { header, rows, options } = first;
  return header.names
    .map((name, column) => ({ name, column, rank: isOfSomeUnits(name) ? 0 : exposureRank(name) }))
    .filter(({ name, rank }) => rank >= 0 && !isUnitsColumn(name))
    .filter(({ name }) => !asked.some(({ column, per }) => column === name || per === name))
    .filter(({ column, name }) => isLarge(profileOf(rows, column, name, options)))
    .sort((a, b) => a.rank - b.rank)
    .map(({ name }) => name);
}

/** Whether a name says which units were counted, as active users, and so maybe not all. */
function isOfSomeUnits(name: string): boolean {
  const said = words(name);
  return said.length === 2 && isUnitsColumn(said[1]!) && !isOutcomeColumn(name);
}

/** Numbers of units that are worth a table of sums: whole ones, most of them above 1. */
function isLarge({ isWhole, values }: ColumnProfile): boolean {
  return isWhole && values.filter((text) => Number(text) > 1).length > values.length / 2;
}

/** The mistake of taking such rows for units, with what may be meant. */
export function notUnits(
  first: FirstRows,
  summed: string,
  asked: readonly WrittenMetric[],
): UserError {
  const { header, variantColumn } = first;
  const what =
    summed === variantColumn
      ? 'each variant has one row: it sums up many units and is none itself'
      : `a row is a ${summed} of a variant: it sums up many units and is none itself`;
  const successes = successesOf(first, asked);
  const [units] = exposures(first, asked).filter((name) => !successes.includes(name));
  return new UserError(what, {
    location: { file: header.file, line: header.line },
    hint: (say) => {
      const unitRows = `a unit for each row all the same? ${say.rowsAreUnits()}`;
      if (units === undefined || successes.length === 0) {
        return `${unitRows}; else give what is summed up: ${say.metric('SUCCESSES/UNITS')}, or n, mean and variance of each row (${say.layout('summary')})${orDescribed(header, say)}`;
      }
      const metrics = successes.map((name) => say.metric(shellWord(`${name}/${units}`)));
      return `${unitRows}; counts out of ${units}? ${say.again(metrics, ['metric'])}`;
    },
  });
}

function successesOf(
  { header, rows, options }: FirstRows,
  asked: readonly WrittenMetric[],
): string[] {
  const plain = asked.filter(({ per, success }) => per === null && success === null);
  if (asked.length > 0) {
    const isCount = (name: string) => !isSumColumn(name) && !isRateColumn(name);
    return plain.map(({ column }) => column).filter(isCount);
  }
  const found = header.names.filter(
    (name, column) =>
      isOutcomeColumn(name) &&
      !isSumColumn(name) &&
      !isRateColumn(name) &&
      profileOf(rows, column, name, options).isWhole,
  );
  return found.slice(0, 1);
}
