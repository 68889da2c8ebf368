import type { ComparisonReport } from '../../report/comparison-report.js';
import type { DesignReport } from '../../report/report.js';
import { formatLevel, formatShort } from '../../report/wording/numbers.js';
import { wordUnits } from '../../report/wording/sizes.js';
import { printable } from '../printable.js';

/**
 * What the sample size that was asked for takes, and what this sample can detect; none where there is
 * nothing to say: an untestable comparison has a size to name only where an effect was asked about.
 */
export function sampleSizeSentence(
  comparison: ComparisonReport,
  design: DesignReport,
): string | null {
  return saysNothing(comparison) ? null : sentenceOf(comparison, design);
}

function saysNothing({ kind, reason, outcome, sampleSize }: ComparisonReport): boolean {
  // Of a quantile no size is known.
  if (kind === 'quantile') return true;
  if (sampleSize.required !== null) return false;
  const settled = outcome === 'win' || outcome === 'loss';
  return reason !== undefined || (settled && sampleSize.smallestDetectable.absolute === null);
}

function sentenceOf(comparison: ComparisonReport, design: DesignReport): string {
  const { sampleSize: size } = comparison;
  const power = `${formatLevel(design.power)} power`;
  if (size.basis === 'margin') return neededForMargin(comparison, power);
  const by = comparison.method === 'fisher' ? ' (by the z-test)' : '';
  const detects =
    size.smallestDetectable.absolute === null
      ? `This sample is too small to detect any effect with ${power}${by}.`
      : `This sample detects ${effectOf(comparison, size.smallestDetectable)} or more with ${power}${by}.`;
  if (size.basis === 'observed') return `${detects}${neededForObserved(comparison)}`;
  const parts = [
    neededForMde(comparison),
    neededForDecision(comparison, power),
    comparison.reason === undefined ? detects : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** What shipping takes, where it waits for more than this test. */
function neededForDecision(
  { netEffect, sampleSize: { required: alone, decision } }: ComparisonReport,
  power: string,
): string {
  if (decision === undefined) return '';
  const { required, mostDemanding, metrics, uncounted } = decision;
  const guardrails = metrics.length - 1;
  const shown = [
    ...(netEffect === null ? [] : ['shown to pay']),
    ...(guardrails === 0
      ? []
      : [`with its ${guardrails === 1 ? 'guardrail' : `${guardrails} guardrails`} kept`]),
  ].join(' and ');
  const left =
    uncounted.length === 0
      ? ''
      : ` (${printable(uncounted.join(', '))} has no size and is left out)`;
  if (required === null)
    return `To ship it, ${shown}, takes more units than can be counted${left}.`;
  if (required.total === alone?.total) return `To ship it, ${shown}, takes no more${left}.`;
  const most = guardrails === 0 ? '' : `: ${printable(mostDemanding)} asks for the most`;
  return `To ship it, ${shown}, takes ${wordUnits(required, 'of the treatment')} for ${power}${left}${most}.`;
}

function neededForMargin({ sampleSize: { required } }: ComparisonReport, power: string): string {
  if (required === null) return 'No size can be worked out for this margin.';
  return `Showing the margin kept with ${power}, if the two are truly alike, takes ${wordUnits(required, 'of the treatment')}.`;
}

function neededForMde(comparison: ComparisonReport): string {
  const { effect, required } = comparison.sampleSize;
  if (effect.absolute === null) return 'A relative effect on a control of 0 is none.';
  const asked = effectOf(comparison, effect);
  if (required === null) return `${asked} is not a possible effect on this control.`;
  return `${asked} needs ${wordUnits(required, 'of the treatment')}.`;
}

function neededForObserved({ sampleSize }: ComparisonReport): string {
  if (sampleSize.required === null) return '';
  return ` An effect as large as the one observed would need ${wordUnits(sampleSize.required, 'of the treatment')}: a guess from noisy data, not a plan.`;
}

/** A size of effect on both scales: "0.21 pp (15.3 %)". */
function effectOf(
  { kind }: ComparisonReport,
  { absolute, relative }: { absolute: number | null; relative: number | null },
): string {
  const size = Math.abs(absolute!);
  const plain = kind === 'proportion' ? `${formatShort(100 * size)} pp` : formatShort(size);
  return relative === null ? plain : `${plain} (${formatShort(100 * Math.abs(relative))} %)`;
}
