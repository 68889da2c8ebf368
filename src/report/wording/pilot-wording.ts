import type { PilotReport } from '../pilot-report.js';
import type { PowerReport } from '../power-report.js';
import { formatCount, formatCounted, formatLevel, formatPercent, formatShort } from './numbers.js';
import { amountOf } from './power-wording.js';
import { sourceName } from './source-name.js';

/** An answer that data were read for, as far as their words go. */
export interface PilotAnswer extends Pick<PowerReport, 'sd' | 'sampleSize' | 'baseline'> {
  solvedFor: PowerReport['solvedFor'] | 'margin';
  pilot: PilotReport;
}

/** Which data were read, and what they say of the metric. */
export function readOf({ pilot }: PilotAnswer): string {
  const { input, variant, metric, n, missing } = pilot;
  const files = input.files.map(sourceName).join(', ');
  const whose = variant === null ? '' : ` of ${variant}`;
  const column = input.variantColumn;
  const others =
    variant === null || column === null ? '' : ` (column ${column}; no other variant counts)`;
  const left = missing === 0 ? '' : ` ${formatCounted(missing, 'unit')} without a value left out.`;
  const caps = input.caps.flatMap(({ limit, lower }) => [
    ` Values above ${formatShort(limit)} count as that.`,
    ...(lower === undefined ? [] : [` Values below ${formatShort(lower.limit)} count as that.`]),
  ]);
  return `${files}: ${formatCounted(n, 'unit')}${whose}${others}; ${metric} has ${levelOf(pilot)}.${left}${caps.join('')}`;
}

function levelOf({ kind, mean, sd }: PilotReport): string {
  if (kind === 'proportion') return `a rate of ${formatLevel(mean)}`;
  const spread = `a standard deviation of ${formatShort(sd)}`;
  if (kind === 'mean') return `a mean of ${formatShort(mean)} and ${spread}`;
  return `a ratio of ${formatShort(mean)} and, by the delta method, ${spread}`;
}

/** What covariates take off the units; `null` without. */
export function covariateOf({ pilot: { covariate }, sd }: PilotAnswer): string | null {
  if (covariate === null) return null;
  const { columns, explained } = covariate;
  const [names, explain] = [columns.join(' and '), columns.length === 1 ? 'explains' : 'explain'];
  if (explained <= 0) return `${names} ${explain} nothing, so adjusting takes no units off.`;
  return `${names} ${explain} ${formatPercent(explained, 0)} of the variance, which leaves a standard deviation of ${formatShort(sd!)}: ${formatPercent(1 - explained, 0)} of the units. Analyze it with the same covariate.`;
}

/** What rows add up to; `null` where each is a unit. */
export function clustersOf({ pilot }: PilotAnswer): string | null {
  const { clusters, input, n, missing } = pilot;
  if (clusters === null) return null;
  const { rows, designEffect } = clusters;
  const each = (rows / (n + missing)).toFixed(1);
  const summed = `${formatCounted(rows, 'row')}, ${each} a unit, are added up by ${input.unitIdColumn}`;
  if (designEffect === null) return `${summed}.`;
  return `${summed}. To take rows for units would understate the variance ${formatShort(designEffect)} times (design effect).`;
}

/** How far the answer may be off by what the pilot happened to hold. */
export function noiseOf(answer: PilotAnswer): string {
  const { pilot, solvedFor } = answer;
  const { lower, upper, confidence, isLeast, isWide } = pilot.range;
  const [from, to] = [lower, upper].map((end) =>
    end === null ? null : wordPilotFigure(answer, end),
  );
  const range =
    from == null ? 'anything' : to == null ? `${from} or more, without an end` : `${from} to ${to}`;
  const least = isLeast ? ', at least: only sums are known of these data' : '';
  const told = `as far as ${formatCounted(pilot.n, 'unit')} can tell, ${pilot.binding === 'skewness' ? 'the size for the power' : 'the answer'} is ${range} (${formatPercent(confidence, 0)} interval${least}).`;
  if (!isWide) return told;
  const safe =
    solvedFor === 'sampleSize'
      ? ' Plan for its upper end to be safe, or read more units.'
      : ' Read more units.';
  return `${told} That is wide: so few units say little.${safe}`;
}

/** An answer, or an end of what it may be, in its unit. */
export function wordPilotFigure({ solvedFor, pilot }: PilotAnswer, end: number): string {
  if (solvedFor === 'power') return formatPercent(end, 1);
  if (solvedFor === 'sampleSize') return formatCount(Math.ceil(end));
  return amountOf({ kind: 'mean', pilot }, end);
}

/** What skewed values take beside the power; `null` where nothing is to be said of it. */
export function skewOf(answer: PilotAnswer): string | null {
  const { pilot, sampleSize } = answer;
  const { skewness, forSkewness, forPower, binding, kind } = pilot;
  const uneven = sampleSize.control !== sampleSize.treatment;
  if (skewness === null) {
    return kind === 'proportion' || !uneven
      ? null
      : 'not known of these data, and in arms as uneven as these skewed values make a test err on one side.';
  }
  if (forSkewness === null) return null;
  const from = `values are so skewed (${formatShort(skewness)}) that in arms as uneven as these the test errs as promised only from ${formatCount(forSkewness.treatment)} units per treatment on`;
  if (binding === 'skewness') {
    return `${from}; ${formatLevel(forPower!.power)} power would take ${formatCount(forPower!.sampleSize.treatment)}. Skewness asks for the most; equal arms would not.`;
  }
  if (binding === 'power') return `${from}; the power asks for more.`;
  return sampleSize.treatment >= forSkewness.treatment
    ? `${from}, which this is.`
    : `${from}: at this size it may be too skewed to be decided.`;
}
