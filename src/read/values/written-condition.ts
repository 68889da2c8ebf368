import { UserError } from '../../errors.js';
import { shellWord, type Vocabulary } from '../../vocabulary.js';
import { type Condition, OPERATORS, type Operator } from './condition.js';
import { quoted } from './values.js';

/**
 * A condition as written, `COLUMN op VALUE`: op is =, !=, <, <=, >, >=, in or not in.
 *
 * @param isColumn whether there is a column of this name
 * @throws {UserError} when it has no operator behind the name of a column, or no value, or another condition stands
 *   behind an "and", or several values behind !=: taken for one value, from which all differ, they would choose all rows.
 */
export function parseCondition(written: string, isColumn: (name: string) => boolean): Condition {
  const text = written.trim();
  const candidates = OPERATORS.flatMap((operator) => placesOf(text, operator));
  const found = candidates.find(({ column }) => isColumn(column));
  if (found === undefined) {
    const [first] = candidates;
    throw new UserError(
      (say) =>
        first === undefined || first.column === ''
          ? `${say.where()} ${quoted(written)}: that compares nothing`
          : `${say.where()} ${quoted(written)}: there is no column ${first.column}`,
      { hint: (say) => `write COLUMN = VALUE, with =, !=, <, <=, >, >= or in: ${example(say)}` },
    );
  }
  const parts = partsOf(text, isColumn);
  if (parts !== null) throw severalConditions(written, parts);
  if (isListOfUnequal(text, found)) throw severalValues(written, found);
  return found;
}

/** The conditions that "and" or "or" join, in no quotes; `null` where a column follows none of these. */
function partsOf(text: string, isColumn: (name: string) => boolean): JoinedConditions | null {
  const outside = text.replace(/(["'`]).*?\1/gs, (quotes) => '_'.repeat(quotes.length));
  for (const { 0: joint, 1: word, index } of outside.matchAll(/\s+(and|or|&&|\|\|)\s+/gi)) {
    const [first, second] = [text.slice(0, index), text.slice(index + joint.length)];
    const columns = OPERATORS.flatMap((operator) => placesOf(second, operator));
    if (columns.some(({ column }) => isColumn(column))) return { word: word!, first, second };
  }
  return null;
}

interface JoinedConditions {
  word: string;
  first: string;
  second: string;
}

function severalConditions(written: string, { word, first, second }: JoinedConditions): UserError {
  const areAll = /^(and|&&)$/i.test(word);
  return new UserError((say) => `${say.where()} ${quoted(written)}: these are several conditions`, {
    hint: (say) =>
      areAll
        ? `each by itself, and all must hold: ${[first, second].map((one) => say.where(shellWord(one))).join(' ')}; a value with "${word}" in it goes into quotes`
        : `rows must fulfil all that are given; any value of one column: ${example(say)}`,
  });
}

/** Whether a value that is to differ is a list without quotes; a comma between digits is one of a number. */
function isListOfUnequal(text: string, { operator, values }: Condition): boolean {
  const isUnequal = operator === '!=' || operator === '<>';
  return isUnequal && /,(?!\d)/.test(values[0]!) && text.endsWith(values[0]!);
}

function severalValues(written: string, { column, values }: Condition): UserError {
  const [value = ''] = values;
  return new UserError((say) => `${say.where()} ${quoted(written)}: is that one value?`, {
    hint: (say) =>
      `several? ${say.where(shellWord(`${column} not in ${value}`))}; one? ${say.where(shellWord(`${column} != "${value}"`))}`,
  });
}

function example(say: Vocabulary): string {
  return say.where('"country in DE, FR"');
}

/** The conditions that a text may be with this operator, one for each place where it stands. */
function placesOf(text: string, operator: Operator): Condition[] {
  const found: Condition[] = [];
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(operator); at !== -1; at = lower.indexOf(operator, at + 1)) {
    const column = unquoted(text.slice(0, at).trim());
    const rest = text.slice(at + operator.length).trim();
    const several = operator.trim().endsWith('in');
    const values = several ? rest.replace(/^\((.*)\)$/s, '$1').split(',') : [rest];
    found.push({ column, operator, values: values.map((value) => unquoted(value.trim())) });
  }
  return found;
}

function unquoted(text: string): string {
  return /^(["'`]).*\1$/s.test(text) ? text.slice(1, -1) : text;
}
