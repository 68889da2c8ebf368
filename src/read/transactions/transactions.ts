import type { ReadOptions } from '../reading.js';
import type { TableRead } from '../table.js';
import type { DateOrder } from '../values/days.js';

/** What becomes of negative amounts. */
export const REFUND_RULES = ['stop', 'net', 'skip'] as const;

/** How the options of reading transactions are written, with a value or by their names alone. */
export type TransactionWords = Record<
  'customer' | 'date' | 'amount' | 'purchasesOnly' | 'dateOrder' | 'refunds' | 'until',
  (value?: string) => string
>;

/** What is said of how transactions are read; `null` where nothing was. */
export interface TransactionOptions extends ReadOptions {
  customer: string | null;
  date: string | null;
  amount: string | null;
  /** Whether nothing is asked of amounts. */
  purchasesOnly: boolean;
  dateOrder: DateOrder | null;
  refunds: (typeof REFUND_RULES)[number];
  /** Days since 1970-01-01: the last that counts; `null`: the last of the data. */
  until: number | null;
  /** Today's day, after which nothing can have happened. */
  today: number;
  say: TransactionWords;
}

/** What is known of one customer: transactions in the order in which they were read. */
export interface CustomerLog {
  variant: string | null;
  /** Days since 1970-01-01, and amounts; of purchases alone 0. */
  days: number[];
  amounts: number[];
}

/** All transactions, by customer in the order in which they were met. */
export interface TransactionLog {
  customers: Map<string, CustomerLog>;
  files: TableRead[];
  /** How the columns are called, of the first file. */
  columns: { customer: string; date: string; amount: string | null; variant: string | null };
  /** What amounts are in, as they are written; '' for plain numbers. */
  currency: string | null;
  /** The first and the last day of those that count. */
  span: { first: number; last: number };
  /** Transactions after the last day that counts, and refunds that were left out. */
  leftOut: { later: number; refunds: number };
}

/** The log's customer of that name, made where it is new. */
export function customerIn(customers: Map<string, CustomerLog>, name: string): CustomerLog {
  const known = customers.get(name);
  if (known !== undefined) return known;
  const customer: CustomerLog = { variant: null, days: [], amounts: [] };
  customers.set(name, customer);
  return customer;
}
