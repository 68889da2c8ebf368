import type { AlikeReport, EarlierReport } from '../earlier-report.js';
import type { PlanReport } from '../plan-report.js';
import {
  formatCount,
  formatCounted,
  formatLevel,
  formatP,
  formatPercent,
  formatShort,
  formatSigned,
} from './numbers.js';

/** How many tests are on record, and how many of them are like this one: a sentence. */
export function wordAlike({ experiments, alike }: EarlierReport, { plan }: PlanReport): string {
  if (experiments === 0) return 'No other experiment is on record.';
  const tags = Object.keys(plan.tags);
  const of = `of ${formatCounted(experiments, 'experiment')} on record`;
  const has = alike.length === 1 ? 'has' : 'have';
  if (tags.length === 0) {
    return `${formatCount(alike.length)} ${of} ${has} this metric; with tags in the plan, those like it could be told.`;
  }
  return alike.length === 0
    ? `None ${of} has a tag in common with this plan.`
    : `${formatCount(alike.length)} ${of} ${has} a tag in common with this plan${outcomes(alike)}.`;
}

function outcomes(alike: readonly AlikeReport[]): string {
  const ended = alike.filter(({ test }) => test.state !== 'running');
  const shipped = ended.filter(({ test }) => (test.done ?? test.verdict)?.decision === 'ship');
  const running = alike.length - ended.length;
  const runs =
    running === 0
      ? ''
      : `, ${formatCount(running)} of them still ${running === 1 ? 'runs' : 'run'}`;
  return `${runs}; ${formatCount(shipped.length)} of ${formatCount(ended.length)} that ended ${shipped.length === 1 ? 'was' : 'were'} shipped`;
}

/** How the true effects of such tests lie, and what is asked of this one: sentences. */
export function wordTrueEffects({ trueEffects, mde }: EarlierReport, metric: string): string {
  if (trueEffects === null) return `Too few tests on ${metric} to tell how true effects lie.`;
  const { experiments, mean, spread, confidence } = trueEffects;
  const percent = (x: number) => `${formatSigned(100 * x, 1)} %`;
  const lie = `Over ${formatCounted(experiments, 'test')} on ${metric} the mean true effect is ${percent(mean.estimate)} [${percent(mean.lower)}, ${percent(mean.upper)}] (${formatLevel(confidence)}), and true effects spread around it with a standard deviation of ${formatPercent(spread, 1)}.`;
  return mde === null ? lie : `${lie} ${wordMde(mde)}`;
}

function wordMde({ relative, share }: NonNullable<EarlierReport['mde']>): string {
  const size = `${formatSigned(100 * relative, 1)} %`;
  const rarely =
    share.upper < 0.5
      ? ' An MDE that most true effects do not reach misses most of what there is to find.'
      : '';
  return `The MDE of ${size} is reached by ${wordPart(share.estimate)} [${wordPart(share.lower)}, ${wordPart(share.upper)}] of them.${rarely}`;
}

/** A share of what is known only so well: whole percents, below ten with a decimal. */
function wordPart(share: number): string {
  return formatPercent(share, share < 0.1 && share > 0 ? 1 : 0);
}

/** What the control did last, and whether the plan expects the same: sentences; `null` where nothing is known. */
export function wordControl({ control }: EarlierReport, report: PlanReport): string | null {
  if (control === null) return null;
  const { experiment, time, units, pValue, differs, plannedTotal } = control;
  const expected = report.metrics[0]!.baseline;
  const now = wordBaseline(control.baseline);
  const seen = `The control had ${now} in ${experiment} (${formatCounted(units, 'unit')}, ${time.slice(0, 10)})`;
  const total = report.sampleSize?.total;
  const size =
    plannedTotal === null || plannedTotal === total
      ? ''
      : ` With that the plan takes ${formatCounted(plannedTotal, 'unit')} in all${total === undefined ? '' : `, not ${formatCount(total)}`}.`;
  if (expected === null || pValue === null) return `${seen}; the plan says no baseline.${size}`;
  return differs
    ? `${seen}, and the plan expects ${wordBaseline(expected)}: they differ by more than chance (${formatP(Math.log(pValue))}).${size}`
    : `${seen}, which the ${wordBaseline(expected)} that the plan expects may well be.`;
}

function wordBaseline(baseline: { rate: number } | { mean: number; sd: number }): string {
  if ('rate' in baseline) return `${formatShort(100 * baseline.rate)} %`;
  return `${formatShort(baseline.mean)} ± ${formatShort(baseline.sd)}`;
}

/** Why an earlier test came to nothing good, in words. */
export function wordLoss({ lost }: AlikeReport): string | null {
  switch (lost) {
    case null:
      return null;
    case 'WORSE':
      return 'worse than the control';
    case 'DOES_NOT_PAY':
      return 'did not pay';
    case 'GUARDRAIL_BROKEN':
      return 'broke a guardrail';
  }
}
