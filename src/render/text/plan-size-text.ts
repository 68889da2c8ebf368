import type { PlannedMetricReport, PlanReport } from '../../report/plan-report.js';
import { formatLevel } from '../../report/wording/numbers.js';
import { daysOf } from '../../report/wording/power-wording.js';
import { wordUnits } from '../../report/wording/sizes.js';
import { printable } from '../printable.js';
import { labelled } from './layout.js';
import type { Style } from './style.js';

/** How large the test is to be and how long that takes; or what the plan lacks to say so. */
export function sizeLines(report: PlanReport, style: Style): string[] {
  const { sampleSize } = report;
  const text =
    sampleSize === null
      ? unsized(report)
      : [amount(sampleSize), reasonFor(report, sampleSize), ...shortages(report)].join(' ');
  return labelled('Sample size', printable(text), { width: style.width });
}

type Size = NonNullable<PlanReport['sampleSize']>;

function amount(size: Size): string {
  return `${wordUnits(size, SMALLEST)}${daysOf(size)}.`;
}

const SMALLEST = 'in the treatment with the smallest share';

function reasonFor({ design, metrics }: PlanReport, { basis }: Size): string {
  if (basis === 'given') return 'The plan says so.';
  const { alphaPerComparison, power } = design;
  return `It detects the mde of ${metrics[0]!.name} with ${formatLevel(power)} power at alpha ${Number(alphaPerComparison.toPrecision(3))}.`;
}

/** Metrics that need more than the plan has. */
function shortages({ metrics, sampleSize }: PlanReport): string[] {
  return metrics
    .filter(({ required }) => (required?.treatment ?? 0) > sampleSize!.treatment)
    .map((metric) => shortage(metric));
}

function shortage({ name, role, required }: PlannedMetricReport): string {
  const what = role === 'guardrail' ? 'To be shown within its margin' : 'For its mde';
  return `${what} ${name} needs more: ${wordUnits(required!, SMALLEST)}.`;
}

function unsized({ missing, metrics }: PlanReport): string {
  const { name } = metrics[0]!;
  if (missing.includes('sampleSize')) {
    return 'the plan cannot be sized from what it expects of the control: add sampleSize.';
  }
  return `the plan cannot be sized: ${name} has no ${missing.join(' and no ')}. Add ${missing.length === 1 ? 'it' : 'them'}, or sampleSize.`;
}
