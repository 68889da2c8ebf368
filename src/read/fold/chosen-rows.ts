import { closestTo, UserError } from '../../errors.js';
import { formatOf, isMissing, type Reading, type ReadOptions } from '../reading.js';
import { findColumn, type Header } from '../recognize/header.js';
import { type Condition, fulfils, type Incomparable } from '../values/condition.js';
import type { NumberFormat } from '../values/numbers.js';
import { badValue, quoted } from '../values/values.js';
import { parseCondition } from '../values/written-condition.js';

/** Whether it was said which rows are to be read. */
export function asksForRows({ where = [], variants = [] }: ReadOptions): boolean {
  return where.length + variants.length > 0;
}

/**
 * A record with its variant as it was asked for; `null` where it is of another. The same record where
 * nobody asked for variants.
 */
export function withChosenVariant(
  fields: string[],
  header: Header,
  { variantColumn }: Pick<Reading, 'variantColumn'>,
  { variants = [] }: ReadOptions,
): string[] | null {
  if (variants.length === 0 || variantColumn === null) return fields;
  const column = findColumn(header, variantColumn)!;
  const chosen = chosenVariant(fields[column]!.trim(), variants);
  return chosen === null ? null : fields.with(column, chosen);
}

/** The mistake that no row of a file is chosen. */
export function noneChosen(file: string, rows: number, { where = [] }: ReadOptions): UserError {
  return new UserError(
    (say) =>
      `none of its ${rows} rows is so: ${where.length > 0 ? say.where(quoted(where[0]!)) : say.variants()}`,
    { location: { file }, hint: 'values are compared as they are written, in their case' },
  );
}

/** Whether a record is among those that were chosen. */
export type Choice = (fields: readonly string[], line: number) => boolean;

/**
 * Which records of a file are chosen, by conditions on their columns and by their variant; `null`: all are.
 *
 * @throws {UserError} when a condition makes no sense of this header; the choice itself, when a value cannot
 *   be compared.
 */
export function chosenRows(header: Header, options: ReadOptions): Choice | null {
  const filters = filtersOf(header, options);
  if (filters.length === 0) return null;
  return (fields, line) => filters.every((filter) => isChosen(filter, fields, line));

  function isChosen(filter: RowFilter, fields: readonly string[], line: number): boolean {
    const { column } = filter;
    const verdict = verdictOn(filter, fields[column]!.trim(), options);
    if (typeof verdict === 'boolean') return verdict;
    const place = { file: header.file, line, column: column + 1, name: header.names[column]! };
    throw badValue(place, verdict.what, verdict.hint);
  }
}

/** A condition on a column, by its position, whose numbers are written so. */
export interface RowFilter {
  column: number;
  condition: Condition;
  format: NumberFormat;
}

/**
 * The conditions that were given, in their order, on the columns of this header.
 *
 * @throws {UserError} when one makes no sense of it.
 */
export function filtersOf(header: Header, options: ReadOptions): RowFilter[] {
  return (options.where ?? []).map((text) => {
    const condition = conditionOf(header, text);
    const column = findColumn(header, condition.column)!;
    return { column, condition, format: formatOf(options, header.names[column]!) };
  });
}

/** Whether a field, trimmed, is as a filter wants it. */
export function verdictOn(
  { condition, format }: RowFilter,
  text: string,
  options: Pick<ReadOptions, 'missing'>,
): boolean | Incomparable {
  return fulfils(condition, text, isMissing(text, options), format);
}

/** A condition on a column of this header. */
export function conditionOf(header: Header, text: string): Condition {
  return parseCondition(text, (name) => name !== '' && findColumn(header, name) !== null);
}

/**
 * The variant that a name is taken for, of those that were asked for: the same, or else one that differs in
 * case and space only; `null` where it is none of them.
 */
export function chosenVariant(name: string, variants: readonly string[]): string | null {
  if (variants.includes(name)) return name;
  const plain = plainName(name);
  return variants.find((variant) => plainName(variant) === plain) ?? null;
}

/**
 * A name without what spellings of it differ in: case, spaces around and between its words, quotes around it, characters
 * that do not show, Cyrillic letters that look like Latin ones, and how yes, no and whole numbers are written.
 */
export function plainName(name: string): string {
  const plain = name
    .normalize('NFKC')
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/^[\s'"\u2018-\u201f]+|[\s'"\u2018-\u201f]+$/g, '')
    .replace(/[\s_-]+/g, ' ')
    .toLowerCase()
    .replace(/[\u0400-\u04ff]/g, (letter) => LOOKS_LIKE[LOOKALIKES.indexOf(letter)] ?? letter);
  if (plain === 'true') return '1';
  return plain === 'false' ? '0' : plain.replace(/^(\d+)\.0+$/, '$1');
}

/** Cyrillic letters in lower case, and the Latin ones that their capitals look like. */
const LOOKALIKES = '\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0456';
const LOOKS_LIKE = 'abekmhopctyxi';

/**
 * Checks that all variants that were asked for are there.
 *
 * @throws {UserError} naming one that is not.
 */
export function checkChosen(asked: readonly string[], there: Iterable<string>): void {
  const names = [...there];
  const lacking = asked.find((name) => !names.includes(name));
  if (lacking === undefined) return;
  const close = closestTo(lacking, names);
  throw new UserError((say) => `${say.variants()} ${lacking}: there is no such variant`, {
    hint:
      close === undefined
        ? `of those that were asked for there are only: ${names.join(', ')}`
        : `did you mean ${close}?`,
  });
}
