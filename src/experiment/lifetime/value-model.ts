import { type BgNbdFit, bgNbdFit, bgNbdScore } from '../../stats/customer/bg-nbd.js';
import {
  type GammaGammaFit,
  gammaGammaFit,
  gammaGammaScore,
  type Spending,
} from '../../stats/customer/gamma-gamma.js';
import { groupedHistories } from '../../stats/customer/purchases.js';
import type { KnownCustomer } from './purchases.js';

/** How customers buy and spend, as one model for all of them, whatever variant they are in. */
export interface ValueModel {
  purchases: BgNbdFit;
  /** `null` where nothing is known of amounts. */
  spending: GammaGammaFit | null;
  /** How many customers each was fitted to; of spending those with repeat purchases that were worth something. */
  fitted: { customers: number; repeaters: number; spenders: number };
}

/** Why there is no model. */
export type NoModel =
  | { code: 'TOO_FEW_CUSTOMERS'; customers: number; least: number }
  | { code: 'TOO_FEW_REPEATERS'; repeaters: number; least: number }
  | { code: 'NO_TIME_OBSERVED' }
  | { code: 'PURCHASES_NOT_FITTED'; atEdge: boolean }
  | { code: 'TOO_FEW_SPENDERS'; spenders: number; least: number }
  | { code: 'SPENDING_NOT_FITTED'; atEdge: boolean }
  | { code: 'SPENDING_HAS_NO_MEAN'; q: number };

/** With fewer, four parameters are hardly told from one another; a choice of ours. */
export const LEAST_CUSTOMERS = 100;
export const LEAST_REPEATERS = 30;

/** The model of these customers; `null` ones never bought. */
export function valueModel(
  customers: readonly (KnownCustomer | null)[],
  hasAmounts: boolean,
): ValueModel | NoModel {
  const known = customers.filter((one) => one !== null);
  const repeaters = known.filter(({ history }) => history.repeats > 0).length;
  if (known.length < LEAST_CUSTOMERS) {
    return { code: 'TOO_FEW_CUSTOMERS', customers: known.length, least: LEAST_CUSTOMERS };
  }
  if (repeaters < LEAST_REPEATERS) {
    return { code: 'TOO_FEW_REPEATERS', repeaters, least: LEAST_REPEATERS };
  }
  if (known.every(({ history }) => history.observed === 0)) return { code: 'NO_TIME_OBSERVED' };
  const purchases = bgNbdFit(groupedHistories(known.map(({ history }) => history)));
  if (typeof purchases === 'string') {
    return { code: 'PURCHASES_NOT_FITTED', atEdge: purchases === 'AT_THE_EDGE' };
  }
  const fitted = { customers: known.length, repeaters, spenders: 0 };
  return hasAmounts
    ? withSpending(purchases, known, fitted)
    : { purchases, spending: null, fitted };
}

function withSpending(
  purchases: BgNbdFit,
  known: readonly KnownCustomer[],
  fitted: ValueModel['fitted'],
): ValueModel | NoModel {
  const spendings = known.flatMap((one) => spendingOf(one) ?? []);
  const spenders = spendings.length;
  if (spenders < LEAST_REPEATERS) {
    return { code: 'TOO_FEW_SPENDERS', spenders, least: LEAST_REPEATERS };
  }
  const spending = gammaGammaFit(spendings);
  if (typeof spending === 'string') {
    return { code: 'SPENDING_NOT_FITTED', atEdge: spending === 'AT_THE_EDGE' };
  }
  // Who has bought once is expected to spend the mean of all, which is finite only so.
  const { q } = spending.model;
  if (!(q > 1)) return { code: 'SPENDING_HAS_NO_MEAN', q };
  return { purchases, spending, fitted: { ...fitted, spenders } };
}

/** What a customer's repeat purchases tell of spending; `null` where they tell nothing. */
function spendingOf({ history, mean }: KnownCustomer): Spending | null {
  return mean === null || mean <= 0 ? null : { repeats: history.repeats, mean };
}

/** The logarithms of the model's parameters: of purchases, then of spending. */
export function logsOf({ purchases, spending }: ValueModel): number[] {
  const { r, alpha, a, b } = purchases.model;
  const { p, q, gamma } = spending?.model ?? { p: 1, q: 2, gamma: 1 };
  return [r, alpha, a, b, ...(spending === null ? [] : [p, q, gamma])].map(Math.log);
}

/** The covariance of those logarithms; the two models share no parameter. */
export function covarianceOf({ purchases, spending }: ValueModel): number[][] {
  const size = purchases.covariance.length;
  const blocks = [purchases.covariance, spending?.covariance ?? []] as const;
  const all = size + blocks[1].length;
  return Array.from({ length: all }, (_, i) =>
    Array.from({ length: all }, (_, j) => {
      if (i < size !== j < size) return 0;
      return i < size ? blocks[0][i]![j]! : blocks[1][i - size]![j - size]!;
    }),
  );
}

/** How a customer's own log-likelihood changes with those logarithms; `null` of one who never bought. */
export function scoresOf(model: ValueModel, customer: KnownCustomer | null): number[] | null {
  if (customer === null) return null;
  const own = bgNbdScore(model.purchases.model, customer.history);
  if (model.spending === null) return own;
  const spending = spendingOf(customer);
  const spent = spending === null ? [0, 0, 0] : gammaGammaScore(model.spending.model, spending);
  return [...own, ...spent];
}
