import type { PlannedMetricReport, PlanReport } from '../plan-report.js';
import { wordCounted } from './counted-wording.js';
import { formatLevel } from './numbers.js';
import { daysOf } from './power-wording.js';
import { wordUnits } from './sizes.js';

/** How large the test is to be and how long that takes, in sentences; or what the plan lacks to say so. */
export function planSizeSentences(report: PlanReport): string[] {
  const { sampleSize } = report;
  if (sampleSize === null) return [unsized(report)];
  return [
    amount(sampleSize),
    reasonFor(report, sampleSize),
    countedSentence(report, sampleSize),
    ...shortages(report),
  ].filter((sentence) => sentence !== '');
}

/** That the test of so few events has another power than the one above. */
function countedSentence({ metrics, design }: PlanReport, { counted }: Size): string {
  const words = wordCounted(counted ?? null, design.power, SMALLEST);
  return words === '' ? '' : `Of ${metrics[0]!.name} ${words}.`;
}

type Size = NonNullable<PlanReport['sampleSize']>;

function amount(size: Size): string {
  return `${wordUnits(size, SMALLEST)}${daysOf(size)}.`;
}

const SMALLEST = 'in the treatment with the smallest share';

function reasonFor(report: PlanReport, { basis, decisions, counted }: Size): string {
  const given = basis === 'given' ? ['The plan says so.'] : [];
  if (decisions === null) return given.join('');
  const power = powerSentence(report, decisions, counted !== undefined);
  return [...given, power, ...uncountedSentence(decisions)].join(' ');
}

type Decision = NonNullable<Size['decisions']>[number];

/**
 * How surely it ships what deserves to be shipped, test by test where there are several; of so few events that this is
 * no more than an approximation, that too.
 */
function powerSentence(
  { design, metrics }: PlanReport,
  decisions: readonly Decision[],
  isRough: boolean,
): string {
  const { name, value, margin } = metrics[0]!;
  const [first, ...rest] = withoutRepeats(decisions);
  const isOneTest = first!.metrics.length === 1 && value === null && margin === null;
  if (isOneTest && rest.length === 0) {
    const level = `at alpha ${Number(design.alphaPerComparison.toPrecision(3))}`;
    return `${isRough ? 'By a normal approximation it' : 'It'} detects the mde of ${name} with ${powerWord(first!.atLeast)} power ${level}.`;
  }
  const who = rest.length === 0 ? 'a treatment' : first!.treatment;
  const paid = value === null ? '' : ', after its cost,';
  const others = rest.map((one) => `, ${one.treatment} with ${powerOf(one)}`).join('');
  const { mostDemanding } = [first!, ...rest].reduce((a, b) => (b.atLeast < a.atLeast ? b : a));
  const most = first!.metrics.length === 1 ? '' : ` ${mostDemanding} asks for the most.`;
  const truth = margin === null ? `With the mde of ${name}, and else like` : 'Where it is like';
  return `${isRough ? 'By a normal approximation: ' : ''}${truth} the control, ${who} is shipped${paid} with a power of ${powerOf(first!)}${others}.${most}`;
}

/** Treatments of one share and one cost are as sure as each other, and told of once. */
function withoutRepeats(decisions: readonly Decision[]): Decision[] {
  return decisions.filter(
    ({ atLeast }, i) => decisions.findIndex((one) => one.atLeast === atLeast) === i,
  );
}

/** At least so much whatever the metrics have in common, each of them, and all where they share nothing. */
function powerOf({ atLeast, independent, metrics }: Decision): string {
  const all = powerWord(atLeast);
  if (metrics.length === 1) return all;
  const free = powerWord(independent);
  const each = metrics.map(({ metric, power }) => `${metric} ${powerWord(power)}`).join(', ');
  return `${all} or more (${each}${free === all ? '' : `; ${free} where they have nothing in common`})`;
}

function uncountedSentence([decision]: readonly Decision[]): string[] {
  const uncounted = decision?.uncounted ?? [];
  if (uncounted.length === 0) return [];
  const of = uncounted.length === 1 ? 'it' : 'them';
  return [
    `Not counted in, since the plan expects nothing of ${of} (baseline): ${uncounted.join(', ')}.`,
  ];
}

/** To a tenth of a percent: a size is in whole units, so that more digits say nothing. */
function powerWord(power: number): string {
  return formatLevel(Math.round(power * 1000) / 1000);
}

/** Metrics that need more than the plan has. */
function shortages({ metrics, sampleSize }: PlanReport): string[] {
  return metrics
    .filter(({ required }) => (required?.treatment ?? 0) > sampleSize!.treatment)
    .map((metric) => shortage(metric));
}

function shortage({ name, margin, value, required }: PlannedMetricReport): string {
  const detected = value === null ? 'For its mde' : 'To be shown to pay with its mde';
  const what = margin !== null ? 'To be shown within its margin' : detected;
  return `${what} ${name} needs more: ${wordUnits(required!, SMALLEST)}.`;
}

function unsized({ missing, metrics }: PlanReport): string {
  const { name } = metrics[0]!;
  if (missing.includes('sampleSize')) {
    return metrics[0]!.value === null
      ? 'the plan cannot be sized from what it expects of the control: add sampleSize.'
      : `the plan cannot be sized: is the mde of ${name} more than pays for each treatment’s cost? If so, add sampleSize.`;
  }
  return `the plan cannot be sized: ${name} has no ${missing.join(' and no ')}. Add ${missing.length === 1 ? 'it' : 'them'}, or sampleSize.`;
}
