import type { PurchaseHistory } from '../../stats/customer/purchases.js';

/** What one customer bought on one day. */
export interface Purchase {
  day: number;
  amount: number;
}

/** A customer's purchases in the order of their days, and what was put together or taken away for that. */
export interface PurchaseDays {
  purchases: Purchase[];
  /** Transactions beyond the first of a day, which count as one purchase with it. */
  sameDay: number;
  /** Purchases that refunds took away whole. */
  returned: number;
  /** Refunds with no purchase before them to take them from, whole or in part. */
  unmatched: number;
}

/**
 * The purchases that transactions come to: those of a day are one, and a refund is taken from the last purchase
 * before it, then from those before that. A purchase that is taken back whole was none.
 *
 * @param days in any order, with their amounts; negative ones are refunds.
 */
export function purchasesOf(days: readonly number[], amounts: readonly number[]): PurchaseDays {
  const order = days.map((_, i) => i).sort((i, j) => days[i]! - days[j]!);
  const bought: (Purchase & { before: number })[] = [];
  let sameDay = 0;
  for (const i of order.filter((one) => amounts[one]! >= 0)) {
    const last = bought.at(-1);
    if (last === undefined || last.day !== days[i]) {
      bought.push({ day: days[i]!, amount: amounts[i]!, before: 0 });
    } else {
      last.amount += amounts[i]!;
      sameDay += 1;
    }
  }
  for (const one of bought) one.before = one.amount;
  let unmatched = 0;
  for (const i of order.filter((one) => amounts[one]! < 0)) {
    unmatched += isTaken(bought, days[i]!, -amounts[i]!) ? 0 : 1;
  }
  const kept = bought.filter(({ amount, before }) => before === 0 || amount > 0);
  const purchases = kept.map(({ day, amount }) => ({ day, amount }));
  return { purchases, sameDay, returned: bought.length - kept.length, unmatched };
}

/** Takes a refund from the purchases up to its day, the last first; whether there were enough. */
function isTaken(bought: readonly Purchase[], day: number, refund: number): boolean {
  let left = refund;
  for (const purchase of bought.filter((one) => one.day <= day).reverse()) {
    const taken = Math.min(left, purchase.amount);
    purchase.amount -= taken;
    left -= taken;
    // Sums of cents are not exact: what is left of a purchase by rounding is nothing.
    if (purchase.amount < ROUNDING * refund) purchase.amount = 0;
    if (left <= ROUNDING * refund) return true;
  }
  return false;
}

const ROUNDING = 1e-9;

/** What a model knows of a customer at some day. */
export interface KnownCustomer {
  history: PurchaseHistory;
  /** What the purchases after the first were worth on average; `null` without any, or without amounts. */
  mean: number | null;
}

/**
 * What was known of a customer at the end of a day; `null` before the first purchase.
 *
 * @param unit how many days the model's unit of time has.
 */
export function knownAt(
  purchases: readonly Purchase[],
  day: number,
  unit: number,
): KnownCustomer | null {
  const past = purchases.filter((one) => one.day <= day);
  const [first, ...repeats] = past;
  if (first === undefined) return null;
  const spent = repeats.reduce((sum, { amount }) => sum + amount, 0);
  return {
    history: {
      repeats: repeats.length,
      last: (past.at(-1)!.day - first.day) / unit,
      observed: (day - first.day) / unit,
    },
    mean: repeats.length === 0 ? null : spent / repeats.length,
  };
}
