import { sum } from 'simple-statistics';
import { bracketedRoot } from '../../stats/numeric/roots.js';

/** One test that must come out before a treatment is shipped: of the primary metric, or of a guardrail. */
export interface DecisionTest {
  metric: string;
  /** The exact units in the treatment's arm with which it comes out so surely; `null` where none do. */
  units: (power: number) => number | null;
  /** How surely it comes out, 0–1, with so many units in the treatment's arm. */
  power: (units: number) => number;
}

/** How surely a treatment ships that deserves it. */
export interface DecisionPower {
  /** Each test by itself. */
  metrics: { metric: string; power: number }[];
  /** All of them: at least this, whatever the metrics have in common. */
  atLeast: number;
  /** The same of metrics that have nothing in common, as `simulate` draws them from a plan. */
  independent: number;
  /** The test that is surest to fail, so that it decides how many units there must be. */
  mostDemanding: string;
}

/**
 * The exact number of units in the treatment's arm with which all tests together come out with that
 * power, whatever they have in common: the least at which the chances to miss any of them add up to no
 * more than 1 − power. `null` where one of them has no size.
 *
 * @see Schultzberg, Ankargren & Frånberg (2024), Risk-aware product decisions in A/B tests with multiple
 * metrics, arXiv:2402.11609, §4: Boole's inequality over the primary metric and all guardrails. They
 * give each test an equal part of the risk; here the tests that are surer leave theirs to the others.
 */
export function decisionUnits(tests: readonly DecisionTest[], power: number): number | null {
  const unitsAt = (each: number) => {
    const sizes = tests.map(({ units }) => units(each)).filter((size) => size !== null);
    return sizes.length < tests.length ? null : Math.max(...sizes);
  };
  // Each must have that power by itself, and all have it once each has its equal part of the risk.
  const least = unitsAt(power);
  if (least === null || tests.length === 1) return least;
  const most = unitsAt(1 - (1 - power) / tests.length);
  if (most === null) return null;
  const surplus = (units: number) => decisionPower(tests, units).atLeast - power;
  if (surplus(least) >= 0) return least;
  // A size is inflated for looks within 1e-4 of its power, so that the equal part may fall short by that.
  if (surplus(most) <= 0) return most;
  return bracketedRoot(surplus, least, most, least * ROUNDED_AWAY);
}

/** Sizes are rounded up to whole units, of which there are fewer than 1e9 but for a few. */
const ROUNDED_AWAY = 1e-9;

/** How surely all tests come out with so many units in the treatment's arm. */
export function decisionPower(tests: readonly DecisionTest[], units: number): DecisionPower {
  const metrics = tests.map(({ metric, power }) => ({ metric, power: power(units) }));
  const weakest = metrics.reduce((least, one) => (one.power < least.power ? one : least));
  return {
    metrics,
    atLeast: Math.max(0, 1 - sum(metrics.map(({ power }) => 1 - power))),
    independent: metrics.reduce((all, { power }) => all * power, 1),
    mostDemanding: weakest.metric,
  };
}
