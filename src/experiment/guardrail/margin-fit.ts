import { UserError } from '../../errors.js';
import type { Tested } from '../compare/tested.js';
import type { EffectMagnitude, MarginDesign, MetricDesign } from '../design.js';
import { effectMisfit, type Misfit } from '../effect-misfit.js';

/**
 * Checks that a margin fits its metric.
 *
 * @throws {UserError} when it does not.
 */
export function checkMargin({ metric, kind }: Tested, { size }: MarginDesign): void {
  const misfit = marginMisfit(kind, size);
  if (misfit === null) return;
  throw new UserError(`the margin of ${metric.name}: ${misfit.what}`, { hint: misfit.hint });
}

/** Why a margin fits no such metric, and what to do about it; `null` where it does. */
export function marginMisfit(
  kind: MetricDesign['kind'],
  { scale, size }: EffectMagnitude,
): Misfit | null {
  const misfit =
    kind === null || kind === 'proportion' ? null : effectMisfit({ scale, size }, kind);
  if (misfit !== null) return misfit;
  if (size >= 1 && (scale !== 'absolute' || kind === 'proportion')) {
    const hint = '1% is relative to the control, 0.2pp are points of a rate';
    return { what: 'so wide a margin is kept by anything', hint };
  }
  return null;
}
