import { sizeInUnit } from '../experiment/size/baseline.js';
import type { PlanReport } from './plan-report.js';

/** The effect that the primary metric of a plan is sized for, signed and in its unit; `null` where it has none. */
export function plannedMdeOf({ metrics, detection }: PlanReport): number | null {
  const { mde, baseline } = metrics[0]!;
  if (mde === null || baseline === null || detection === null) return null;
  const expected =
    'rate' in baseline
      ? ({ kind: 'proportion', ...baseline } as const)
      : ({ kind: 'mean', ...baseline } as const);
  const size = sizeInUnit(mde, expected);
  const side = Math.sign(detection.curve[0]?.effect ?? 1);
  return size === null ? null : side * size;
}
