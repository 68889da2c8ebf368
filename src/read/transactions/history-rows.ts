import { UserError } from '../../errors.js';
import type { RecordSink } from '../csv/records.js';
import { fieldReader } from '../fold/fields.js';
import { isMissing, type Source } from '../reading.js';
import { columnList, type Header, requireColumn } from '../recognize/header.js';
import type { TableRead } from '../table.js';
import { badValue, countAt, numberAt, type Place } from '../values/values.js';
import { customerColumn, firstCalled, variantColumnOf } from './columns.js';
import { nameReader, variantAdder } from './fields.js';
import type { CustomerLog, TransactionOptions } from './transactions.js';

/** A customer of whom the sums alone are known; times in the file's own unit. */
export interface SummedCustomer {
  variant: string | null;
  /** `null` for one who never bought. */
  bought: { repeats: number; last: number; observed: number; mean: number | null } | null;
}

export interface SummedCustomers {
  customers: Map<string, SummedCustomer>;
  files: TableRead[];
  columns: Record<'repeats' | 'last' | 'observed', string> & { mean: string | null };
}

/** What columns of sums are called. */
const NAMES = {
  repeats: ['frequency', 'x', 'repeats', 'repeat_purchases', 'repeat_transactions'],
  last: ['recency', 't_x', 'tx', 'last'],
  observed: ['t', 'age', 'observed', 'tenure', 't_cal'],
  mean: ['monetary_value', 'monetary', 'm_x', 'mx', 'zbar', 'mean_spend', 'average_spend'],
};

/** The columns of a table that sums customers up; `null` where it has no such. */
export function columnsOfSums(header: Header): SummedCustomers['columns'] | null {
  const [repeats, last, observed] = [NAMES.repeats, NAMES.last, NAMES.observed].map((names) =>
    firstCalled(names, header),
  );
  if (!repeats || !last || !observed) return null;
  return { repeats, last, observed, mean: firstCalled(NAMES.mean, header) };
}

/** Sums of no customers. */
export function emptySums(): SummedCustomers {
  return {
    customers: new Map(),
    files: [],
    columns: { repeats: '', last: '', observed: '', mean: null },
  };
}

/** Adds each customer of a file, a row each. */
export function historyTaker(
  header: Header,
  { variant: named }: Source,
  sums: SummedCustomers,
  options: TransactionOptions,
): RecordSink {
  const columns = columnsOfSums(header);
  if (columns === null) throw noSums(header);
  const mean = options.purchasesOnly ? null : (said(header, options.amount) ?? columns.mean);
  if (sums.files.length === 0) sums.columns = { ...columns, mean };
  const nameOf = nameReader(header, customerColumn(header, options), options);
  const variant = options.variantColumn ?? variantColumnOf(header);
  const addVariant = variant === null ? null : variantAdder(header, variant, options);
  const boughtOf = boughtReader(header, { ...columns, mean }, options);
  return (fields, line) => {
    const name = nameOf(fields, line);
    if (sums.customers.has(name)) throw twice(name, header, line);
    const own: CustomerLog = { variant: named, days: [], amounts: [] };
    addVariant?.(own, name, fields, line);
    sums.customers.set(name, { variant: own.variant, bought: boughtOf(fields, line) });
  };
}

function said(header: Header, name: string | null): string | null {
  return name === null ? null : header.names[requireColumn(header, name)]!;
}

/** Reads what a customer bought; `null` where the number of purchases is empty, as of who never did. */
function boughtReader(
  header: Header,
  columns: SummedCustomers['columns'],
  options: TransactionOptions,
): (fields: string[], line: number) => SummedCustomer['bought'] {
  const [repeatsOf, lastOf, observedOf] = [columns.repeats, columns.last, columns.observed].map(
    (column) => fieldReader(header, column, options),
  );
  const meanOf = columns.mean === null ? null : fieldReader(header, columns.mean, options);
  const time = (read: typeof lastOf, fields: string[], line: number) => {
    const { text, format, place } = read!(fields, line);
    const value = numberAt(text, format, place);
    if (value >= 0) return { value, place };
    throw badValue(place, `${text} is negative`, 'times run from the first purchase on');
  };
  return (fields, line) => {
    const count = repeatsOf!(fields, line);
    if (isMissing(count.text, options)) return null;
    const repeats = countAt(count.text, count.format, count.place);
    const [last, observed] = [time(lastOf, fields, line), time(observedOf, fields, line)];
    checkTimes(repeats, last, observed);
    const spent = meanOf?.(fields, line);
    const mean =
      spent === undefined || repeats === 0 ? null : numberAt(spent.text, spent.format, spent.place);
    if (mean !== null && mean < 0) throw negativeMean(mean, spent!.place);
    return { repeats, last: last.value, observed: observed.value, mean };
  };
}

interface Time {
  value: number;
  place: Place;
}

/** Recency is when the last purchase was after the first; where it is the time since, the figures do not fit. */
function checkTimes(repeats: number, last: Time, observed: Time): void {
  const hint =
    'recency is here the time from the first purchase to the last, not the time since the last: take T − it';
  if (repeats === 0 && last.value > 0) {
    throw badValue(last.place, `there is no repeat purchase, but one at ${last.value}`, hint);
  }
  if (repeats > 0 && last.value === 0) {
    throw badValue(last.place, 'the repeat purchases are all at 0, when the first was', hint);
  }
  if (last.value > observed.value) {
    throw badValue(
      last.place,
      `${last.value} is after the end of observation, ${observed.value}`,
      hint,
    );
  }
}

function negativeMean(mean: number, place: Place): UserError {
  return badValue(place, `${mean} is negative`, 'it is what repeat purchases are worth on average');
}

function twice(name: string, { file }: Header, line: number): UserError {
  return new UserError(`customer "${name}" has a row above already`, {
    location: { file, line },
    hint: 'a row a customer is wanted; are these transactions? they have a date and an amount',
    fatal: true,
  });
}

function noSums(header: Header): UserError {
  return new UserError('this is no table of customers, as the first file is', {
    location: { file: header.file, line: header.line },
    hint: (say) => `it has columns frequency, recency and T; ${columnList(header, say)}`,
  });
}
