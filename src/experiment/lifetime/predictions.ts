import { chanceAlive, purchasesAlive } from '../../stats/customer/expected-purchases.js';
import { expectedSpend } from '../../stats/customer/gamma-gamma.js';
import type { KnownCustomer } from './purchases.js';
import { logsOf, type ValueModel } from './value-model.js';

/** How far ahead a prediction goes, in the model's unit of time. */
export interface Ahead {
  horizon: number;
  /** Continuous, per unit of time. */
  discount: number;
}

/** What is expected of each customer, in their order; of who never bought nothing. */
export interface Predictions {
  alive: Float64Array;
  purchases: Float64Array;
  /** Per purchase; `null` without amounts. */
  spend: Float64Array | null;
  /** Purchases × spend; without amounts the purchases. */
  value: Float64Array;
}

/** What the model expects of these customers. */
export function predictionsOf(
  model: ValueModel,
  customers: readonly (KnownCustomer | null)[],
  ahead: Ahead,
): Predictions {
  return predictionsAt(logsOf(model), customers, ahead);
}

/** Expected purchases of each customer, and the chance that each is still there. */
type Bought = Pick<Predictions, 'alive' | 'purchases'>;

/** The same by the logarithms of the parameters; `bought` where those of purchases are as they were. */
function predictionsAt(
  logs: readonly number[],
  customers: readonly (KnownCustomer | null)[],
  ahead: Ahead,
  bought: Bought = boughtAt(logs, customers, ahead),
): Predictions {
  const { purchases } = bought;
  if (logs.length === OF_PURCHASES) return { ...bought, spend: null, value: purchases };
  const [p, q, gamma] = logs.slice(OF_PURCHASES).map(Math.exp) as [number, number, number];
  const spend = Float64Array.from(customers, (customer) => {
    if (customer === null) return 0;
    const spending = { repeats: customer.history.repeats, mean: customer.mean ?? 0 };
    return expectedSpend({ p, q, gamma }, spending);
  });
  return { ...bought, spend, value: spend.map((each, i) => each * purchases[i]!) };
}

/** So many parameters are of purchases, the first; what follows is of spending. */
const OF_PURCHASES = 4;

function boughtAt(
  logs: readonly number[],
  customers: readonly (KnownCustomer | null)[],
  { horizon, discount }: Ahead,
): Bought {
  const [r, alpha, a, b] = logs.map(Math.exp) as [number, number, number, number];
  const model = { r, alpha, a, b };
  const alive = new Float64Array(customers.length);
  const purchases = new Float64Array(customers.length);
  // Of who is still there the number depends on few figures, and takes the longest.
  const known = new Map<string, number>();
  for (const [i, customer] of customers.entries()) {
    if (customer === null) continue;
    const { history } = customer;
    const key = `${history.repeats} ${history.observed}`;
    const expected = known.get(key) ?? purchasesAlive(model, history, horizon, discount);
    known.set(key, expected);
    alive[i] = chanceAlive(model, history);
    purchases[i] = alive[i]! * expected;
  }
  return { alive, purchases };
}

/** A change of a logarithm that is small, and large against rounding: the error of slopes is its square. */
const SMALL = 1e-4;

/**
 * How averages of predictions change with the logarithms of the parameters: by parameter, the slopes of what
 * `figures` makes of the predictions.
 */
export function slopesOf(
  model: ValueModel,
  customers: readonly (KnownCustomer | null)[],
  ahead: Ahead,
  predictions: Predictions,
  figures: (predictions: Predictions) => number[],
): number[][] {
  const logs = logsOf(model);
  return logs.map((log, k) => {
    const bought = k < OF_PURCHASES ? undefined : predictions;
    const [above, below] = [SMALL, -SMALL].map((change) =>
      figures(predictionsAt(logs.with(k, log + change), customers, ahead, bought)),
    );
    return above!.map((figure, j) => (figure - below![j]!) / (2 * SMALL));
  });
}
