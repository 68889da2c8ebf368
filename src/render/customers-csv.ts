import { exactField } from './exact-field.js';

/** What is predicted of one customer, and what it is predicted by; `null` where there is none. */
export interface CustomerRow {
  customer: string;
  variant: string | null;
  repeats: number | null;
  last: number | null;
  observed: number | null;
  mean: number | null;
  alive: number | null;
  purchases: number;
  /** Per purchase, and in all; left out where only purchases are predicted. */
  spend?: number | null;
  value?: number;
}

/**
 * Customers as CSV, a row each, which `analyze` reads as rows and `clv` as sums; numbers read back exactly. A
 * customer of no variant has no row, since rows are compared by their variants, if there are any.
 */
export function renderCustomers(rows: readonly CustomerRow[]): string {
  const hasVariants = rows.some(({ variant }) => variant !== null);
  const hasValue = rows.some(({ value }) => value !== undefined);
  const columns: [string, (row: CustomerRow) => string | number | null | undefined][] = [
    ['customer', (row) => row.customer],
    ...(hasVariants ? [['variant', (row: CustomerRow) => row.variant] as const] : []).map(
      ([name, of]): [string, (row: CustomerRow) => string | null] => [name, of],
    ),
    ['repeat_purchases', (row) => row.repeats],
    ['t_x', (row) => row.last],
    ['T', (row) => row.observed],
    ['monetary_value', (row) => row.mean],
    ['p_alive', (row) => row.alive],
    ['expected_purchases', (row) => row.purchases],
  ];
  if (hasValue) {
    columns.push(['expected_spend', (row) => row.spend], ['clv', (row) => row.value]);
  }
  const shown = hasVariants ? rows.filter(({ variant }) => variant !== null) : rows;
  const header = columns.map(([name]) => name).join(',');
  const lines = shown.map((row) =>
    columns.map(([, of]) => exactField(String(of(row) ?? ''))).join(','),
  );
  return [header, ...lines].map((line) => `${line}\n`).join('');
}
