import { UserError } from '../../errors.js';
import { type Field, fieldReader } from '../fold/fields.js';
import { namesVariant } from '../fold/variant-names.js';
import { isMissing } from '../reading.js';
import type { Header } from '../recognize/header.js';
import { dayOf } from '../values/day.js';
import { badValue, quoted } from '../values/values.js';
import type { CustomerLog, TransactionOptions } from './transactions.js';

type Reader<T> = (fields: string[], line: number) => T;

/** Reads the name of each row's customer; throws where there is none. */
export function nameReader(
  header: Header,
  column: string,
  options: TransactionOptions,
): Reader<string> {
  const read = fieldReader(header, column, options);
  return (fields, line) => {
    const { text, place } = read(fields, line);
    if (!isMissing(text, options)) return text;
    throw badValue(
      place,
      'there is no customer',
      (say) => `fill it in; to leave out such rows: ${say.again([say.onBadRow('skip')])}`,
    );
  };
}

/** Reads the day of each row, one up to today. */
export function dayReader(
  header: Header,
  column: string,
  options: TransactionOptions,
): Reader<number> {
  const read = fieldReader(header, column, options);
  return (fields, line) => {
    const field = read(fields, line);
    const day = dayOf(field.text, options.dateOrder);
    if (typeof day === 'string') throw noDay(field, day, options);
    if (day <= options.today) return day;
    throw badValue(
      field.place,
      `${quoted(field.text)} lies in the future`,
      'nothing can have been bought yet; is it the date of an order, in the right order of day and month?',
    );
  };
}

function noDay({ text, place }: Field, why: string, { say }: TransactionOptions): UserError {
  switch (why) {
    case 'ambiguous':
      return badValue(
        place,
        `${quoted(text)} may have the day or the month first`,
        (words) =>
          `say which: ${words.again([say.dateOrder('day-first')])}, or ${say.dateOrder('month-first')}`,
      );
    case 'two-digit-year':
      return badValue(place, `${quoted(text)} has a year of two digits`, 'write all four');
    case 'no-such-day':
      return badValue(
        place,
        `${quoted(text)} is no day of the calendar`,
        `day and month the other way round? ${say.dateOrder('day-first')} or ${say.dateOrder('month-first')}`,
      );
    default:
      return badValue(
        place,
        `${quoted(text)} is not a date`,
        'dates are read as 2026-03-08, 20260308, 8.3.2026, or 8/3/2026 where their order is said; numbers of seconds or of a spreadsheet are not',
      );
  }
}

/**
 * Adds to a customer the variant that a row says, if it says one.
 *
 * @throws {UserError} when another row said another.
 */
export function variantAdder(
  header: Header,
  column: string,
  options: TransactionOptions,
): (customer: CustomerLog, name: string, fields: string[], line: number) => void {
  const read = fieldReader(header, column, options);
  return (customer, name, fields, line) => {
    const { text, place } = read(fields, line);
    if (!namesVariant(text, options)) return;
    if (customer.variant === null || customer.variant === text) {
      customer.variant = text;
      return;
    }
    throw inTwoVariants(name, customer.variant, text, {
      file: place.file,
      line: place.line,
      column: place.column,
    });
  };
}

/** The mistake of a customer whom two rows give different variants. */
export function inTwoVariants(
  name: string,
  first: string,
  second: string,
  location: { file: string; line?: number; column?: number },
): UserError {
  return new UserError(`customer ${quoted(name)} is in ${first}, and in ${second} here`, {
    location,
    hint: 'a customer is compared in one variant: the one that was assigned first; mend the assignment, or leave such customers out of all files',
    fatal: true,
  });
}
