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

function reasonFor(report: PlanReport, { basis, decision }: Size): string {
  const given = basis === 'given' ? 'The plan says so. ' : '';
  if (decision === null) return given.trim();
  return `${given}${decisionSentence(report, decision)}${uncountedSentence(decision)}`;
}

type Decision = NonNullable<Size['decision']>;

/** How surely it ships what deserves to be shipped, test by test where there are several. */
function decisionSentence({ design, metrics }: PlanReport, decision: Decision): string {
  const [primary, ...guardrails] = decision.metrics;
  const level = `at alpha ${Number(design.alphaPerComparison.toPrecision(3))}`;
  const detects = `the mde of ${metrics[0]!.name}`;
  if (guardrails.length === 0) {
    return `It detects ${detects} with ${formatLevel(roundedPower(primary!.power))} power ${level}.`;
  }
  const all = formatLevel(roundedPower(decision.atLeast));
  const free = formatLevel(roundedPower(decision.independent));
  return `A treatment that has ${detects} and is else like the control is shipped with ${all} power or more whatever its metrics have in common (${free} if nothing): ${listed(decision)}. ${decision.mostDemanding} asks for the most.`;
}

function listed({ metrics }: Decision): string {
  return metrics
    .map(({ metric, power }) => `${metric} ${formatLevel(roundedPower(power))}`)
    .join(', ');
}

/** Powers to a tenth of a percent: a size is in whole units, so that more digits say nothing. */
function roundedPower(power: number): number {
  return Math.round(power * 1000) / 1000;
}

function uncountedSentence({ uncounted }: Decision): string {
  if (uncounted.length === 0) return '';
  const names = uncounted.join(', ');
  return ` Not counted in, since the plan expects nothing of ${uncounted.length === 1 ? 'it' : 'them'} (baseline): ${names}.`;
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
