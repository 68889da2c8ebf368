import type * as z from 'zod/mini';
import type { MarginDesign } from '../experiment/design.js';
import {
  type GuardrailAnswer,
  type GuardrailQuestion,
  guardrailAnswer,
  marginPowerByUnits,
} from '../experiment/size/guardrail-answer.js';
import { durationDays, NEIGHBOURS } from './power-report.js';
import type { marginSchema } from './schemas/margin-schema.js';

type MarginReport = z.output<typeof marginSchema>;

/** Points on the curve: as fine as a chart is drawn. */
const POINTS = 60;

/** The margin that is asked about, or the answer where that is what was asked for. */
function marginOf({ margin }: GuardrailQuestion, answer: GuardrailAnswer): MarginDesign['size'] {
  return margin ?? { scale: 'absolute', size: answer.margin.absolute };
}

/** Sizes for margins near the one asked about, the smallest first. */
export function marginNeighbours(
  question: GuardrailQuestion,
  answer: GuardrailAnswer,
  dailyUnits: number | null,
): MarginReport['neighbours'] {
  const power = answer.forPower?.power ?? answer.power;
  // A power that rounds to 0 or 1 has no size of its own.
  if (!(power > question.test.alpha && power < 1)) return [];
  const { scale, size } = marginOf(question, answer);
  return NEIGHBOURS.flatMap((factor) => {
    const margin = { scale, size: factor * size };
    if (factor > 1 && !isMargin(question, factor * answer.margin.absolute)) return [];
    const own =
      factor === 1 ? answer : guardrailAnswer({ ...question, margin, power, units: null });
    if (own === null) return [];
    const days = durationDays(own.sampleSize, dailyUnits);
    return [{ margin: own.margin, sampleSize: own.sampleSize, durationDays: days }];
  });
}

/** Whether a rate has room for it: what anything is kept within is no margin. */
function isMargin({ test, kind, lowerIsBetter }: GuardrailQuestion, size: number): boolean {
  const { baseline } = test;
  if (baseline.kind === 'mean') return true;
  const { rate } = baseline;
  if (kind === 'equivalence') return size < Math.max(rate, 1 - rate);
  return size < (lowerIsBetter ? 1 - rate : rate);
}

/** Power from few units to twice as many as asked about. */
export function marginCurve(
  question: GuardrailQuestion,
  answer: GuardrailAnswer,
): MarginReport['curve'] {
  const powerAt = marginPowerByUnits(question, marginOf(question, answer));
  if (powerAt === null) return [];
  const { kind } = question.test.baseline;
  const least = kind === 'mean' ? 2 * Math.max(1, question.test.allocation) : 1;
  const most = 2 * answer.sampleSize.exactPerVariant;
  return Array.from({ length: POINTS }, (_, i) => (most * (i + 1)) / POINTS)
    .filter((units) => units >= least)
    .map((units) => ({ units, power: powerAt(units) }));
}
