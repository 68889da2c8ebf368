import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import { formatOf, type MetricReading } from '../reading.js';
import { isSumColumn } from '../values/figure-words.js';
import { parseNumber } from '../values/numbers.js';
import { quoted } from '../values/values.js';
import { profileOf } from './column-profile.js';
import { findColumn } from './header.js';
import type { Table } from './labels.js';

/** Numbers that surveys and old programs write for no answer; below 0 they are no amount where no other is. */
const BELOW_ZERO = [-99, -999, -9999, -99999, -999999];

/** Far above all others, these; the largest whole numbers that programs have at whatever amounts. */
const FAR_ABOVE = [99, 999, 9999, 99_999, 999_999, 9_999_999];
const LARGEST_WHOLE = [2_147_483_647, 4_294_967_295, 2 ** 63];

/** So many times as large as any other, so many times met, in such a share of all. */
const TIMES_OTHERS = 5;
const LEAST_MET = 5;
const SHARE_MET = 0.01;

/** Beside yes and no, also these. */
const BESIDE_YES_AND_NO = [...BELOW_ZERO, -1, -9, 9, 99, 999, 9999];

/**
 * Checks that no metric of rows takes a number for an amount that stands for a missing value.
 *
 * @throws {UserError} for such a number in the first rows, with the option that calls it missing.
 */
export function checkMissingCodes(table: Table, metrics: readonly MetricReading[]): void {
  for (const { column: written, kind, success } of metrics) {
    const column = findColumn(table.header, written);
    const code = column === null ? null : missingCode(table, column);
    if (code === null || kind !== null || success !== null) continue;
    const { file, line, names } = table.header;
    const name = names[column!]!;
    throw new UserError(`${quoted(code)} in column ${name} looks like a missing value`, {
      location: { file, line, column: column! + 1 },
      hint: (say) =>
        // What is called missing is so in all columns, where another metric may have the number in earnest.
        `is it one? ${metrics.length > 1 ? 'leave its fields empty' : say.again([say.missing(code)])}; a number like others? ${say.metric(shellWord(name), 'mean')}`,
    });
  }
}

/** The text of such a number in a column; `null` where there is none, or others are like it. */
function missingCode({ header, rows, options }: Table, column: number): string | null {
  const name = header.names[column]!;
  const format = formatOf(options, name);
  const { values, isWhole } = profileOf(rows, column, name, options);
  const texts = [...new Set(values)];
  const numbers = texts.map((text) => parseNumber(text, format));
  const codeOf = (codes: readonly number[], areOthers: (number: number) => boolean) => {
    const found = numbers.findIndex((number) => codes.includes(number as number));
    const others = numbers.filter((_, i) => i !== found);
    const fit =
      others.length > 1 && others.every((one) => typeof one === 'number' && areOthers(one));
    return found !== -1 && fit ? texts[found]! : null;
  };
  const often = (code: string | null) => {
    const met = values.filter((text) => text === code).length;
    return met >= LEAST_MET && met >= SHARE_MET * values.length ? code : null;
  };
  const above = FAR_ABOVE.map((code) =>
    often(codeOf([code], (number) => number * TIMES_OTHERS <= code)),
  );
  return (
    codeOf(BELOW_ZERO, (number) => number >= 0) ??
    codeOf(BESIDE_YES_AND_NO, (number) => number === 0 || number === 1) ??
    codeOf(LARGEST_WHOLE, (number) => number < LARGEST_WHOLE[0]!) ??
    (isWhole ? often(codeOf([-1], (number) => number >= 0)) : null) ??
    (isWhole && !isSumColumn(name) ? (above.find((code) => code !== null) ?? null) : null)
  );
}
