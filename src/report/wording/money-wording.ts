import type { Comparison } from '../../experiment/comparison.js';
import type { NetEffect } from '../../experiment/net-effect.js';
import { type WordedEstimate, wordEffect, wordEffectValue, wordMeasure } from './effects.js';
import { besideLevel } from './levels.js';
import { formatP, formatSigned } from './numbers.js';

/** Whether a treatment pays for itself, as a sentence with the figures that decide it. */
export function wordMoney(
  code: 'PAYS' | 'DOES_NOT_PAY' | 'MAY_NOT_PAY',
  comparison: Comparison,
): string {
  const { treatment, metric } = comparison;
  const net = comparison.netEffect!;
  const figures = `${wordNet(net)} per unit after its cost, ${formatP(net.logPValue)}`;
  switch (code) {
    case 'PAYS':
      return `${treatment.variant} pays for itself: ${figures}.`;
    case 'DOES_NOT_PAY': {
      const effect = wordEffect(comparison).estimate;
      const needed = wordEffectValue(comparison, net.breakEven.absolute);
      return `${treatment.variant} loses money: ${figures}. ${metric} changes by ${effect}, and ${needed} would be needed to pay for it.`;
    }
    case 'MAY_NOT_PAY':
      return `${treatment.variant}: it is not settled whether it pays for itself: ${figures}.`;
  }
}

/** Net gain with its interval and what that promises: "+0.12 [+0.05, +0.19] (95 %)". */
export function wordNet(net: NetEffect): string {
  return withInterval(wordMeasure(net), net.confidence);
}

/** The effect that pays, and what a unit of cost brings: for a row beside the net gain. */
export function wordBreakEven(
  comparison: Pick<Comparison, 'kind' | 'effect'>,
  { breakEven, returnOnCost, confidence }: NetEffect,
): string {
  const relative =
    breakEven.relative === null ? '' : ` (${formatSigned(100 * breakEven.relative, 1)} %)`;
  const effect = `pays from ${wordEffectValue(comparison, breakEven.absolute)}${relative} on`;
  if (returnOnCost === null) return effect;
  const worded = wordMeasure(returnOnCost, 100, ' %');
  return `${effect}; return on the cost ${withInterval(worded, confidence)}`;
}

function withInterval({ estimate, interval }: WordedEstimate, confidence: number): string {
  return interval === null ? estimate : `${estimate} ${interval}${besideLevel(confidence)}`;
}
