import type { Direction } from '../../stats/margin/margin.js';
import type { Design } from '../design.js';
import { sidesOf } from '../guardrail/margin-side.js';
import { criticalAt } from './critical-values.js';
import type { Distances } from './distances.js';
import { distancesOf } from './gate-distances.js';
import type { GrowingArm } from './population.js';

/** What a guardrail may come to at a look, told as possibleOutcomes tells it: too much perhaps, never too little. */
export interface PossibleMargin {
  /** Whether it may be shown to hold. */
  mayHold(control: GrowingArm, treatment: GrowingArm): boolean;
  /** Whether it may be shown to be broken. */
  mayBreak(control: GrowingArm, treatment: GrowingArm): boolean;
}

/** That of a guardrail of a treatment at the look of this design; `null` where it is not told by critical values. */
export function possibleMargin(
  design: Design,
  index: number,
  treatment: string,
): PossibleMargin | null {
  const distances = distancesOf(design, index);
  if (distances === null) return null;
  const critical = criticalAt(design, treatment, design.alpha, 'greater');
  const metric = design.metrics[index]!;
  const { scale, size } = metric.margin!.size;
  const sides = sidesOf(metric).map((better) =>
    insideOf(distances, { relative: scale === 'relative', size }, better),
  );
  const untold = (control: GrowingArm, arm: GrowingArm) => !distances.take(control, arm);
  return {
    mayHold: (control, arm) =>
      untold(control, arm) || sides.every((inside) => !(inside() <= critical(distances.units()))),
    mayBreak: (control, arm) =>
      untold(control, arm) || sides.some((inside) => !(inside() >= -critical(distances.units()))),
  };
}

/** How far the effect lies within one side of a margin, in standard errors; below 0 beyond it. */
function insideOf(
  distances: Distances,
  { relative, size }: { relative: boolean; size: number },
  better: Direction,
): () => number {
  const rising = better === 'increase';
  const at = rising ? -size : size;
  const distance = relative ? distances.ofRatio(1 + at) : distances.ofDifference(at);
  return rising ? distance : () => -distance();
}
