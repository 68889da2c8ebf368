import { METHODS, type Method } from '../../experiment/compare/tests.js';
import type { Comparison } from '../../experiment/comparison.js';
import type { Design } from '../../experiment/design.js';
import type { StoppingRule } from '../../experiment/monitoring/stopping-rule.js';
import type { Correction } from '../../stats/multiplicity.js';
import type { Report } from '../report.js';
import { guardrailSentences } from './guardrail-wording.js';
import { spendingName } from './spending-wording.js';

/** The hypotheses of each metric as sentences about this experiment. */
export function hypothesesOf(
  design: Design,
  comparisons: readonly Comparison[],
): Report['hypotheses'] {
  const tested = comparisons.filter(({ segment, pValue }) => segment === null && pValue !== null);
  const primary = tested.find(({ role }) => role === 'primary')?.metric ?? null;
  return design.metrics.map((metric) => {
    const { name } = metric;
    const { kind, role } = comparisons.find(({ metric }) => metric === name)!;
    const methods = methodsOf(name, comparisons);
    const named = methods.map((method) => METHODS[method]).join(' or ');
    const family = tested.filter((one) => one.role === role).length;
    const quantity = quantityOf(name, kind);
    const within =
      design.stratify === null || metric.margin !== null ? '' : withinStrata(design.stratify);
    const test = `${methods.map(testName).join(' or ')}${within}${monitoringPhrase(design.monitoring?.plan ?? null)}`;
    if (metric.margin !== null) {
      return {
        metric: name,
        test: named,
        ...guardrailSentences(design, metric, kind, { quantity, test }),
      };
    }
    return {
      metric: name,
      test: named,
      alternative: alternativeSentence(design, quantity),
      null: nullSentence(design, quantity),
      threshold: thresholdSentence(design, test, family, role === 'secondary' ? primary : null),
    };
  });
}

/** That a test is one within the values of a column. */
export function withinStrata(column: string): string {
  return ` within each ${column}, averaged`;
}

/** By what the metric is judged over all units, each once: of rates the counts of a treatment decide it. */
function methodsOf(name: string, comparisons: readonly Comparison[]): Method[] {
  const own = comparisons.filter(({ metric, segment }) => metric === name && segment === null);
  return [...new Set(own.map(({ method }) => method))];
}

/** What is compared of a metric: "signup rate", "mean revenue". */
export function quantityOf(name: string, kind: Comparison['kind']): string {
  return {
    proportion: `${name} rate`,
    mean: `mean ${name}`,
    ratio: `${name} ratio`,
    quantile: name,
  }[kind];
}

/** What a sentence about a test is made of, before and after the data. */
type Claim = Pick<Design, 'alpha' | 'alternative' | 'control' | 'treatments' | 'correction'> &
  Partial<Pick<Design, 'allPairs'>>;

/** What is claimed of a quantity, as a sentence. */
export function alternativeSentence(
  { alternative, control, treatments, allPairs }: Claim,
  quantity: string,
): string {
  if (allPairs === true) return `the ${quantity} differs between at least two variants.`;
  const subject = subjectOf(treatments);
  const verb = { 'two-sided': 'changes', greater: 'raises', less: 'lowers' }[alternative];
  return `${subject} ${verb} the ${quantity} compared with ${control}.`;
}

/** What must be rejected before the claim is believed, as a sentence. */
export function nullSentence(
  { alternative, control, treatments, allPairs }: Claim,
  quantity: string,
): string {
  if (allPairs === true) {
    return `any two variants have the same ${quantity}; any difference is chance.`;
  }
  const subject = treatments.length === 1 ? treatments[0]! : 'each of them';
  if (alternative === 'two-sided') {
    return `${subject} and ${control} have the same ${quantity}; any difference is chance.`;
  }
  const claim = alternative === 'greater' ? 'not above' : 'not below';
  return `the ${quantity} of ${subject} is ${claim} that of ${control}; any such difference is chance.`;
}

function subjectOf(treatments: readonly string[]): string {
  if (treatments.length === 1) return treatments[0]!;
  if (treatments.length > 5) return `at least one of ${treatments.length} treatments`;
  return `at least one of ${treatments.slice(0, -1).join(', ')} and ${treatments.at(-1)}`;
}

/** What else is said of a test where a sentence first names it. */
const ASIDES: Partial<Record<Method, string>> = {
  score: ', the pooled z-test',
  'confidence-sequence': ', valid at every look',
};

/** What a test is called in a sentence. */
export function testName(method: Method): string {
  return `${METHODS[method]}${ASIDES[method] ?? ''}`;
}

/** What each correction is called. */
const CORRECTION_NAMES: Record<Correction, string> = {
  holm: 'Holm',
  bonferroni: 'Bonferroni',
  hochberg: 'Hochberg',
  bh: 'Benjamini–Hochberg',
  none: 'none',
};

/**
 * How strong the evidence of a test has to be, as a sentence.
 *
 * @param after the metric all of whose nulls have to be rejected before; `null` for none
 */
export function thresholdSentence(
  claim: Claim,
  name: string,
  comparisons: number,
  after: string | null,
): string {
  const own = ownThreshold(claim, name, comparisons);
  if (after === null || claim.correction === 'none') return `${own}.`;
  const nulls = claim.treatments.length === 1 ? 'that' : 'all';
  return `${own}, once ${nulls} of ${after} ${nulls === 'all' ? 'are' : 'is'} rejected.`;
}

function ownThreshold(
  { alpha, alternative, correction }: Claim,
  name: string,
  comparisons: number,
): string {
  const sides = alternative === 'two-sided' ? 'two-sided' : 'one-sided';
  const test = `${sides} ${name}`;
  if (comparisons <= 1) return `reject the null if p < ${alpha} (${test})`;
  if (correction === 'none') {
    return `reject a null if p < ${alpha} (${test}); ${comparisons} comparisons, not corrected`;
  }
  const adjusted = `adjusted p < ${alpha} (${test}; ${CORRECTION_NAMES[correction]}`;
  return `reject a null if its ${adjusted} over ${comparisons} comparisons)`;
}

/** How a test is looked at while it runs, behind its name. */
export function monitoringPhrase(monitoring: StoppingRule | null): string {
  switch (monitoring?.method) {
    case undefined:
    case 'always-valid':
      return '';
    case 'fixed':
      return '; once, at the planned size';
    case 'group-sequential':
      return `; over all looks, ${spendingName(monitoring.spending)} spending`;
  }
}
