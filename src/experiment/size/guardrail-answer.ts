import type { Margin } from '../comparison.js';
import type { MarginDesign } from '../design.js';
import { expectedLevel, sizeInUnit } from './baseline.js';
import { marginUnits } from './margin-units.js';
import { type PlannedSize, type PowerDesign, wholeSize } from './power-plan.js';

/** How many units show that each treatment stays within a margin of a control that it truly equals? */
export interface GuardrailQuestion {
  /** The side of a margin is its own, and each treatment is judged by itself. */
  test: Omit<PowerDesign, 'alternative' | 'correction'>;
  /** Positive. */
  margin: MarginDesign;
  /** Whether worse is higher. */
  lowerIsBetter: boolean;
  power: number;
}

/** The margin on both scales, and the units that show a treatment within it. */
export interface GuardrailAnswer {
  margin: Margin & { absolute: number };
  sampleSize: PlannedSize;
}

/** The answer; `null` where the control has no such margin, or no size can be worked out for it. */
export function guardrailAnswer(question: GuardrailQuestion): GuardrailAnswer | null {
  const { test, margin } = question;
  const { kind, size } = margin;
  const absolute = sizeInUnit(size, test.baseline);
  if (absolute === null) return null;
  const units = unitsToShow(question, absolute);
  if (units === null) return null;
  const level = expectedLevel(test.baseline);
  const relative = level === null || level === 0 ? null : absolute / Math.abs(level);
  return { margin: { absolute, relative, kind }, sampleSize: wholeSize(test, units) };
}

/** Units in each treatment, not yet whole, with what looking at the test while it runs takes. */
function unitsToShow(
  { test, margin, lowerIsBetter, power }: GuardrailQuestion,
  absolute: number,
): number | null {
  const { baseline, allocation, alpha, monitoring } = test;
  const relative = margin.size.scale === 'relative';
  const size = relative ? margin.size.size : absolute;
  const asked = { effect: 0, margin: size, relative, kind: margin.kind, lowerIsBetter };
  const rule = { alpha, alternative: 'greater' as const, monitoring };
  return marginUnits({ ...asked, ...rule, baseline, allocation }, power);
}
