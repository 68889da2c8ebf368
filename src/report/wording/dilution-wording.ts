import type { Reason } from '../../experiment/decision/reason.js';
import { type TriggeredUnits, triggeredShare } from '../../experiment/triggered-units.js';
import type { ComparisonReport } from '../comparison-report.js';
import type { Report } from '../report.js';
import { type WordedEstimate, wordEffect, wordLift, wordMeasure } from './effects.js';
import { formatCount, formatCounted, formatShare } from './numbers.js';

/** The effect over all units, and its lift, as text; `null` where there is none to give. */
export function dilutedOf({ kind, dilution }: ComparisonReport): {
  effect: WordedEstimate;
  lift: WordedEstimate | null;
} | null {
  if (dilution === undefined || dilution.effect === null) return null;
  const { effect, relativeEffect } = dilution;
  return {
    effect: wordEffect({ kind, effect }),
    lift: relativeEffect === null ? null : wordLift(relativeEffect),
  };
}

/** Both in a few words: "+0.31 pp [+0.10, +0.52], lift +3.1 % [+1.0 %, +5.2 %]". */
export function wordDiluted(comparison: ComparisonReport): string | null {
  const diluted = dilutedOf(comparison);
  if (diluted === null) return null;
  const { effect, lift } = diluted;
  const word = ({ estimate, interval }: WordedEstimate) => `${estimate} ${interval ?? ''}`.trim();
  return lift === null ? word(effect) : `${word(effect)}, lift ${word(lift)}`;
}

/** What a comparison of those who could see a difference comes to over all units, as a sentence. */
export function wordDilution(comparison: ComparisonReport): string | null {
  const { dilution, kind, reason } = comparison;
  if (dilution === undefined) return null;
  const { share, netEffect, required } = dilution;
  if (share === null) return 'no unit could see a difference.';
  const could = `${formatShare(share)} could see a difference`;
  const diluted = wordDiluted(comparison);
  if (reason !== undefined) return `of all units ${could}.`;
  if (diluted === null) return `${wordNone(kind)}; of all units ${could}.`;
  const net = netEffect === null ? null : wordMeasure(netEffect);
  const money =
    net === null ? '' : `, net gain ${net.estimate} ${net.interval ?? ''} a unit`.trimEnd();
  const size =
    required === null ? '' : ` The sample above takes ${formatCount(required.total)} of all units.`;
  return `${diluted}${money} over all units, of which ${could}.${size}`;
}

function wordNone(kind: ComparisonReport['kind']): string {
  return kind === 'quantile'
    ? 'a quantile of all units follows from no share'
    : 'too few units could see a difference to tell';
}

/** Whose units a reason counts, where only some could see a difference; else nothing. */
export function wordOfTriggered({ code }: Reason, triggered: TriggeredUnits | null): string {
  if (triggered === null || !COUNTS.has(code)) return '';
  return ` Counted are units that could see a difference, ${formatShare(triggeredShare(triggered))} of all.`;
}

const COUNTS = new Set<Reason['code']>(['MORE_UNITS', 'PLANNED_UNITS_AHEAD', 'FEW_UNITS']);

/** Who could see a difference, behind what was read; `null` where all could. */
export function wordTriggered({ triggered }: Report): string | null {
  if (triggered === undefined) return null;
  const [units, all] = [
    triggered.variants.map(({ units }) => units),
    triggered.variants.map(({ of }) => of),
  ].map((counts) => counts.reduce((sum, count) => sum + count, 0));
  return `triggered = ${triggered.column}: ${formatCount(units!)} of ${formatCounted(all!, 'unit')}, ${formatShare(triggered.share)}`;
}
