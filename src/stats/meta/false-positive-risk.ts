import { requireDomain, requireProbability } from '../numeric/domain.js';

/** A test that is repeated: how often it wins without an effect, and with the one that it is sized for. */
export interface RepeatedTest {
  /** Of winning by chance, so of a two-sided test half its alpha. */
  alpha: number;
  power: number;
}

/**
 * The chance that a win is none, where that share of all ideas truly works.
 *
 * @param success in [0, 1].
 * @throws {RangeError} outside these.
 * @see Kohavi, Deng & Vermeer (2022), A/B testing intuition busters, KDD '22, 3168–3177, section 5: with alpha 0.025
 * and power 0.8, 5.9 % at a share of 33.3 %, 15.0 % at 15 %, 22.0 % at 10 %, 26.4 % at 8 %.
 * @example
 * // Kohavi, Deng & Vermeer (2022), section 5: one idea of three works.
 * falsePositiveRisk(1 / 3, { alpha: 0.025, power: 0.8 }); // => 0.059
 */
export function falsePositiveRisk(success: number, { alpha, power }: RepeatedTest): number {
  requireProbability(success, 'success');
  requireProbability(alpha, 'alpha');
  requireProbability(power, 'power');
  const [byChance, truly] = [alpha * (1 - success), power * success];
  return byChance + truly === 0 ? 0 : byChance / (byChance + truly);
}

/**
 * The share of ideas that truly work, told by the share of tests that win: wins = alpha (1 − s) + power s. 0 where not
 * more win than chance makes.
 *
 * @throws {RangeError} where power is not above alpha.
 * @see Kohavi, Deng & Vermeer (2022), section 5.
 * @example
 * // The table of Kohavi, Deng & Vermeer (2022), backwards: 0.025 (1 − 0.1) + 0.8 · 0.1 of all tests win.
 * successShare(0.1025, { alpha: 0.025, power: 0.8 }); // => 0.1
 */
export function successShare(wins: number, { alpha, power }: RepeatedTest): number {
  requireProbability(wins, 'wins');
  requireDomain(power > alpha, 'power', 'above alpha', power);
  return Math.min(1, Math.max(0, (wins - alpha) / (power - alpha)));
}
