import type { ComparisonReport } from '../../report/comparison-report.js';
import { liftOf, wordEffect } from '../../report/wording/effects.js';
import type { Unit } from './chart/axis.js';
import type { Tone } from './chart/colours.js';

/** In which unit effects of a metric are drawn. */
export function unitOf({ kind }: Pick<ComparisonReport, 'kind'>): Unit {
  return kind === 'proportion' ? { factor: 100, sign: ' pp' } : { factor: 1, sign: '' };
}

/** What an axis of effects measures, as it stands in a caption. */
export function wordUnit({ kind }: Pick<ComparisonReport, 'kind'>): string {
  return kind === 'proportion' ? 'percentage points' : 'the metric’s own unit';
}

const TONES: Record<ComparisonReport['outcome'], Tone> = {
  win: 'good',
  loss: 'bad',
  flat: 'open',
  inconclusive: 'open',
  untestable: 'open',
};

/** How a comparison is drawn; where the experiment is invalid, nothing is good or bad. */
export function toneOf({ outcome }: ComparisonReport, isValid: boolean): Tone {
  return isValid ? TONES[outcome] : 'open';
}

/** Effect, interval and lift in a line: "+1.22 pp [+1.04, +1.40], lift +80 %". */
export function wordFigures(comparison: ComparisonReport): string {
  if (comparison.reason !== undefined) return 'no test';
  const { estimate, interval } = wordEffect(comparison);
  const lift = liftOf(comparison);
  const ends = interval === null ? '' : ` ${interval}`;
  return `${estimate}${ends}${lift === null ? '' : `, lift ${lift.estimate}`}`;
}
