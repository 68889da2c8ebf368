import { UserError } from '../../errors.js';
import type { Arm } from '../arm.js';
import type { Comparison } from '../comparison.js';
import type { EffectMagnitude } from '../design.js';

/**
 * A size of effect in the metric's unit, positive; `null` for a relative one when the control is 0.
 *
 * @throws {UserError} when percentage points are asked of a mean.
 */
export function absoluteSize(
  { scale, size }: EffectMagnitude,
  { kind, metric }: Pick<Comparison, 'kind' | 'metric'>,
  control: Pick<Arm, 'mean'>,
): number | null {
  if (scale === 'points' && kind !== 'proportion') {
    throw new UserError(
      (say) => `${say.mde()}: percentage points make no sense for ${metric}, which is a mean`,
      {
        hint: 'give it in the unit of the metric (0.3) or relative to the control (5%)',
      },
    );
  }
  if (scale === 'absolute' && kind === 'proportion' && size > 1) {
    throw new UserError(
      (say) => `${say.mde()} ${size}: a rate cannot change by ${100 * size} points`,
      {
        hint: `${size}% is relative to the control, ${size}pp are points`,
      },
    );
  }
  if (scale !== 'relative') return size;
  return control.mean === 0 ? null : size * Math.abs(control.mean);
}
