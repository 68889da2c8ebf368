import type { Comparison } from '../../experiment/comparison.js';
import type { Reason } from '../../experiment/decision/reason.js';
import type { Design, MetricDesign } from '../../experiment/design.js';
import type { Vocabulary } from '../../vocabulary.js';
import { wordEffect, wordLift, wordSize } from './effects.js';
import { besideLevel } from './levels.js';
import { formatLevel, formatP } from './numbers.js';
import { wordError } from './skew-wording.js';

type Guarded = Pick<Comparison, 'kind' | 'margin'>;

/** A margin as it was given: "0.2 pp", "1 % of the control", "0.3". */
export function wordMargin({ kind, margin }: Guarded): string {
  const { absolute, relative } = margin!;
  return relative === null
    ? wordSize({ scale: 'absolute', size: absolute! }, kind)
    : `${formatLevel(relative)} of the control`;
}

/** How a guardrail stands, with the interval that decides it. */
export function wordGuardrail(
  { code, comparison }: Extract<Reason, { code: `GUARDRAIL_${string}` }>,
  design: Design,
  say: Vocabulary,
): string {
  const { metric, treatment, margin } = comparison;
  const { lowerIsBetter } = design.metrics.find(({ name }) => name === metric)!;
  const claim = `${treatment.variant}: ${metric} is`;
  const p = formatP(comparison.logPValue!);
  const size = wordMargin(comparison);
  const equivalence = margin!.kind === 'equivalence';
  const hint = equivalence || lowerIsBetter ? '' : higherIsBetter(metric, say);
  switch (code) {
    case 'GUARDRAIL_HOLDS': {
      const shown = equivalence ? 'to differ by less than' : 'not to be worse by';
      return `${claim} shown ${shown} ${size}${equivalence ? '' : ' or more'} (${p}): ${fits(comparison)}.`;
    }
    case 'GUARDRAIL_UNPROVEN': {
      const open = equivalence ? 'differ' : 'be worse';
      return `${treatment.variant}: ${metric} may still ${open} by ${size} or more (${p}): ${fits(comparison)}.`;
    }
    case 'GUARDRAIL_SKEWED':
      return `${treatment.variant}: ${metric} is too skewed to be shown within ${size} or beyond it at this size (${p}); ${wordError(comparison.skewness!.error!)}.`;
    case 'GUARDRAIL_BROKEN': {
      const shown = equivalence ? 'to differ by' : 'to be worse by';
      return `${claim} shown ${shown} ${size} or more (${formatP(comparison.logPBeyond!)}, the test turned round): the effect is ${onItsScale(comparison).estimate}.${hint}`;
    }
  }
}

/** Where nothing says which way is better, that more is, and what to do if it is not. */
export function higherIsBetter(metric: string, say: Vocabulary): string {
  return ` Higher is taken as better; if lower is, ${say.lowerIsBetter(metric)}.`;
}

/** The effects that fit, on the scale of the margin. */
function fits(comparison: Comparison): string {
  const { interval } = onItsScale(comparison);
  const unit = comparison.margin!.relative === null && comparison.kind === 'proportion';
  const what = comparison.margin!.relative === null ? 'effects' : 'lifts';
  const level = besideLevel(comparison.confidence);
  return `${what} in ${interval}${unit ? ' pp' : ''}${level} fit the data`;
}

function onItsScale(comparison: Comparison) {
  const { margin, relativeEffect } = comparison;
  return margin!.relative === null || relativeEffect === null
    ? wordEffect(comparison)
    : wordLift(relativeEffect);
}

/** A guardrail's hypotheses: its null is that the metric goes as far as the margin, or further. */
export function guardrailSentences(
  { alpha, control, treatments }: Pick<Design, 'alpha' | 'control' | 'treatments'>,
  { margin, lowerIsBetter }: Pick<MetricDesign, 'margin' | 'lowerIsBetter'>,
  kind: Comparison['kind'],
  { quantity, test }: { quantity: string; test: string },
): { alternative: string; null: string; threshold: string } {
  const size = wordSize(margin!.size, kind);
  const subject = treatments.length === 1 ? treatments[0]! : 'each treatment';
  if (margin!.kind === 'equivalence') {
    return {
      alternative: `the ${quantity} of ${subject} differs from that of ${control} by less than ${size}.`,
      null: `it differs by ${size} or more.`,
      threshold: `reject the null if p < ${alpha} both ways (one-sided ${test}).`,
    };
  }
  const worse = lowerIsBetter ? 'higher' : 'lower';
  return {
    alternative: `the ${quantity} of ${subject} is not worse (${worse}) than that of ${control} by ${size} or more.`,
    null: `it is worse by ${size} or more.`,
    threshold: `reject the null if p < ${alpha} (one-sided ${test}).`,
  };
}
