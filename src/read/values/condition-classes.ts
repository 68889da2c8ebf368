/*
 * Texts that fare alike under a condition, whatever it says of them: so that many need not be judged each.
 */
import { type Condition, DAY, isOrdering, numberIn } from './condition.js';
import { type NumberFormat, parseNumber } from './numbers.js';

/**
 * The numbers at which the verdict on numbers may turn: of those between two, all fare alike. `null` where it is
 * no matter of numbers, or two texts of one number may fare differently.
 */
export function turningPoints(
  { operator, values }: Condition,
  format: NumberFormat,
): number[] | null {
  const numbers = values.map(numberIn);
  // What is a number as the column writes them, and none or another in the condition, is met as a text.
  const isApart = values.some((value, i) => {
    const own = parseNumber(value, format);
    return typeof own === 'number' && own !== numbers[i];
  });
  if (isApart || (isOrdering(operator) && numbers[0] === null)) return null;
  return numbers.filter((number) => number !== null);
}

/** What decides on a text that is to be before or after a day or time. */
export interface DecidingStart {
  /** So many characters at its start, unless it is missing. */
  length: number;
  /** The first ten of them where they are not this day; `null` where there is no day in the condition. */
  day: string | null;
}

/** What start of a text decides on it; `null`: all of it does. */
export function decidingStart({ operator, values: [value = ''] }: Condition): DecidingStart | null {
  if (!isOrdering(operator) || numberIn(value) !== null || !DAY.test(value)) return null;
  const [day = null] = value.match(/^\d{4}-\d{2}-\d{2}/) ?? [];
  return { length: value.length, day };
}

/** The texts that a condition tells from all others that are no numbers; `null` where it compares. */
export function namedTexts({ operator, values }: Condition): string[] | null {
  return isOrdering(operator) ? null : values;
}
