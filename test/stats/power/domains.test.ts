import { alwaysValidInflation } from '../../../src/stats/power/always-valid-power.js';
import {
  meanEquivalencePower,
  meanEquivalenceSize,
} from '../../../src/stats/power/equivalence-power.js';
import { plannedBetaSpending } from '../../../src/stats/power/futility-plan.js';
import {
  meanNonInferiorityPower,
  meanNonInferioritySize,
  proportionEquivalencePower,
  proportionEquivalenceSize,
  proportionNonInferiorityPower,
  proportionNonInferioritySize,
} from '../../../src/stats/power/margin-size.js';
import {
  meanPower,
  meanSampleSize,
  meanSmallestDetectable,
} from '../../../src/stats/power/power-mean.js';
import {
  proportionPower,
  proportionSampleSize,
  proportionSmallestDetectable,
} from '../../../src/stats/power/power-proportion.js';
import {
  meanRelativeNonInferiorityPower,
  meanRelativeNonInferioritySize,
  proportionRelativeNonInferiorityPower,
  proportionRelativeNonInferioritySize,
} from '../../../src/stats/power/relative-margin-size.js';
import { groupSequentialSize } from '../../../src/stats/power/sequential-power.js';
import { domain, FINITE, holdsTo, INNER, POSITIVE, PROBABILITY } from '../domains.js';

/** Above alpha, 0.05, and below 1. */
const POWER = domain([0.051, 0.9], [0.05, 0.01, 1, 1.5, Number.NaN]);
/** Of the fewest units a t-test has a power that is somewhat above alpha. */
const BELOW_1 = domain([0.08, 0.9], [0.05, 0.051, 1, Number.NaN]);
const HALF = domain([1e-3, 0.49], [0, 0.5, 0.9, Number.NaN]);
const BOUND = domain([-0.999, 0, 0.999], [-1, 1, 1.5, Number.NaN]);

const rates = { control: 0.3, treatment: 0.35, alpha: 0.05, alternative: 'two-sided' } as const;
const units = { controlUnits: 50, treatmentUnits: 60 };
const size = { allocation: 1, power: 0.8 };
type Question = Record<string, unknown>;

/** Holds each key of a question to its domain. */
// biome-ignore lint/suspicious/noExplicitAny: a question of any of these functions
function holds(of: (question: any) => unknown, question: Question, domains: Domains) {
  for (const [key, one] of Object.entries(domains)) {
    holdsTo(of.name, key, one, (value) => of({ ...question, [key]: value }));
  }
}
type Domains = Record<string, ReturnType<typeof domain>>;

const ofRates = { control: PROBABILITY, treatment: PROBABILITY };
const ofUnits = { controlUnits: POSITIVE, treatmentUnits: POSITIVE };
holds(proportionPower, { ...rates, ...units }, { ...ofRates, ...ofUnits, alpha: INNER });
holds(
  proportionSampleSize,
  { ...rates, ...size },
  { ...ofRates, allocation: POSITIVE, power: POWER },
);
holds(
  proportionSmallestDetectable,
  { ...rates, ...units, power: 0.8, direction: 'increase' },
  { control: PROBABILITY, ...ofUnits, power: POWER },
);

const means = { effect: 1, sd: 2, alpha: 0.05, alternative: 'two-sided' };
holds(meanPower, { ...means, ...units }, { effect: FINITE, sd: POSITIVE, ...ofUnits });
holdsTo('meanPower', 'controlUnits + treatmentUnits', domain([2.01, 3], [2, 1.5]), (sum) =>
  meanPower({ ...rates, effect: 1, sd: 2, controlUnits: sum - 1, treatmentUnits: 1 }),
);
holds(meanSampleSize, { ...means, ...size }, { sd: POSITIVE, allocation: POSITIVE, power: POWER });
holds(meanSampleSize, { ...means, ...size }, { effect: domain([-1, 1], [0, Number.NaN]) });
holds(meanSmallestDetectable, { ...means, ...units, power: 0.8 }, { sd: POSITIVE, power: POWER });
holdsTo(
  'meanSampleSize, greater',
  'effect (alternative: greater)',
  domain([1], [0, -1]),
  (effect) => meanSampleSize({ ...rates, sd: 2, ...size, effect, alternative: 'greater' }),
);
holdsTo('meanSampleSize, less', 'effect (alternative: less)', domain([-1], [0, 1]), (effect) =>
  meanSampleSize({ ...rates, sd: 2, ...size, effect, alternative: 'less' }),
);

