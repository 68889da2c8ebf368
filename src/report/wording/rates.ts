import type { SimulatedRate } from '../simulation-report.js';
import { formatFixed } from './numbers.js';

/** "4.9 % [4.5, 5.4]". */
export function wordRate({ rate, lower, upper }: Omit<SimulatedRate, 'count'>): string {
  return `${percent(rate)} % [${percent(lower)}, ${percent(upper)}]`;
}

/** Two decimals within one percent of never and always, where errors lie. */
export function percent(share: number): string {
  const edge = Math.min(share, 1 - share);
  if (edge === 0) return `${100 * share}`;
  return formatFixed(100 * share, edge < 0.01 ? 2 : 1);
}
