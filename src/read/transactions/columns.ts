import { UserError } from '../../errors.js';
import { columnList, findColumn, type Header, requireColumn } from '../recognize/header.js';
import { idNameOf, isCalledAsUnit, words } from '../values/column-words.js';
import { isVariantColumn } from '../values/vocabulary.js';
import type { TransactionOptions } from './transactions.js';

/** The columns of a file of transactions, by their names. */
export interface TransactionColumns {
  customer: string;
  date: string;
  /** `null` where only purchases are asked about. */
  amount: string | null;
  /** `null` where the file has none. */
  variant: string | null;
}

/** What columns are called, in order of preference, as words joined by _. */
const DATES = ['date', 'day', 'order_date', 'purchase_date', 'transaction_date', 'invoice_date'];
const MORE_DATES = ['ordered_at', 'purchased_at', 'created_at', 'timestamp', 'time', 'datum'];
const AMOUNTS = ['amount', 'revenue', 'sales', 'spend', 'total', 'value', 'price', 'order_value'];
const MORE_AMOUNTS = [
  'order_amount',
  'order_total',
  'total_price',
  'net_amount',
  'umsatz',
  'betrag',
];

/**
 * Which column is which: as was said, or the only one that is called so.
 *
 * @throws {UserError} where one is missing, or two could be it.
 */
export function transactionColumns(
  header: Header,
  options: TransactionOptions,
): TransactionColumns {
  const { customer, date, amount, variantColumn, purchasesOnly, say } = options;
  const said = (name: string | null) =>
    name === null ? null : header.names[requireColumn(header, name)]!;
  return {
    customer: said(customer) ?? customerColumn(header, options),
    date: said(date) ?? called([...DATES, ...MORE_DATES], header, 'date', say.date('NAME')),
    amount: purchasesOnly
      ? null
      : (said(amount) ??
        called(
          [...AMOUNTS, ...MORE_AMOUNTS],
          header,
          'amount',
          `${say.amount('NAME')}, or ask about purchases alone: ${say.purchasesOnly()}`,
        )),
    variant: said(variantColumn) ?? variantColumnOf(header),
  };
}

/** The column of customers. */
export function customerColumn(header: Header, { customer, say }: TransactionOptions): string {
  if (customer !== null) return header.names[requireColumn(header, customer)]!;
  const named = header.names.filter((name) => idNameOf(name) === 'unit' || isCalledAsUnit(name));
  return only(named, header, 'customer', say.customer('NAME'));
}

/** The column of variants by its name; `null` where none is called so. */
export function variantColumnOf(header: Header): string | null {
  const found = header.names.filter(isVariantColumn);
  if (found.length > 1) {
    throw new UserError(`${found.join(' and ')}: which of them is the variant?`, {
      location: { file: header.file, line: header.line },
      hint: (say) => `name it: ${say.variantColumn('NAME')}`,
    });
  }
  if (found.length === 1) findColumn(header, found[0]!);
  return found[0] ?? null;
}

/** The first of these names that a column has. */
export function firstCalled(names: readonly string[], header: Header): string | null {
  const called = header.names.map((name) => words(name).join('_'));
  const first = names.find((name) => called.includes(name));
  if (first === undefined) return null;
  const name = header.names[called.indexOf(first)]!;
  return header.names[findColumn(header, name)!]!;
}

function called(names: readonly string[], header: Header, what: string, flag: string): string {
  const found = header.names.filter((name) => names.includes(words(name).join('_')));
  return only(found, header, what, flag);
}

/** The only one of some columns; a name that several have is told as that. */
function only(found: readonly string[], header: Header, what: string, flag: string): string {
  if (new Set(found).size === 1) return header.names[findColumn(header, found[0]!)!]!;
  const { file, line } = header;
  const which = found.length === 0 ? '' : `: ${found.join(' or ')}`;
  throw new UserError(`which column is the ${what}${which}?`, {
    location: { file, line },
    hint: (say) => `name it: ${flag}; ${columnList(header, say)}`,
  });
}
