import type { Customer } from '../../experiment/lifetime/lifetime.js';
import { knownAt, purchasesOf } from '../../experiment/lifetime/purchases.js';
import type { CustomersRead } from '../../read/transactions/read-customers.js';
import type { CustomerLog } from '../../read/transactions/transactions.js';

/** Customers to predict, and what their rows came to. */
export interface CustomersFrom {
  customers: Customer[];
  counts: {
    transactions: number | null;
    purchases: number;
    sameDay: number;
    purchasesReturned: number;
    refundsUnmatched: number;
  };
}

/**
 * The customers of what was read, as they are known at the end.
 *
 * @param assigned who was assigned where, if that was read from a file of its own; who is in it and bought nothing
 *   is a customer too.
 * @param unit days of the model's unit of time.
 */
export function customersFrom(
  read: CustomersRead,
  assigned: ReadonlyMap<string, CustomerLog> | null,
  end: number,
  unit: number,
): CustomersFrom {
  const variantOf = (name: string, own: string | null) =>
    assigned === null ? own : (assigned.get(name)?.variant ?? null);
  const found = read.kind === 'histories' ? ofSums(read) : ofLog(read, assigned, end, unit);
  const customers = found.customers.map((one) => ({
    ...one,
    variant: variantOf(one.name, one.variant),
  }));
  const known = new Set(customers.map(({ name }) => name));
  const others = [...(assigned ?? [])].filter(([name]) => !known.has(name));
  const never = others.map(([name, { variant }]): Customer => {
    const purchases = read.kind === 'histories' ? null : [];
    return { name, variant, purchases, known: null };
  });
  return { customers: [...customers, ...never], counts: found.counts };
}

function ofSums(read: CustomersRead & { kind: 'histories' }): CustomersFrom {
  const customers = [...read.customers].map(([name, { variant, bought }]): Customer => {
    const known =
      bought === null
        ? null
        : {
            history: { repeats: bought.repeats, last: bought.last, observed: bought.observed },
            mean: bought.mean,
          };
    return { name, variant, purchases: null, known };
  });
  const purchases = customers.reduce(
    (sum, { known }) => sum + (known === null ? 0 : 1 + known.history.repeats),
    0,
  );
  const counts = { transactions: null, sameDay: 0, purchasesReturned: 0, refundsUnmatched: 0 };
  return { customers, counts: { ...counts, purchases } };
}

function ofLog(
  read: CustomersRead & { kind: 'transactions' },
  assigned: ReadonlyMap<string, CustomerLog> | null,
  end: number,
  unit: number,
): CustomersFrom {
  const hasAmounts = read.columns.amount !== null;
  const counts = { purchases: 0, sameDay: 0, purchasesReturned: 0, refundsUnmatched: 0 };
  let transactions = 0;
  // Who is in no row that counts is no customer yet, unless by the assignment.
  const counted = [...read.customers].filter(
    ([name, log]) => log.days.length > 0 || assigned?.has(name),
  );
  const customers = counted.map(([name, log]): Customer => {
    const days = purchasesOf(log.days, log.amounts);
    const { purchases } = days;
    transactions += log.days.length;
    counts.purchases += purchases.length;
    counts.sameDay += days.sameDay;
    counts.purchasesReturned += days.returned;
    counts.refundsUnmatched += days.unmatched;
    const known = knownAt(purchases, end, unit);
    const mean = hasAmounts ? (known?.mean ?? null) : null;
    return {
      name,
      variant: log.variant,
      purchases,
      known: known === null ? null : { ...known, mean },
    };
  });
  return { customers, counts: { transactions, ...counts } };
}
