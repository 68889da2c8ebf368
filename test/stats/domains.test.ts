import { rateComparison } from '../../src/stats/bayes/beta-binomial.js';
import { meanComparison } from '../../src/stats/bayes/normal-posterior.js';
import { studentReference } from '../../src/stats/distributions/reference-distribution.js';
import { meanNonInferiority, proportionNonInferiority } from '../../src/stats/margin/margin.js';
import {
  differenceRelativeNonInferiority,
  meanRelativeNonInferiority,
  proportionRelativeNonInferiority,
} from '../../src/stats/margin/relative-margin.js';
import { effectPosterior } from '../../src/stats/meta/effect-posterior.js';
import { falsePositiveRisk, successShare } from '../../src/stats/meta/false-positive-risk.js';
import { summaryMoments } from '../../src/stats/moments.js';
import { randomStream } from '../../src/stats/random/random.js';
import { binomialDraws, drawGamma } from '../../src/stats/random/random-draws.js';
import { tunedInformation } from '../../src/stats/sequential/confidence-sequence.js';
import { crossingProbabilities } from '../../src/stats/sequential/crossing.js';
import { futilityBounds } from '../../src/stats/sequential/futility.js';
import { nominalLevel } from '../../src/stats/sequential/look.js';
import { quantileSequenceSides } from '../../src/stats/sequential/quantile-sequence.js';
import { spendingBoundaries } from '../../src/stats/sequential/sequential-boundary.js';
import { logSpent } from '../../src/stats/sequential/spending.js';
import { fisherExact } from '../../src/stats/tests/fisher-exact.js';
import { welchTest } from '../../src/stats/tests/means-test.js';
import { estimatedMean } from '../../src/stats/tests/point-estimate.js';
import { clopperPearson } from '../../src/stats/tests/proportion-interval.js';
import { quantileSides } from '../../src/stats/tests/quantile-test.js';
import type { TwoSampleTest } from '../../src/stats/tests/two-sample-test.js';
import { expectedExcess } from '../../src/stats/value/effect-prior.js';
import {
  sampleInformationValue,
  thresholdRuleValue,
} from '../../src/stats/value/information-value.js';
import { testAndRollUnits } from '../../src/stats/value/test-and-roll.js';
import { domain, FINITE, holdsTo, INNER, POSITIVE, PROBABILITY } from './domains.js';

const END = Number.POSITIVE_INFINITY;
const NAN = Number.NaN;

const rate = { successes: 3, n: 9 };
const some = summaryMoments(9, 5, 2);
const PRIOR = { mean: 0, scale: 1, df: 5 };

holdsTo('rateComparison', 'successes', domain([0, 0.5, 9], [-1e-9, 9.1, NAN]), (successes) =>
  rateComparison({ successes, n: 9 }, rate),
);
holdsTo('rateComparison', 'n', domain([0, 0.5], [END]), (n) =>
  rateComparison(rate, { successes: 0, n }),
);
const SHAPE = domain([0.1, 0.5, 2], [0.099, 0, NAN]);
holdsTo('rateComparison', 'prior[0]', SHAPE, (a) => rateComparison(rate, rate, [a, 1]));
holdsTo('rateComparison', 'prior[1]', SHAPE, (b) => rateComparison(rate, rate, [1, b]));
holdsTo('meanComparison', 'prior.mean', FINITE, (mean) =>
  meanComparison(some, some, { mean, sd: 1 }),
);
holdsTo('meanComparison', 'prior.sd', POSITIVE, (sd) =>
  meanComparison(some, some, { mean: 0, sd }),
);

