import { UserError } from '../errors.js';
import { shellWord } from '../vocabulary.js';
import type { Reading } from './reading.js';
import { findColumn, type Header } from './recognize/header.js';
import { isUnitsColumn } from './values/column-words.js';
import { booleanOf } from './values/values.js';
import { isOutcomeColumn } from './values/vocabulary.js';

/**
 * The mistake that a row is, where it cannot be read for being the header once more, that of another table, or a second
 * line of names under the header; else the one that was found in it.
 */
export function mistakeOfRow(
  found: UserError,
  fields: readonly string[],
  header: Header,
  reading: Pick<Reading, 'variantColumn'>,
): UserError {
  const { line } = found.location ?? {};
  if (line === undefined || header.wide !== undefined) return found;
  const place = { file: header.file, line };
  const texts = fields.map((text) => text.trim());
  const { variantColumn } = reading;
  const by = variantColumn === null ? 0 : findColumn(header, variantColumn)!;
  if (isHeader(texts, header)) return headerAgain(header.names[by]!, place);
  if (isOtherHeader(texts, header, by)) return anotherTable(place);
  return line === header.line + 1 && areKinds(texts)
    ? secondLine({ name: header.names[by]!, text: texts[by]! }, place)
    : found;
}

interface Line {
  file: string;
  line?: number;
}

/** The mistake of a row that repeats the header, of which this column tells it. */
function headerAgain(name: string, location: Line): UserError {
  return new UserError(
    'this is the header once more, as where files were put one below the other',
    {
      location,
      hint: (say) =>
        `to leave such lines out: ${say.again([say.where(shellWord(`${name} != ${name}`))])}`,
    },
  );
}

function anotherTable(location: Line): UserError {
  return new UserError('another table begins here, with a header of its own', {
    location,
    hint: 'put each table into a file of its own',
    // What is below it is of other columns, and not to be read by these.
    fatal: true,
  });
}

function secondLine({ name, text }: { name: string; text: string }, location: Line): UserError {
  return new UserError('this seems to be a second line of the header, of kinds or units', {
    location,
    hint: (say) =>
      `to leave it out: ${say.again([say.where(shellWord(`${name} != ${text === '' ? "''" : text}`))])}`,
  });
}

function isHeader(texts: readonly string[], { names }: Header): boolean {
  return texts.length === names.length && texts.every((text, i) => text === names[i]);
}

/** Whether texts are names, the variants' column's in its place and another one, of these or called as figures are. */
function isOtherHeader(texts: readonly string[], { names }: Header, by: number): boolean {
  const known = new Set(names.map((name) => name.toLowerCase()));
  const isName = (text: string, i: number) =>
    i !== by && (known.has(text.toLowerCase()) || isUnitsColumn(text) || isOutcomeColumn(text));
  return (
    areNames(texts) && texts[by]?.toLowerCase() === names[by]!.toLowerCase() && texts.some(isName)
  );
}

/** Whether no text has a digit, or says yes or no, and two say something. */
function areNames(texts: readonly string[]): boolean {
  const said = texts.filter((text) => text !== '');
  return said.length > 1 && said.every((text) => !/\d/.test(text) && booleanOf(text) === null);
}

/** Whether texts say of what kind or in what unit columns are: string, int64, (EUR). */
function areKinds(texts: readonly string[]): boolean {
  const said = texts.filter((text) => text !== '');
  return said.length > 1 && said.every((text) => KIND.test(text));
}

const KIND =
  /^(\(.*\)|\[.*\]|text|string|str|object|category|(var)?char|uuid|(big|small)?int\d*|integer|float\d*|double|real|numeric|decimal|number|bool(ean)?|date(time)?|timestamp|eur|usd|gbp|count|%|#)$/i;
