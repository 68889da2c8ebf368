import {
  type EffectsPosterior,
  normalPosterior,
} from '../../../src/stats/meta/effects-posterior.js';
import { tauSquaredInterval } from '../../../src/stats/meta/heterogeneity.js';
import {
  independentEffects,
  type KnownEffects,
  knownEffects,
} from '../../../src/stats/meta/known-effects.js';
import { believed, mixtureQuantile } from '../../../src/stats/meta/normal-mixture.js';
import { positiveShare } from '../../../src/stats/meta/positive-share.js';
import {
  predictionInterval,
  type RandomEffects,
  randomEffects,
} from '../../../src/stats/meta/random-effects.js';
import { studentPosterior } from '../../../src/stats/meta/student-posterior.js';
import { domain, FINITE, holdsTo, INNER } from '../domains.js';

const END = Number.POSITIVE_INFINITY;
const NAN = Number.NaN;

const parts = [
  { weight: 0.5, mean: 0, variance: 1 },
  { weight: 0.5, mean: 2, variance: 4 },
];
const many = [1, 2, 9, 4, -3].map((estimate) => ({ estimate, variance: 1 }));
const effects = knownEffects(independentEffects(many)) as KnownEffects;
const fitted = randomEffects(effects, 0.95) as RandomEffects;
const posterior = normalPosterior(effects) as EffectsPosterior;
holdsTo('mixtureQuantile', 'p', INNER, (p) => mixtureQuantile(parts, p));
holdsTo('believed', 'confidence', INNER, (confidence) => believed(parts, confidence));
holdsTo('randomEffects', 'confidence', INNER, (confidence) => randomEffects(effects, confidence));
holdsTo('predictionInterval', 'confidence', INNER, (confidence) =>
  predictionInterval(fitted, confidence),
);
holdsTo('tauSquaredInterval', 'confidence', INNER, (confidence) =>
  tauSquaredInterval(effects, confidence),
);
holdsTo('positiveShare', 'confidence', INNER, (confidence) => positiveShare(posterior, confidence));
holdsTo('studentPosterior', 'df', domain([], [2, 1, END, NAN]), (df) =>
  studentPosterior(effects, df),
);
holdsTo('predictionInterval', 'moderators', domain([0], [1, 2]), (size) =>
  predictionInterval(fitted, 0.95, Array<number>(size).fill(1)),
);
holdsTo('knownEffects', 'moderators', domain([0, 5], [1, 4, 6]), (rows) =>
  knownEffects(
    independentEffects(many),
    Array.from({ length: rows }, (_, i) => [i]),
  ),
);
holdsTo('knownEffects, each,', 'moderators', domain([1], [0, 2]), (columns) =>
  knownEffects(
    independentEffects(many),
    many.map((_, i) => Array<number>(i === 4 ? columns : 1).fill(i)),
  ),
);
holdsTo('knownEffects, its values,', 'moderators', FINITE, (x) =>
  knownEffects(
    independentEffects(many),
    many.map((_, i) => [i === 3 ? x : i]),
  ),
);
holdsTo('knownEffects', 'covariance', domain([2], [0, 1, 3]), (columns) =>
  knownEffects([{ estimates: [1, 2], covariance: [[1, 0], [0, 1, 0].slice(0, columns)] }]),
);
holdsTo('knownEffects, its rows,', 'covariance', domain([2], [0, 1, 3]), (rows) =>
  knownEffects([
    {
      estimates: [1, 2],
      covariance: [
        [1, 0],
        [0, 1],
        [0, 0],
      ].slice(0, rows),
    },
  ]),
);
