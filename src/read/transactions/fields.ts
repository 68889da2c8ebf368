import { UserError } from '../../errors.js';
import type { Wording } from '../../vocabulary.js';
import { fieldReader } from '../fold/fields.js';
import { dayIn } from '../fold/fold-days.js';
import { namesVariant } from '../fold/variant-names.js';
import { isMissing } from '../reading.js';
import type { Header } from '../recognize/header.js';
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

/** Reads the day of each row, as it is written whatever its zone; one up to today. */
export function dayReader(
  header: Header,
  column: string,
  options: TransactionOptions,
): Reader<number> {
  const read = fieldReader(header, column, options);
  const { dateOrder } = options.say;
  const sayOrder: Wording = (say) =>
    `say which number is the day: ${say.again([dateOrder('day-first')])}, or ${dateOrder('month-first')}`;
  return (fields, line) => {
    const field = read(fields, line);
    const { text, place } = field;
    const { date } = dayIn(field, options.dateOrder, isMissing(text, options), sayOrder);
    if (date <= options.today) return date;
    throw badValue(
      place,
      `${quoted(text)} lies in the future`,
      'nothing can have been bought yet; is it the date of an order, in the right order of day and month?',
    );
  };
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
