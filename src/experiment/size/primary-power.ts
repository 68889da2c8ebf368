import { bracketedRoot } from '../../stats/numeric/roots.js';
import { wantedSign } from '../design.js';
import { type Baseline, sizeInUnit } from './baseline.js';
import type { Plan } from './plan.js';
import { effectTestOf, expectedOf } from './planned-decision.js';
import { smallestWeight, weightOf } from './planned-weights.js';

/** How surely the primary metric finds effects of each size at the planned size. */
export interface PrimaryPower {
  treatment: string;
  /** The smallest effect that is found with the plan's power; `null` where none is. Signed, in the metric's unit. */
  detectable: number | null;
  /** In the wanted direction, the smallest effect first. */
  curve: { effect: number; power: number }[];
}

/** Points on the curve: as fine as a chart is drawn. */
const POINTS = 60;

/**
 * How surely effects of the primary metric are found in a treatment, or where it is priced shown to pay, with so many
 * units in the treatment with the smallest share; `null` where too little is expected of the control, or the metric
 * has a margin in place of an effect.
 */
export function primaryPower(plan: Plan, treatment: string, units: number): PrimaryPower | null {
  const primary = plan.metrics[0]!;
  const baseline = expectedOf(primary);
  if (primary.margin !== null || baseline === null) return null;
  const sign = wantedSign(plan, primary);
  const own = (units * weightOf(plan, treatment)) / smallestWeight(plan);
  const powerOf = (size: number) =>
    effectTestOf(plan, primary, treatment, sign * size)?.power(own) ?? 1;
  const room = roomOf(baseline, sign);
  const detectable = detectableSize(powerOf, plan.power, { ...stepOf(baseline, own), room });
  const mde = primary.mde === null ? null : sizeInUnit(primary.mde, baseline);
  const most = Math.min(room, 2 * Math.max(detectable ?? 0, mde ?? 0));
  if (most === 0) return null;
  const sizes = Array.from({ length: POINTS }, (_, i) => (most * (i + 1)) / POINTS);
  return {
    treatment,
    detectable: detectable === null ? null : sign * detectable,
    curve: sizes.map((size) => ({ effect: sign * size, power: powerOf(size) })),
  };
}

/** How far a rate can change in that direction; a mean without an end. */
function roomOf(baseline: Baseline, sign: 1 | -1): number {
  if (baseline.kind === 'mean') return Number.POSITIVE_INFINITY;
  return sign > 0 ? 1 - baseline.rate : baseline.rate;
}

/** About the standard error of a difference: the unit in which effects are looked for. */
function stepOf(baseline: Baseline, units: number): { step: number } {
  const variance =
    baseline.kind === 'mean' ? baseline.sd ** 2 : baseline.rate * (1 - baseline.rate);
  return { step: Math.sqrt((2 * variance) / units) };
}

function detectableSize(
  powerOf: (size: number) => number,
  power: number,
  { step, room }: { step: number; room: number },
): number | null {
  let upper = Math.min(step, room);
  while (powerOf(upper) < power) {
    if (upper >= room) return null;
    upper = Math.min(2 * upper, room);
  }
  const surplus = (size: number) => powerOf(size) - power;
  const lower = upper * NEXT_TO_NOTHING;
  return surplus(lower) >= 0 ? null : bracketedRoot(surplus, lower, upper, upper * ACCURACY);
}

/** Of an effect that is found: so small a share of it is found by chance only. */
const NEXT_TO_NOTHING = 1e-6;
/** Relative, of the effect: finer than it is written. */
const ACCURACY = 1e-9;
