/** What a model of purchases knows of a customer; times in one unit, from the first purchase on. */
export interface PurchaseHistory {
  /** How many purchases followed the first. */
  repeats: number;
  /** When the last of them was; 0 without any. */
  last: number;
  /** Until when the customer was observed; not before the last. */
  observed: number;
}

/** Customers with the same history. */
export interface HistoryGroup extends PurchaseHistory {
  customers: number;
}

/** The histories with how many customers have each, in the order in which they were met. */
export function groupedHistories(histories: Iterable<PurchaseHistory>): HistoryGroup[] {
  const groups = new Map<string, HistoryGroup>();
  for (const { repeats, last, observed } of histories) {
    const key = `${repeats} ${last} ${observed}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { repeats, last, observed, customers: 1 });
    else group.customers += 1;
  }
  return [...groups.values()];
}
