import { fisherTest } from '../stats/fisher-test.js';
import { studentTest, welchTest } from '../stats/means-test.js';
import { variance } from '../stats/moments.js';
import { type Judged, judgeFamily } from '../stats/multiplicity.js';
import { scoreTest } from '../stats/score-test.js';
import type { TwoSampleTest, Untestable } from '../stats/two-sample-test.js';
import type { Cells, Sample } from './cells.js';
import type { Arm, ComparedOnly, Comparison, Estimate } from './comparison.js';
import type { Design, MetricDesign } from './design.js';
import { outcomeOf } from './outcome.js';
import { sampleSizeOf } from './sample-size.js';

/** A pair of samples with the test between them, before it is judged within its family. */
interface Tested {
  metric: MetricDesign;
  role: Comparison['role'];
  kind: Comparison['kind'];
  control: Arm;
  treatment: Arm;
  test: TwoSampleTest | Untestable;
}

/**
 * Every metric of every treatment against the control, metric by metric in the design's order. All
 * comparisons that can be tested make one family for the correction.
 */
export function compareAll(cells: Cells, design: Design): Comparison[] {
  const tested = design.metrics.flatMap((metric, i) => testMetric(cells, design, metric, i));
  const pValues = tested.flatMap(({ test }) => (isTest(test) ? [test.pValue] : []));
  const judged = judgeFamily(pValues, design.alpha, design.correction);
  let next = 0;
  return tested.map((one) => {
    const { test } = one;
    const result = isTest(test)
      ? testable(one, test, judged[next++]!)
      : untestable(one, test, design);
    const sampleSize = sampleSizeOf(result, one.metric, design, pValues.length);
    return { ...result, sampleSize, outcome: outcomeOf(result, one.metric, design) };
  });
}

function testMetric(cells: Cells, design: Design, metric: MetricDesign, index: number): Tested[] {
  const sampleOf = (variant: string) => cells.variants.get(variant)!.samples[index]!;
  const samples = [design.control, ...design.treatments].map(sampleOf);
  const binary = samples.every(({ successes }) => successes !== null);
  const kind = metric.kind ?? (binary ? 'proportion' : 'mean');
  const control = armOf(design.control, samples[0]!, kind);
  return design.treatments.map((variant, i) => ({
    metric,
    role: index === 0 ? 'primary' : 'secondary',
    kind,
    control,
    treatment: armOf(variant, samples[i + 1]!, kind),
    test: testOf(samples[0]!, samples[i + 1]!, kind, design),
  }));
}

function armOf(variant: string, { moments, successes }: Sample, kind: Comparison['kind']): Arm {
  const spread = variance(moments);
  const arm = {
    variant,
    n: moments.n,
    mean: moments.mean[0]!,
    variance: Number.isFinite(spread) ? spread : null,
  };
  return kind === 'proportion' ? { ...arm, successes: successes! } : arm;
}

function testOf(
  control: Sample,
  treatment: Sample,
  kind: Comparison['kind'],
  { tests, alternative }: Design,
): TwoSampleTest | Untestable {
  if (kind === 'mean') {
    const test = tests.mean === 'student' ? studentTest : welchTest;
    return test(control.moments, treatment.moments, alternative);
  }
  const test = tests.proportion === 'fisher' ? fisherTest : scoreTest;
  return test(
    { successes: control.successes!, n: control.moments.n },
    { successes: treatment.successes!, n: treatment.moments.n },
    alternative,
  );
}

function isTest(test: TwoSampleTest | Untestable): test is TwoSampleTest {
  return typeof test !== 'string';
}

function testable(tested: Tested, test: TwoSampleTest, { adjusted, level }: Judged): ComparedOnly {
  const { difference, relative } = estimates(tested);
  const relativeInterval = test.relativeInterval(level);
  return {
    ...described(tested),
    method: test.method,
    statistic: test.statistic,
    df: test.df,
    pValue: test.pValue,
    logPValue: test.logPValue,
    adjustedPValue: adjusted,
    confidence: 1 - level,
    criticalValue: test.criticalValue(level),
    effect: { estimate: difference, ...test.effectInterval(level) },
    relativeEffect:
      relative === null || relativeInterval === null
        ? null
        : { estimate: relative, ...relativeInterval },
    reason: null,
  };
}

function untestable(tested: Tested, reason: Untestable, { tests }: Design): ComparedOnly {
  const { difference, relative } = estimates(tested);
  const open = (estimate: number): Estimate => ({ estimate, lower: null, upper: null });
  return {
    ...described(tested),
    method: tests[tested.kind],
    statistic: null,
    df: null,
    pValue: null,
    logPValue: null,
    adjustedPValue: null,
    confidence: null,
    criticalValue: null,
    effect: open(difference),
    relativeEffect: relative === null ? null : open(relative),
    reason,
  };
}

function described({ metric, role, kind, control, treatment }: Tested) {
  return { metric: metric.name, role, kind, control, treatment };
}

function estimates({ control, treatment }: Tested): {
  difference: number;
  relative: number | null;
} {
  const difference = treatment.mean - control.mean;
  const relative = difference / control.mean;
  return { difference, relative: Number.isFinite(relative) ? relative : null };
}
