import { UserError } from '../../errors.js';
import type { Arm } from '../arm.js';
import type { Comparison } from '../comparison.js';
import type { EffectMagnitude } from '../design.js';
import { effectMisfit } from '../effect-misfit.js';

/**
 * A size of effect in the metric's unit, positive; `null` for a relative one when the control is 0.
 *
 * @throws {UserError} when a metric of that kind can have no such effect.
 */
export function absoluteSize(
  { scale, size }: EffectMagnitude,
  { kind, metric }: Pick<Comparison, 'kind' | 'metric'>,
  control: Pick<Arm, 'mean'>,
): number | null {
  const misfit = effectMisfit({ scale, size }, kind, metric);
  if (misfit !== null) {
    throw new UserError((say) => `${say.mde()}: ${misfit.what}`, { hint: misfit.hint });
  }
  if (scale !== 'relative') return size;
  return control.mean === 0 ? null : size * Math.abs(control.mean);
}