const margin = { control: 0.3, treatment: 0.3, margin: 0.1, allocation: 1, alpha: 0.05 };
const worse = { ...margin, better: 'increase' };
const ofMargin = { margin: BOUND, allocation: POSITIVE, alpha: INNER };
const near = domain([0.25, 0.35], [-1e-9, 1 + 1e-9, Number.NaN]);
holds(
  proportionNonInferioritySize,
  { ...worse, power: 0.999_999_9 },
  { control: near, treatment: near, allocation: POSITIVE, margin: domain([0.01, 0.9], [-1, 1]) },
);
holds(proportionNonInferioritySize, { ...worse, power: 0.8 }, { power: POWER });
holds(
  proportionNonInferiorityPower,
  { ...worse, treatmentUnits: 50 },
  { ...ofRates, ...ofMargin, treatmentUnits: POSITIVE },
);
const inMargin = domain([0.201, 0.399], [0.19, 0.41]);
holdsTo('proportionEquivalenceSize', 'effect', inMargin, (treatment) =>
  proportionEquivalenceSize({ ...margin, power: 0.8, treatment, control: 0.3, margin: 0.1 }),
);
holds(
  proportionEquivalenceSize,
  { ...margin, power: 0.8 },
  { power: POWER, alpha: HALF, control: near, margin: domain([0.01, 0.9], [0, -0.1, 1]) },
);
holds(
  proportionEquivalencePower,
  { ...margin, treatmentUnits: 50 },
  { treatmentUnits: POSITIVE, alpha: HALF, margin: domain([0.01, 0.9], [0, -0.1, 1]) },
);

const meanMargin = { effect: 0, sd: 2, margin: 1, allocation: 1, alpha: 0.05 };
const worseMean = { ...meanMargin, better: 'increase' };
holds(
  meanNonInferioritySize,
  { ...worseMean, power: 0.8 },
  {
    margin: domain([0.1, 3], [Number.POSITIVE_INFINITY, Number.NaN]),
    effect: domain([-0.9, 1], [-1, -2]),
    power: BELOW_1,
  },
);
holds(
  meanNonInferiorityPower,
  { ...worseMean, treatmentUnits: 50 },
  {
    ...{ margin: FINITE, allocation: POSITIVE, effect: FINITE, sd: POSITIVE },
  },
);
holds(
  meanEquivalencePower,
  { ...meanMargin, ...units },
  {
    ...{ effect: FINITE, sd: POSITIVE, margin: POSITIVE, ...ofUnits, alpha: HALF },
  },
);
holdsTo('meanEquivalencePower', 'controlUnits + treatmentUnits', domain([3], [2.9, 2]), (sum) =>
  meanEquivalencePower({ ...meanMargin, controlUnits: sum - 1, treatmentUnits: 1 }),
);
holds(
  meanEquivalenceSize,
  { ...meanMargin, power: 0.8 },
  {
    ...{ allocation: POSITIVE, alpha: HALF, power: POWER, sd: POSITIVE },
    effect: domain([-0.9, 0.9], [-1, 1, 2]),
  },
);

const ofShares = { control: INNER, treatment: INNER, margin: INNER, allocation: POSITIVE };
holds(
  proportionRelativeNonInferiorityPower,
  { ...worse, treatmentUnits: 50 },
  { ...ofShares, alpha: INNER, treatmentUnits: POSITIVE },
);
holds(
  proportionRelativeNonInferioritySize,
  { ...worse, power: 0.8 },
  {
    power: POWER,
    control: domain([0.3], [0, 1]),
    treatment: domain([0.3], [0, 1]),
  },
);
const relative = { ...worseMean, mean: 10, margin: 0.1 };
holds(
  meanRelativeNonInferioritySize,
  { ...relative, power: 0.8 },
  { mean: POSITIVE, power: BELOW_1 },
);
holds(
  meanRelativeNonInferiorityPower,
  { ...relative, treatmentUnits: 50 },
  {
    ...{ mean: POSITIVE, margin: INNER },
  },
);

const looks = { fractions: [0.5, 1], alternative: 'greater', spending: 'obrien-fleming' } as const;
holdsTo('alwaysValidInflation', 'power', POWER, (power) =>
  alwaysValidInflation({ alpha: 0.05, power }, 'two-sided'),
);
holdsTo('groupSequentialSize', 'power', POWER, (power) =>
  groupSequentialSize(looks, { alpha: 0.05, power }),
);
holdsTo('groupSequentialSize', 'the last fraction', domain([1], [0.9, 1.1]), (last) =>
  groupSequentialSize({ ...looks, fractions: [0.5, last] }, { alpha: 0.05, power: 0.8 }),
);
holdsTo('plannedBetaSpending', 'power', POWER, (power) =>
  plannedBetaSpending(looks, 0.05, { spending: 'pocock', power }),
);
