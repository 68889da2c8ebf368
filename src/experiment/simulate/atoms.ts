import type { UnitValues } from '../aggregates.js';

/** Units that say the same, as one, with how many they are or how likely. */
export interface Atom {
  values: UnitValues;
  /** Positive; any unit. */
  weight: number;
}

/** The units, those that say the same put together, the most frequent first. */
export function atomsOf(units: readonly UnitValues[]): Atom[] {
  const atoms = new Map<string, Atom>();
  for (const values of units) {
    const key = JSON.stringify(values);
    const atom = atoms.get(key);
    if (atom === undefined) atoms.set(key, { values, weight: 1 });
    else atom.weight += 1;
  }
  return byWeight([...atoms.values()]);
}

/** The atoms without those of weight 0, the heaviest first. */
export function byWeight(atoms: readonly Atom[]): Atom[] {
  return atoms.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
}

/** The mean of a measure of a metric over the units that have it; 0 where none has. */
export function meanOf(atoms: readonly Atom[], metric: number, measure: number): number {
  let [sum, total] = [0, 0];
  for (const { values, weight } of atoms) {
    if (values[metric]!.includes(null)) continue;
    sum += weight * values[metric]![measure]!;
    total += weight;
  }
  return total === 0 ? 0 : sum / total;
}
