import { UserError } from '../../errors.js';
import { isoDay } from '../../experiment/over-time/day-aggregates.js';
import type { RecordSink } from '../csv/records.js';
import { type Field, fieldReader } from '../fold/fields.js';
import { isMissing, type Source } from '../reading.js';
import type { Header } from '../recognize/header.js';
import { amountAt, badValue, quoted } from '../values/values.js';
import { transactionColumns } from './columns.js';
import { dayReader, inTwoVariants, nameReader, variantAdder } from './fields.js';
import { customerIn, type TransactionLog, type TransactionOptions } from './transactions.js';

/** A log without transactions. */
export function emptyLog(): TransactionLog {
  return {
    customers: new Map(),
    files: [],
    columns: { customer: '', date: '', amount: null, variant: null },
    currency: null,
    span: { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY },
    leftOut: { later: 0, refunds: 0 },
  };
}

/**
 * Checks that a log is of any day at all.
 *
 * @throws {UserError} where all its transactions are after the last that counts.
 */
export function checkLog(
  { span }: TransactionLog,
  file: string,
  options: TransactionOptions,
): void {
  if (span.last >= span.first) return;
  const until = options.until === null ? 'no day' : isoDay(options.until);
  throw new UserError(`no transaction is on or before ${until}`, {
    location: { file },
    hint: `a later day: ${options.say.until('DATE')}`,
  });
}

/** Adds each transaction of a file, a row each: who, when, how much. */
export function transactionTaker(
  header: Header,
  { variant }: Source,
  log: TransactionLog,
  options: TransactionOptions,
): RecordSink {
  const columns = transactionColumns(header, options);
  if (log.files.length === 0) log.columns = columns;
  const nameOf = nameReader(header, columns.customer, options);
  const dayOfRow = dayReader(header, columns.date, options);
  const amountOfRow =
    columns.amount === null ? () => 0 : amountReader(header, columns.amount, log, options);
  const addVariant =
    columns.variant === null ? null : variantAdder(header, columns.variant, options);
  return (fields, line) => {
    const [name, day] = [nameOf(fields, line), dayOfRow(fields, line)];
    const amount = amountOfRow(fields, line);
    const customer = customerIn(log.customers, name);
    addVariant?.(customer, name, fields, line);
    if (variant !== null) {
      if (customer.variant !== null && customer.variant !== variant) {
        throw inTwoVariants(name, customer.variant, variant, { file: header.file, line });
      }
      customer.variant = variant;
    }
    if (options.until !== null && day > options.until) {
      log.leftOut.later += 1;
    } else if (amount < 0 && options.refunds === 'skip') {
      log.leftOut.refunds += 1;
    } else {
      customer.days.push(day);
      customer.amounts.push(amount);
      log.span.first = Math.min(log.span.first, day);
      log.span.last = Math.max(log.span.last, day);
    }
  };
}

/** Reads the amount of each row, all in one currency; negative ones only where it was said what becomes of them. */
function amountReader(
  header: Header,
  column: string,
  log: TransactionLog,
  options: TransactionOptions,
): (fields: string[], line: number) => number {
  const read = fieldReader(header, column, options);
  return (fields, line) => {
    const field = read(fields, line);
    if (isMissing(field.text, options)) throw missing(field);
    const { value, unit } = amountAt(field.text, field.format, field.place);
    if (log.currency !== null && log.currency !== unit) throw otherCurrency(field, log.currency);
    if (value < 0 && options.refunds === 'stop') throw refund(field, options);
    log.currency = unit;
    return value;
  };
}

function missing({ place }: Field): UserError {
  return badValue(
    place,
    'there is no amount',
    (say) => `fill it in; to leave out such rows: ${say.again([say.onBadRow('skip')])}`,
  );
}

function otherCurrency({ text, place }: Field, before: string): UserError {
  const was = before === '' ? 'no currency' : before;
  const { file, line, column } = place;
  return new UserError(`${quoted(text)} is in another currency than the amounts above, ${was}`, {
    location: { file, line, column },
    hint: 'bring all amounts to one currency',
    fatal: true,
  });
}

function refund({ text, place }: Field, { say }: TransactionOptions): UserError {
  const { file, line, column, name } = place;
  return new UserError(`${quoted(text)} in column ${name} is negative: a refund?`, {
    location: { file, line, column },
    hint: (words) =>
      `to take it from the purchase before: ${words.again([say.refunds('net')])}; to leave refunds out: ${say.refunds('skip')}`,
    fatal: true,
  });
}
