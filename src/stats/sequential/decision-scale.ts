import type { PValue } from '../distributions/reference-distribution.js';
import { type LookScale, MOST_LEVEL, nominalLevels } from './look.js';
import type { SequentialLooks } from './sequential-boundary.js';

/**
 * The scales of each of these looks for decisions at these levels and no others: a repeated p-value is
 * below one of them exactly when that of lookScale is, and in between it keeps their order, but is not
 * the same. It takes no search, which a simulation could not afford.
 *
 * @param looks all of them, in order. @param levels each in (0, 0.999].
 */
export function decisionScales(looks: SequentialLooks, levels: readonly number[]): LookScale[] {
  const known = new Map<number, number[]>();
  const nominalAt = (level: number): number[] => {
    const found = known.get(level) ?? nominalLevels(looks, level);
    known.set(level, found);
    return found;
  };
  const rising = [...new Set([...levels, MOST_LEVEL])].sort((a, b) => a - b);
  return looks.fractions.map((_, look) => {
    const level = (of: number) => nominalAt(of)[look]!;
    const knots = { whole: [0, ...rising], nominal: [0, ...rising.map(level)] };
    return { level, repeated: ({ pValue }) => between(knots, pValue) };
  });
}

/** Where a look's p-value lies between the knots, on the scale of the whole test. */
function between(
  { whole, nominal }: { whole: readonly number[]; nominal: readonly number[] },
  pValue: number,
): PValue {
  const at = nominal.findIndex((bound) => pValue < bound);
  if (at === -1) return { pValue: 1, logPValue: 0 };
  const [from, to] = [nominal[at - 1]!, nominal[at]!];
  const [least, most] = [whole[at - 1]!, whole[at]!];
  const p = least + ((pValue - from) / (to - from)) * (most - least);
  const below = Math.max(Number.MIN_VALUE, Math.min(p, most * (1 - Number.EPSILON)));
  return { pValue: below, logPValue: Math.log(below) };
}
