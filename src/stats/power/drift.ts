import { bracketedRoot } from '../numeric/roots.js';

/** Of a drift, in standard errors: an order above the error of the crossing probabilities. */
const ACCURACY = 1e-11;

/**
 * The least drift, at `least` or above, at which a test has that power.
 *
 * @param powerAt the power at a drift, which rises with it up to 1.
 */
export function driftWithPower(
  powerAt: (drift: number) => number,
  power: number,
  least: number,
): number {
  const surplus = (drift: number) => powerAt(drift) - power;
  if (surplus(least) >= 0) return least;
  let upper = 2 * least;
  while (surplus(upper) < 0) upper *= 2;
  return bracketedRoot(surplus, least, upper, ACCURACY);
}
