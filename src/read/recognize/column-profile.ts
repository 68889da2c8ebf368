import { formatOf, isMissing, type ReadOptions } from '../reading.js';
import { parseNumber } from '../values/numbers.js';
import { booleanOf } from '../values/values.js';

/** What the first rows show of a column. */
export interface ColumnProfile {
  /** The values that are not missing, trimmed, in order. */
  values: string[];
  /** How many different ones there are. */
  distinct: number;
  /** Whether they are 0 and 1, or yes and no, all of them; so are none. */
  isBinary: boolean;
  /** Whether all are whole numbers, and all numbers. */
  isWhole: boolean;
  isNumeric: boolean;
  /** Whether they look like what programs and clerks name units by. */
  isCoded: boolean;
}

/** The profile of a column, by its position, from the first rows. */
export function profileOf(
  rows: readonly string[][],
  column: number,
  name: string,
  options: ReadOptions,
): ColumnProfile {
  const texts = rows.map((fields) => fields[column]!.trim());
  const values = texts.filter((text) => !isMissing(text, options));
  const format = formatOf(options, name);
  const numbers = values.map((text) => parseNumber(text, format));
  return {
    values,
    distinct: new Set(values).size,
    isBinary: values.every((text) => booleanOf(text) !== null || text === '0' || text === '1'),
    isWhole: values.length > 0 && numbers.every(Number.isInteger),
    isNumeric: values.length > 0 && numbers.every((number) => typeof number === 'number'),
    isCoded: values.length > 0 && values.every(isCode),
  };
}

/**
 * A UUID (RFC 9562, §4), a longer hexadecimal number, an address of e-mail, letters and a number (c17), a number that is
 * longer than amounts are and no time since 1970, or two of them as an analytics cookie has: 1234567890.1700000000.
 */
function isCode(text: string): boolean {
  return (
    /^(?=.*\d)(?=.*[a-f])[0-9a-f]{8,}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ||
    /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text) ||
    /^[a-z]{1,8}[-_:.]?\d+$/i.test(text) ||
    /^(?!1[4-9]\d{14}$|1[4-9]\d{17}$)\d{15,}$|^\d{8,10}\.1\d{9}$/.test(text)
  );
}

/** Whether whole numbers only number the rows, or name something: each is larger than the one before. */
export function isCounting({ values, isWhole }: ColumnProfile): boolean {
  return (
    isWhole && values.length > 2 && values.every((text, i) => i === 0 || +text > +values[i - 1]!)
  );
}
