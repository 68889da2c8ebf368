import { combinedMoments } from '../../stats/combined-moments.js';
import type { Moments } from '../../stats/moments.js';
import { sequenceTest } from '../../stats/sequential/confidence-sequence.js';
import type { AdjustedArms, BothArms } from '../../stats/tests/adjusted-arms.js';
import {
  type AdjustedBy,
  adjustedArms,
  adjustedTest,
  untestableArms,
  varianceReduction,
} from '../../stats/tests/adjusted-test.js';
import {
  COLUMNS_OF_COVARIATE,
  covariateDistance,
  knownMoments,
} from '../../stats/tests/covariate.js';
import { type EffectiveUnits, effectiveUnits } from '../../stats/tests/ratio-test.js';
import { type SkewedDifference, skewedDifference } from '../../stats/tests/skewed-difference.js';
import type { Untestable } from '../../stats/tests/two-sample-test.js';
import type { CovariateUse, UsedCovariate } from '../comparison.js';
import type { Design } from '../design.js';
import type { MetricKind } from '../metric-kind.js';
import { linearized } from './linearized.js';
import { estimateMargins } from './margin-forms.js';
import type { TestForms } from './monitored-test.js';
import type { PairForms } from './test-forms.js';
import type { Samples } from './tests.js';

/** How two samples compare at the same means of their covariates. */
export interface AdjustedForms {
  forms: PairForms;
  means: BothArms<number>;
  covariate: CovariateUse;
  skew: SkewedDifference | null;
}

/** The tests of two samples that are adjusted for these covariates; `null` for a ratio without a denominator. */
export function adjustedForms(
  { control, treatment }: Samples,
  kind: MetricKind,
  covariates: readonly string[],
  tests: Design['tests'],
): AdjustedForms | null {
  const compared = adjustedSamples({ control, treatment }, kind, tests);
  if (compared === null) return null;
  const { a, b, by, units, arms } = compared;
  const held = typeof arms === 'string' ? arms : (untestableArms(arms) ?? arms);
  const early = typeof held === 'string' ? held : { ...held, df: held.earlyDf };
  const forms: TestForms = {
    plain: (alternative) => adjustedTest(a, b, by, alternative, units),
    sequence: (time, alternative) =>
      typeof early === 'string' ? early : sequenceTest(early, time, alternative),
  };
  return {
    forms: { ...forms, atZero: () => forms, ...estimateMargins(held, early) },
    means: typeof arms === 'string' ? plainMeans(a, b) : estimates(arms),
    covariate: covariateUse(a, b, arms, covariates, units),
    skew: typeof arms === 'string' ? null : skewLeft(a, b, arms),
  };
}

/** What is compared of two samples once it is adjusted; `null` for a ratio without a denominator. */
export function adjustedSamples(
  { control, treatment }: Samples,
  kind: MetricKind,
  tests: Design['tests'],
) {
  const [a, b] = [control, treatment].map(({ moments }) =>
    kind === 'ratio' ? linearized(moments) : moments,
  );
  if (!a || !b) return null;
  const by = adjustedBy(kind, tests);
  const units = unitsOf(control.moments, treatment.moments, kind);
  return { a, b, by, units, arms: adjustedArms(a, b, by, units) };
}

/** How skewed what the covariates leave of the difference is, slopes taken as known. */
function skewLeft(
  control: Moments,
  treatment: Moments,
  { thetas }: AdjustedArms,
): SkewedDifference | null {
  const left = (arm: Moments) => combinedMoments(arm, [[1, ...thetas.map((theta) => -theta)]]);
  return skewedDifference(left(control), left(treatment));
}

function adjustedBy(kind: MetricKind, tests: Design['tests']): AdjustedBy {
  if (kind === 'ratio') return 'delta';
  return tests.mean === 'student' ? 'student' : 'welch';
}

/** How many units each arm is as good as, by its denominators where it has any. */
function unitsOf(control: Moments, treatment: Moments, kind: MetricKind): EffectiveUnits {
  const units = kind === 'ratio' ? effectiveUnits : ({ n }: Moments) => n;
  return { control: units(control), treatment: units(treatment) };
}

function plainMeans(control: Moments, treatment: Moments): BothArms<number> {
  return { control: control.mean[0]!, treatment: treatment.mean[0]! };
}

function estimates({ control, treatment }: AdjustedArms): BothArms<number> {
  return { control: control.estimate, treatment: treatment.estimate };
}

function covariateUse(
  control: Moments,
  treatment: Moments,
  arms: AdjustedArms | Untestable,
  columns: readonly string[],
  units: EffectiveUnits,
): CovariateUse {
  const covariates = columns.map((column, i) => {
    const at = 1 + COLUMNS_OF_COVARIATE * i;
    const used =
      typeof arms === 'string'
        ? { theta: 0, leftOut: 'too-few-units' as const }
        : { theta: arms.thetas[at - 1]!, leftOut: arms.leftOut[at - 1]! };
    return { column, ...used, ...balanceOf(control, treatment, at) };
  });
  const reduced = typeof arms === 'string' ? 0 : varianceReduction(control, treatment, arms, units);
  const [{ column, theta }] = covariates as [UsedCovariate];
  return { column, theta, varianceReduction: reduced, covariates };
}

function balanceOf(
  control: Moments,
  treatment: Moments,
  at: number,
): Pick<UsedCovariate, 'known' | 'distance'> {
  const [a, b] = [knownMoments(control, at), knownMoments(treatment, at)];
  const distance = covariateDistance(a, b);
  const share = (known: Moments, all: Moments) => (all.n === 0 ? 0 : known.n / all.n);
  return {
    known: { control: share(a, control), treatment: share(b, treatment) },
    distance: typeof distance === 'string' ? null : distance,
  };
}
