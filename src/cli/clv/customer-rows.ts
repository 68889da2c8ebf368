import type { Customer, LifetimeAnalysis } from '../../experiment/lifetime/lifetime.js';
import type { CustomerRow } from '../../render/customers-csv.js';

/** What is predicted of each customer, as rows. */
export function customerRows(
  customers: readonly Customer[],
  { predictions, model }: LifetimeAnalysis,
): CustomerRow[] {
  const { alive, purchases, spend, value } = predictions;
  return customers.map(({ name, variant, known }, i) => ({
    customer: name,
    variant,
    repeats: known?.history.repeats ?? null,
    last: known?.history.last ?? null,
    observed: known?.history.observed ?? null,
    mean: known?.mean ?? null,
    alive: known === null ? null : alive[i]!,
    purchases: purchases[i]!,
    ...(model.spending === null
      ? {}
      : { spend: known === null ? null : spend![i]!, value: value[i]! }),
  }));
}