holdsTo('proportionNonInferiority', 'margin', domain([0, 0.5, 0.999], [-1e-9, 1, NAN]), (margin) =>
  proportionNonInferiority(rate, rate, margin, 'increase'),
);
holdsTo('meanNonInferiority', 'margin', domain([0, 0.5, 9], [-1e-9, END, NAN]), (margin) =>
  meanNonInferiority(some, some, margin, 'increase'),
);
holdsTo('proportionRelativeNonInferiority', 'margin', INNER, (margin) =>
  proportionRelativeNonInferiority(rate, rate, margin, 'increase'),
);
holdsTo('meanRelativeNonInferiority', 'margin', INNER, (margin) =>
  meanRelativeNonInferiority(some, some, margin, 'increase'),
);
holdsTo('differenceRelativeNonInferiority', 'margin', INNER, (margin) => {
  const arms = { control: estimatedMean(some), treatment: estimatedMean(some) };
  const plain = welchTest(some, some, 'greater') as TwoSampleTest;
  const asked = { margin, better: 'increase' } as const;
  differenceRelativeNonInferiority(arms, studentReference(16), asked, plain);
});

holdsTo('effectPosterior', 'estimate', FINITE, (estimate) => effectPosterior(estimate, 1, PRIOR));
holdsTo('effectPosterior', 'standardError', POSITIVE, (error) => effectPosterior(0, error, PRIOR));
holdsTo('effectPosterior', 'mean', FINITE, (mean) => effectPosterior(0, 1, { ...PRIOR, mean }));
holdsTo('effectPosterior', 'scale', POSITIVE, (scale) =>
  effectPosterior(0, 1, { ...PRIOR, scale }),
);
holdsTo('effectPosterior', 'df', domain([1.1, 2, END], [1, 0, NAN]), (df) =>
  effectPosterior(0, 1, { ...PRIOR, df }),
);
const repeated = { alpha: 0.05, power: 0.8 };
holdsTo('falsePositiveRisk', 'success', PROBABILITY, (share) => falsePositiveRisk(share, repeated));
holdsTo('falsePositiveRisk', 'alpha', PROBABILITY, (alpha) =>
  falsePositiveRisk(0.1, { alpha, power: 0.8 }),
);
holdsTo('falsePositiveRisk', 'power', PROBABILITY, (power) =>
  falsePositiveRisk(0.1, { alpha: 0.05, power }),
);
holdsTo('successShare', 'wins', PROBABILITY, (wins) => successShare(wins, repeated));
holdsTo('successShare', 'power', domain([0.06], [0.05, 0.01, NAN]), (power) =>
  successShare(0.1, { alpha: 0.05, power }),
);

holdsTo('drawGamma', 'shape', POSITIVE, (shape) => drawGamma(randomStream(1, [0, 0]), shape));
holdsTo('binomialDraws', 'n', domain([0, 1, 5], [-1, 0.5, END, NAN]), (n) => binomialDraws(n, 0.3));
holdsTo('binomialDraws', 'p', PROBABILITY, (p) => binomialDraws(9, p));

const time = { units: 50, plannedUnits: 100, alpha: 0.05 };
holdsTo('tunedInformation', 'units', POSITIVE, (units) =>
  tunedInformation({ ...time, units }, 'greater'),
);
holdsTo('tunedInformation', 'plannedUnits', POSITIVE, (plannedUnits) =>
  tunedInformation({ ...time, plannedUnits }, 'greater'),
);
holdsTo('tunedInformation', 'alpha', INNER, (alpha) =>
  tunedInformation({ ...time, alpha }, 'two-sided'),
);
const looks = { fractions: [0.5, 1], alternative: 'greater', spending: 'pocock' } as const;
holdsTo('futilityBounds', 'beta', INNER, (beta) =>
  futilityBounds([3, 2], looks, { spending: 'pocock', beta, drift: 2 }),
);
holdsTo('futilityBounds', 'drift', domain([0.5, 3], [0, -1e-9, NAN]), (drift) =>
  futilityBounds([3, 2], looks, { spending: 'pocock', beta: 0.2, drift }),
);
const LATER = domain([0.5, 1, 1.2], [0.499, 0, -1, END, NAN]);
const FIRST = domain([1e-3, 0.5], [0, -1, NAN]);
holdsTo('futilityBounds', 'fraction of look 2', LATER, (last) =>
  futilityBounds(
    [3, 2],
    { ...looks, fractions: [0.5, last] },
    { spending: 'pocock', beta: 0.2, drift: 2 },
  ),
);
holdsTo('crossingProbabilities', 'fraction of look 2', LATER, (last) =>
  crossingProbabilities([3, 2], { ...looks, fractions: [0.5, last] }, 2),
);
holdsTo('spendingBoundaries', 'fraction of look 1', FIRST, (first) =>
  spendingBoundaries({ ...looks, fractions: [first, 1] }, 0.05),
);
holdsTo('spendingBoundaries', 'level', INNER, (level) => spendingBoundaries(looks, level));
holdsTo('nominalLevel', 'level', INNER, (level) => nominalLevel(looks, level));
holdsTo('logSpent', 'fraction', domain([0, 0.5, 2], [-1e-9, NAN]), (fraction) =>
  logSpent('pocock', fraction, -3),
);
holdsTo('logSpent', 'logLevel', domain([0, -0.5, -9], [1e-9, NAN]), (logLevel) =>
  logSpent('pocock', 0.5, logLevel),
);

