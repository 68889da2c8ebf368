import type { UnitValues } from '../aggregates.js';
import type { MetricKind } from '../metric-kind.js';
import { type Atom, byWeight, meanOf } from './atoms.js';
import { checkRate } from './planned-population.js';
import { absoluteShift, type Shift } from './population.js';

/** Which metric is shifted, and what kind it is. */
export interface ShiftedMetric {
  name: string;
  index: number;
  kind: MetricKind;
}

/**
 * Units like these, but with that effect on one metric. A rate rises as some units that failed succeed,
 * each with the same chance, and falls as some that succeeded fail. A mean is scaled by a relative
 * effect, so that nothing stays nothing, and shifted by another. A ratio's numerator is scaled, or grows
 * by so much for each of the denominator. Covariates, from before, stay as they are.
 *
 * @throws {UserError} when the effect takes a rate out of 0 to 1.
 */
export function shiftedAtoms(atoms: readonly Atom[], metric: ShiftedMetric, shift: Shift): Atom[] {
  const { index, kind } = metric;
  if (kind === 'proportion') return movedRate(atoms, metric, shift);
  const { scale, size } = shift;
  const scaled = (own: number) => own * (1 + size);
  const added = (own: number, per: number) => own + size * per;
  return atoms.map(({ values, weight }) => {
    const [own, ...others] = values[index]!;
    if (own === null || own === undefined) return { values, weight };
    const per = kind === 'ratio' ? (others[0] ?? 0) : 1;
    const moved = scale === 'relative' ? scaled(own) : added(own, per);
    return { values: replaced(values, index, [moved, ...others]), weight };
  });
}

function movedRate(atoms: readonly Atom[], { name, index }: ShiftedMetric, shift: Shift): Atom[] {
  const rate = meanOf(atoms, index, 0);
  const change = absoluteShift(shift, rate);
  if (change === 0) return [...atoms];
  checkRate(name, rate + change);
  const [from, to] = change > 0 ? [0, 1] : [1, 0];
  const turning = Math.abs(change) / (change > 0 ? 1 - rate : rate);
  return byWeight(
    atoms.flatMap(({ values, weight }) => {
      const [own, ...others] = values[index]!;
      if (own !== from) return [{ values, weight }];
      const turned = replaced(values, index, [to, ...others]);
      return [
        { values, weight: weight * (1 - turning) },
        { values: turned, weight: weight * turning },
      ];
    }),
  );
}

function replaced(values: UnitValues, index: number, by: (number | null)[]): UnitValues {
  return values.map((metric, i) => (i === index ? by : metric));
}
