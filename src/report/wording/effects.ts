import type { Arm } from '../../experiment/arm.js';
import type { Comparison } from '../../experiment/comparison.js';
import type { EffectMagnitude } from '../../experiment/design.js';
import type { Estimate } from '../../experiment/estimate.js';
import type { ComparisonReport } from '../comparison-report.js';
import {
  decimalsFor,
  formatFixed,
  formatLevel,
  formatPercent,
  formatShort,
  formatSigned,
} from './numbers.js';

type Compared = Pick<ComparisonReport, 'kind' | 'effect' | 'control' | 'treatment'>;

/** An estimate as text: "+1.22 pp" and "[+1.04, +1.40]"; no interval where both ends are open. */
export interface WordedEstimate {
  estimate: string;
  interval: string | null;
}

/** The effect in percentage points (proportions) or in the metric's unit. */
export function wordEffect({ kind, effect }: Pick<Compared, 'kind' | 'effect'>): WordedEstimate {
  return kind === 'proportion' ? wordScaled(effect, 100, ' pp', '') : wordScaled(effect, 1, '', '');
}

/** The relative effect in percent. */
export function wordLift(relativeEffect: Estimate): WordedEstimate {
  return wordScaled(relativeEffect, 100, ' %', ' %');
}

/** The lift with its interval; none where there is none to give. */
export function liftOf({
  relativeEffect,
  control,
}: {
  relativeEffect: Estimate | null;
  control: Pick<Arm, 'mean'>;
}): WordedEstimate | null {
  // Beside a negative mean a rise is a negative lift, which says nothing that the effect does not.
  return relativeEffect === null || control.mean <= 0 ? null : wordLift(relativeEffect);
}

/** One end of an interval, or an estimate, in the effect's unit and with its decimals. */
export function wordEffectValue(
  compared: Pick<Compared, 'kind' | 'effect'>,
  value: number,
): string {
  const decimals = effectDecimals(compared);
  return compared.kind === 'proportion'
    ? `${formatSigned(100 * value, decimals)} pp`
    : formatSigned(value, decimals);
}

/** An arm's rate or mean, with the decimals that its effect is given with. */
export function wordMean(compared: Pick<Compared, 'kind' | 'effect'>, { mean, n }: Arm): string {
  if (n === 0) return '–';
  const decimals = effectDecimals(compared);
  return compared.kind === 'proportion'
    ? formatPercent(mean, decimals)
    : formatFixed(mean, decimals);
}

/** Decimals that show two digits of the interval's half width: more would be noise, fewer a loss. */
export function effectDecimals({ kind, effect }: Pick<Compared, 'kind' | 'effect'>): number {
  return decimalsOf(effect, kind === 'proportion' ? 100 : 1);
}

/** So many digits of the half width; more where an end would else be rounded to 0, and its side lost. */
function decimalsOf({ estimate, lower, upper }: Estimate, scale: number): number {
  const ends = [lower, upper].filter((end) => end !== null);
  const reach = Math.max(0, ...ends.map((end) => Math.abs(end - estimate)));
  const usual = decimalsFor(scale * (reach > 0 ? reach : Math.abs(estimate)), 2);
  const nearest = Math.min(...ends.filter((end) => end !== 0).map((end) => Math.abs(scale * end)));
  const vanishes = nearest < 0.5 * 10 ** -usual;
  const needed = vanishes ? Math.max(usual, decimalsFor(nearest, 1)) : usual;
  return needed <= usual + MOST_MORE ? needed : usual;
}

/** An end that takes more decimals beyond the usual ones is as good as 0, as one that was cut there is. */
const MOST_MORE = 5;

/** Any estimate with its interval, by default in its own unit. */
export function wordMeasure(value: Estimate, scale = 1, unit = ''): WordedEstimate {
  return wordScaled(value, scale, unit, unit);
}

function wordScaled(value: Estimate, scale: number, unit: string, endUnit: string): WordedEstimate {
  const decimals = decimalsOf(value, scale);
  const word = (x: number) => formatSigned(scale * x, decimals);
  const { lower, upper } = value;
  const from = lower === null ? '(−∞' : `[${word(lower)}${endUnit}`;
  const to = upper === null ? '∞)' : `${word(upper)}${endUnit}]`;
  return {
    estimate: `${word(value.estimate)}${unit}`,
    interval: lower === null && upper === null ? null : `${from}, ${to}`,
  };
}

/** A size of effect as it might be asked for: "5 %", "0.5 pp", "0.3". */
export function wordSize({ scale, size }: EffectMagnitude, kind: Comparison['kind']): string {
  if (scale === 'relative') return formatLevel(size);
  if (kind === 'proportion') return `${Number((100 * size).toPrecision(3))} pp`;
  return formatShort(size);
}
