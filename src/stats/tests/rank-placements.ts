import { requireDomain } from '../numeric/domain.js';

/** Units by their value, in rising order: how many of each arm have it. */
export interface Groups {
  controls: number[];
  treated: number[];
}

/** The values in rising order; throws RangeError when one is NaN. */
export function sortedValues(values: ArrayLike<number>): Float64Array {
  const copy = Float64Array.from(values).sort();
  // NaN sorts last.
  requireDomain(!Number.isNaN(copy.at(-1)), 'values', 'numbers', Number.NaN);
  return copy;
}

/** Units of the same value counted together. @param control sorted, like `treatment`. */
export function tiedGroups(control: Float64Array, treatment: Float64Array): Groups {
  const groups: Groups = { controls: [], treated: [] };
  let [i, j] = [0, 0];
  while (i < control.length || j < treatment.length) {
    const value = Math.min(control[i] ?? Infinity, treatment[j] ?? Infinity);
    const [from, start] = [i, j];
    while (control[i] === value) i += 1;
    while (treatment[j] === value) j += 1;
    groups.controls.push(i - from);
    groups.treated.push(j - start);
  }
  return groups;
}

/** How often units of one arm exceed those of the other, and how surely that is known. */
export interface Placements {
  /** Pairs in which the treated unit's value is the larger, ties counting half. */
  u: number;
  /** U ÷ (n · m). */
  estimate: number;
  /** Of that, by the spread of the placements: the shares of the other arm that lie below a unit. */
  variance: number;
  /** Satterthwaite's degrees of freedom; no number where the variance is 0. */
  df: number;
}

/**
 * The placements of n controls and m treated units, 2 or more each.
 *
 * @see Brunner & Munzel (2000), Biometrical Journal 42, 17–25, eqs. (4.2) and (4.9).
 */
export function placementsOf(groups: Groups, n: number, m: number): Placements {
  const { controls, treated } = groups;
  const u = pairsWon(groups);
  const estimate = u / (n * m);
  let [controlsBelow, treatedBelow, ofControls, ofTreated] = [0, 0, 0, 0];
  for (let i = 0; i < controls.length; i += 1) {
    const [a, b] = [controls[i]!, treated[i]!];
    // A unit's own value counts half.
    ofControls += a * ((treatedBelow + b / 2) / m - (1 - estimate)) ** 2;
    ofTreated += b * ((controlsBelow + a / 2) / n - estimate) ** 2;
    controlsBelow += a;
    treatedBelow += b;
  }
  const [a, b] = [ofControls / (n - 1) / n, ofTreated / (m - 1) / m];
  const df = (a + b) ** 2 / (a ** 2 / (n - 1) + b ** 2 / (m - 1));
  return { u, estimate, variance: a + b, df };
}

/** Pairs in which the treated unit's value is the larger, ties counting half, so that nothing is rounded. */
export function pairsWon({ controls, treated }: Groups): number {
  let [below, won] = [0, 0];
  for (let i = 0; i < controls.length; i += 1) {
    won += treated[i]! * (below + controls[i]! / 2);
    below += controls[i]!;
  }
  return won;
}
