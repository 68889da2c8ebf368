import { METHODS, type Method, USUAL_TESTS } from '../../experiment/compare/tests.js';
import { leastShareToDecide } from '../../experiment/monitoring/progress.js';
import type { Plan, PlannedMetric } from '../../experiment/size/plan.js';
import type { Report } from '../report.js';
import { wordSize } from './effects.js';
import { guardrailSentences } from './guardrail-wording.js';
import {
  alternativeSentence,
  monitoringPhrase,
  nullSentence,
  quantityOf,
  testName,
  thresholdSentence,
  withinStrata,
} from './hypotheses.js';
import { formatCounted, formatPercent } from './numbers.js';

/** What will decide, each as a sentence without its subject. */
export interface DecisionRules {
  ship: string;
  keepControl: string;
  keepCollecting: string;
  invalid: string;
}

/** The hypotheses of a planned metric as sentences. */
export function hypothesisOf(plan: Plan, metric: PlannedMetric): Report['hypotheses'][number] {
  const { name, kind } = metric;
  const quantity = kind === null ? name : quantityOf(name, kind);
  const method = methodOf(plan, metric);
  const looked = plan.monitoring.method === 'always-valid' ? '' : monitoringPhrase(plan.monitoring);
  const asTheDataAre = 'test of rates or means, as the data are';
  const within =
    plan.stratify === null || metric.margin !== null ? '' : withinStrata(plan.stratify);
  const test = `${method === null ? asTheDataAre : testName(method)}${within}${looked}`;
  const label = method === null ? asTheDataAre : METHODS[method];
  if (metric.margin !== null) {
    // A margin in points has made its metric a proportion; any other reads alike for all kinds.
    const sentences = guardrailSentences(plan, metric, kind ?? 'mean', { quantity, test });
    return { metric: name, test: label, ...sentences };
  }
  const ofRole = plan.metrics.filter(({ role }) => role === metric.role).length;
  const comparisons = plan.treatments.length * ofRole;
  return {
    metric: name,
    test: label,
    alternative: alternativeSentence(plan, quantity),
    null: nullSentence(plan, quantity),
    threshold: thresholdSentence(plan, test, comparisons, gateOf(plan, metric.role)),
  };
}

function gateOf({ metrics }: Plan, role: PlannedMetric['role']): string | null {
  return role === 'secondary'
    ? (metrics.find((metric) => metric.role === 'primary')?.name ?? null)
    : null;
}

/** By what a metric will be judged; `null` while the data are to tell whether it is a rate or a mean. */
function methodOf(
  { monitoring, stratify }: Plan,
  { kind, margin, covariate }: PlannedMetric,
): Method | null {
  if (monitoring.method === 'always-valid') return 'confidence-sequence';
  if (kind === null) return null;
  if (stratify !== null && margin === null) {
    return kind === 'proportion' && covariate === null ? 'mantel-haenszel' : 'post-stratified';
  }
  if (kind === 'proportion' && covariate === null) {
    return margin === null ? USUAL_TESTS.proportion : 'farrington-manning';
  }
  return USUAL_TESTS[kind === 'proportion' ? 'mean' : kind];
}

/** What will decide this experiment; the order is that in which it is asked. */
export function decisionRules(plan: Plan): DecisionRules {
  return {
    ship: shipRule(plan),
    keepControl: keepRule(plan),
    keepCollecting: collectRule(plan),
    invalid: `${wordSplit(plan)} (p < 0.001), values are missing in one variant more than in another, segments or covariates are out of balance (p < 0.001, over all of them and all looks), or 1 % of the units and more were seen in two variants; nothing else is read then.`,
  };
}

/** How units may not be split between the variants; where only some could see a difference, neither may these. */
function wordSplit({ triggered }: Plan): string {
  if (!triggered) return 'units are not split as planned';
  return `units, or those that could see a difference, are not split as planned (p < 0.001), by ${triggered} more units of one variant than of another could see one`;
}

const COLLECTING = {
  fixed: 'the planned size is not reached yet, whatever p is',
  'always-valid': 'none of these holds yet',
  'group-sequential': 'none of these holds yet, and the planned size is not reached',
};

/** What has to come before anything is decided; units count where the metrics that decide have values. */
function collectRule(plan: Plan): string {
  const { monitoring, minimumDays, wholeWeeks } = plan;
  const floor = leastShareToDecide({ ...plan, monitoring: { plan: monitoring } });
  const waits = [
    COLLECTING[monitoring.method],
    ...(floor === 0
      ? []
      : [`less than ${formatPercent(floor, 1)} of the planned information is there`]),
    ...(minimumDays === undefined
      ? []
      : [`fewer than ${formatCounted(minimumDays, 'day')} have passed since the first look`]),
    ...(wholeWeeks === true ? ['no whole weeks have'] : []),
  ];
  return `${waits.join('; or ')}.`;
}

function shipRule(plan: Plan): string {
  const [primary] = plan.metrics;
  const { name, lowerIsBetter, value, margin } = primary!;
  if (margin !== null) return `${name} is shown to be within its margin${guardrailRule(plan)}.`;
  const what =
    value === null
      ? `the null on ${name} is rejected, in favour of ${lowerIsBetter ? 'a decrease' : 'an increase'}`
      : `it is shown to pay: what it adds to ${name} is worth more than it costs`;
  return `${what}${guardrailRule(plan)}.`;
}

function guardrailRule({ metrics }: Plan): string {
  const names = metrics.filter(({ role }) => role === 'guardrail').map(({ name }) => name);
  if (names.length === 0) return '';
  if (names.length === 1) return `, and ${names[0]} is shown to be within its margin`;
  return `, and ${names.slice(0, -1).join(', ')} and ${names.at(-1)} are each shown to be within their margin`;
}

function keepRule(plan: Plan): string {
  const { treatments, monitoring } = plan;
  const who = treatments.length === 1 ? treatments[0]! : 'each treatment for itself';
  const grounds = keepGrounds(plan);
  const parts = [
    ...(grounds.length === 0 ? [] : [`${who} ${listed(grounds)}`]),
    ...(monitoring.method === 'always-valid'
      ? []
      : ['the planned size is reached and nothing can be shipped']),
    ...(plan.decideBy === undefined
      ? []
      : [`${plan.decideBy} has come and nothing can be shipped`]),
  ];
  return parts.length === 0
    ? 'you end the test: one-sided and without an mde, it cannot show that the control is better.'
    : `${parts.join('; or ')}.`;
}

/** What rules a treatment out, as predicates. */
function keepGrounds({ metrics, alternative, monitoring }: Plan): string[] {
  const { mde, kind, name, value, margin } = metrics[0]!;
  const size = mde === null ? null : wordSize(mde, kind ?? 'mean');
  const of = mde?.scale === 'relative' ? ' of the control' : '';
  const grounds: string[] = [];
  if (margin !== null) grounds.push(`is shown to be beyond the margin of ${name}`);
  else if (value !== null) grounds.push('is shown not to pay');
  // A one-sided test rejects in its own direction only.
  else if (alternative === 'two-sided') grounds.push(`is shown to be worse on ${name}`);
  if (monitoring.method === 'group-sequential' && monitoring.futility != null) {
    grounds.push('is below the bound of futility of a look');
  }
  if (size !== null) grounds.push(`cannot have an effect as large as ${size}${of}`);
  if (metrics.some(({ role }) => role === 'guardrail')) grounds.push('breaks a guardrail');
  return grounds;
}

function listed(grounds: readonly string[]): string {
  return grounds.length === 1
    ? grounds[0]!
    : `${grounds.slice(0, -1).join(', ')} or ${grounds.at(-1)}`;
}
