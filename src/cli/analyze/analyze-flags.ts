import { testsOf } from '../../experiment/compare/tests.js';
import { DEFAULTS } from '../../experiment/design.js';
import { METRIC_KINDS } from '../../experiment/metric-kind.js';
import { REPORT_FORMAT_NAMES } from '../../render/report-formats.js';
import { type FlagValues, optional, repeatable, toggle, withDefault } from '../flags/flag.js';
import {
  CAP,
  CONTROL,
  MONITORING,
  PROJECT,
  READING,
  reportOutputFlags,
  SUMMED_UP,
  TEST,
  TRIGGERED,
} from '../flags/shared-flags.js';

const COMPARED = {
  metric: SUMMED_UP.metric,
  ...CONTROL,
  segment: repeatable('<column>', 'look at each value of a column by itself'),
  triggered: TRIGGERED,
  stratify: optional('<column>', 'compare within the values of a column, and average over them'),
  allPairs: toggle('compare treatments with one another too; all count for the correction'),
  poolTreatments: toggle('compare all treatments together, as one arm, with the control'),
  poolSegments: optional(
    '<units>',
    'pool segments with fewer units in an arm as "other"',
    (is) => is.wholeNumber,
  ),
  target: toggle('who should get which variant: rules by the segments, and what they gain'),
  covariate: repeatable(
    '<metric=column>',
    'adjust a metric for a pre-period column',
    (is) => is.covariate,
  ),
  ...CAP,
  lowerIsBetter: repeatable('<metric>', 'a metric that should fall'),
  higherIsBetter: repeatable(
    '<metric>',
    'a metric that should rise, though its name says otherwise',
  ),
  nonInferior: repeatable(
    '<metric=margin>',
    'a guardrail, to be shown not worse by 0.2pp, 1% (of the control) or 0.3',
    (is) => is.margin,
  ),
  equivalent: repeatable(
    '<metric=margin>',
    'a guardrail, to be shown to differ by less',
    (is) => is.margin,
  ),
  intensity: optional(
    '<numbers>',
    'how strongly variants personalize: generic=0,light=1,full=2',
    (is) => is.namedNumbers,
  ),
  cost: optional(
    '<numbers>',
    'what a unit costs in a variant: light=0.02,full=0.05',
    (is) => is.namedNumbers,
  ),
  value: optional(
    '<number>',
    'what a success, or one of the primary metric, is worth',
    (is) => is.positive,
  ),
  bayes: toggle('add the probability of being better, and the expected loss'),
  prior: optional(
    '<prior>',
    'what rates are taken for before the data: flat, pooled (around the rate of both arms), or SUCCESSES/UNITS; or a file of what earlier tests tell of true effects, which perso-test programme --prior-out writes',
    (is) => is.givenPrior,
  ),
  allocation: optional(
    '<shares>',
    'the planned split, as generic=1,personalized=1',
    (is) => is.namedWeights,
  ),
  mde: repeatable(
    '<size>',
    'smallest effect worth detecting: 5% (of the control), 0.5pp (of a rate) or 0.3; METRIC=5% for one metric',
    (is) => is.mde,
  ),
  power: withDefault(
    '<share>',
    'chance to detect it, for sample sizes',
    DEFAULTS.power,
    (is) => is.power,
  ),
};

/** Beside the test of a mean, never in place of it. */
const RANKS = 'brunner-munzel';

/** What may ask for ranks; the second is what they were asked for by before their test had an interval. */
const RANKS_NAMES = [RANKS, 'mann-whitney'] as const;

/** Whether a test that was asked for is that of ranks. */
export function asksForRanks(test: (typeof ASKABLE)[number]): test is (typeof RANKS_NAMES)[number] {
  return RANKS_NAMES.some((name) => name === test);
}

/** The tests that one can choose from: a kind of metric with one test leaves no choice. */
const CHOICES = METRIC_KINDS.map((kind) => ({ kind, names: testsOf(kind) })).filter(
  ({ names }) => names.length > 1,
);
const ASKABLE = [...CHOICES.flatMap(({ names }) => names), ...RANKS_NAMES] as const;

/** What help calls the metrics of a kind. */
const PLURALS = { proportion: 'rates', mean: 'means', ratio: 'ratios', quantile: 'quantiles' };

const TESTS_TO_CHOOSE = CHOICES.map(
  ({ kind, names }) => `${names.join(' or ')} for ${PLURALS[kind]}`,
).join(', ');

/** The flags of `analyze`. */
export const ANALYZE_FLAGS = {
  'What to compare:': COMPARED,
  'The test:': {
    ...TEST,
    test: {
      ...repeatable('<name>', `${TESTS_TO_CHOOSE}; ${RANKS} adds ranks to means`, (is) =>
        is.wordOf(ASKABLE, 'test'),
      ),
      suggested: ASKABLE,
    },
  },
  'Over time:': {
    overTime: optional('<column>', 'how the effect goes, by the days in a column'),
    exposedAt: optional('<column>', 'by days since the exposure in a column; needs --unit-id'),
    horizon: optional(
      '<days>',
      'count units observed for so long since then, and their rows until then: 28d, 4w',
      (is) => is.wholeDays,
    ),
  },
  'The long term:': {
    holdout: optional(
      '<variant>',
      'the group that got none of what was shipped: how much of what the ledger claims does it confirm?',
    ),
    ledger: optional('<pattern>', "the journals of what was shipped, as 'experiments/*.jsonl'"),
  },
  'A running test:': {
    ...MONITORING,
    sampleSize: optional(
      '<units>',
      'units that each treatment is to have in the end',
      (is) => is.wholeNumber,
    ),
    plan: optional('<file>', 'ask what a plan promised, in place of the flags above'),
    journal: optional('<file>', "the plan's looks so far, as gate keeps them; none is added"),
  },
  'Reading:': READING,
  'The project:': PROJECT,
  'Output:': reportOutputFlags(REPORT_FORMAT_NAMES),
};

export type AnalyzeFlags = FlagValues<typeof ANALYZE_FLAGS>;