const values = [1, 2, 3, 4, 5];
holdsTo('quantileSequenceSides', 'at', INNER, (at) =>
  quantileSequenceSides(values, values, at, time, 'two-sided'),
);
holdsTo('quantileSides', 'at', INNER, (at) => quantileSides(values, values, at));
for (const end of [END, -END]) {
  holdsTo(`quantileSides, ${end}`, 'values', domain([0, -1], [end]), (value) =>
    quantileSides([1, value], values, 0.5),
  );
  holdsTo(`quantileSequenceSides, ${end}`, 'values', domain([0, -1], [end]), (value) =>
    quantileSequenceSides(values, [1, value], 0.5, time, 'two-sided'),
  );
}
const WHOLE = domain([0, 1, 5], [-1, 0.5, 6, NAN]);
const fisher = { controlSuccesses: 2, controlUnits: 5, treatmentSuccesses: 1, treatmentUnits: 5 };
holdsTo('fisherExact', 'controlSuccesses', WHOLE, (controlSuccesses) =>
  fisherExact({ ...fisher, controlSuccesses }),
);
holdsTo('fisherExact', 'treatmentSuccesses', WHOLE, (treatmentSuccesses) =>
  fisherExact({ ...fisher, treatmentSuccesses }),
);
const UNITS = domain([0, 1, 5], [-1, 0.5, NAN]);
holdsTo('fisherExact', 'controlUnits', UNITS, (controlUnits) =>
  fisherExact({ ...fisher, controlSuccesses: 0, controlUnits }),
);
holdsTo('fisherExact', 'treatmentUnits', UNITS, (treatmentUnits) =>
  fisherExact({ ...fisher, treatmentSuccesses: 0, treatmentUnits }),
);
holdsTo('clopperPearson', 'n', domain([1, 2], [0, -1, 1.5, NAN]), (n) =>
  clopperPearson(1, n, 0.05),
);
holdsTo('clopperPearson', 'successes', WHOLE, (k) => clopperPearson(k, 5, 0.05));
holdsTo('clopperPearson', 'level', INNER, (level) => clopperPearson(1, 5, level));

holdsTo('thresholdRuleValue', 'standardError', POSITIVE, (error) =>
  thresholdRuleValue(PRIOR, error, 2),
);
holdsTo('sampleInformationValue', 'standardError', POSITIVE, (error) =>
  sampleInformationValue(PRIOR, error),
);
holdsTo('sampleInformationValue', 'df', domain([1.1, 2, END], [1, 0, NAN]), (df) =>
  sampleInformationValue({ ...PRIOR, df }, 1),
);
holdsTo('expectedExcess', 'scale', POSITIVE, (scale) => expectedExcess({ ...PRIOR, scale }, 1));
holdsTo('testAndRollUnits', 'horizon', POSITIVE, (horizon) => testAndRollUnits(horizon, 1, 0.1));
holdsTo('testAndRollUnits', 'sd', POSITIVE, (sd) => testAndRollUnits(100, sd, 0.1));
holdsTo('testAndRollUnits', 'priorSd', POSITIVE, (priorSd) => testAndRollUnits(100, 1, priorSd));
