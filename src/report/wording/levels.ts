import { formatLevel } from './numbers.js';

/** What an interval promises, behind it: " (95 %)"; nothing where there is none. */
export function besideLevel(confidence: number | null): string {
  return confidence === null ? '' : ` (${formatLevel(confidence)})`;
}

/** What intervals promise each: "95 %", or "97.5 % to 98.75 %"; `null` where there are none. */
export function wordLevels(compared: readonly { confidence: number | null }[]): string | null {
  const levels = compared.flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  if (levels.length === 0) return null;
  const [least, most] = [Math.min(...levels), Math.max(...levels)].map(formatLevel);
  return least === most ? least! : `${least} to ${most}`;
}
