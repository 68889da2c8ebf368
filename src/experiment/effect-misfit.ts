import type { EffectMagnitude } from './design.js';
import type { MetricKind } from './metric-kind.js';

/** What is wrong with something, and what to do about it. */
export interface Misfit {
  what: string;
  hint: string;
}

/**
 * Why a metric of that kind can have no such effect; `null` where it can.
 *
 * @param subject what the sentence calls the metric.
 */
export function effectMisfit(
  { scale, size }: EffectMagnitude,
  kind: MetricKind,
  subject = 'this',
): Misfit | null {
  if (scale === 'points' && kind !== 'proportion') {
    const what = `percentage points are for rates, and ${subject} is a ${kind}`;
    return {
      what,
      hint: 'give it in the unit of the metric (0.3) or relative to the control (5%)',
    };
  }
  if (kind !== 'proportion' || scale === 'relative' || size <= 1) return null;
  const percent = scale === 'points' ? 100 * size : size;
  return {
    what: `a rate cannot change by ${100 * size} points`,
    hint: `${percent}% is relative to the control, ${percent}pp are points`,
  };
}

/** That a number has no unit, with what it may have meant, percent of the control last. */
export interface BareSize extends Misfit {
  meanings: string[];
}

/**
 * Why a number without a unit is no size of an effect on a rate; `null` where it is one. Who writes 0.5 may mean
 * half a point, fifty, or half a percent of the control.
 */
export function bareMisfit({ scale, size }: EffectMagnitude, kind: MetricKind): BareSize | null {
  if (kind !== 'proportion' || scale !== 'absolute' || size === 0) return null;
  const points = Number((100 * size).toPrecision(15));
  const inPoints = [`${size}pp`, ...(size < 1 ? [`${points}pp`] : [])];
  return {
    what: `of a rate, ${size} may be points or percent`,
    hint: `${inPoints.join(', ')} or ${size}%?`,
    meanings: [...inPoints, `${size}%`],
  };
}
