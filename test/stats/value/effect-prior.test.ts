import { expect, test } from 'vitest';
import {
  expectedExcess,
  priorDensity,
  priorQuantile,
  priorTails,
} from '../../../src/stats/value/effect-prior.js';
import { domain, FINITE, holdsTo, POSITIVE } from '../domains.js';
import { relativeError } from '../reference.js';

const INFINITY = Number.POSITIVE_INFINITY;

/** By mpmath with 40 digits: densities, chances above, and E max(0, θ − at), of a t by integrals too. */
test.each([
  [0.1, 2, INFINITY, -3.7, 0.0328079073873383, 0.9712834401839981, 3.8221087022485465],
  [0.1, 2, INFINITY, 0.1, 0.19947114020071635, 0.5, 0.7978845608028654],
  [0.1, 2, INFINITY, 9, 9.995898353461404e-6, 4.293514469971871e-6, 1.7713146310959698e-6],
  [0.1, 2, 1.5, -30, 0.0003192098538157871, 0.9935642587153607, 30.48852934488943],
  [0.1, 2, 1.5, 0.4, 0.16722614331598937, 0.44920599461310584, 1.9020526272048188],
  [0.1, 2, 1.5, 250, 1.620346870985261e-6, 0.00026996831404275934, 0.1349357190761628],
  [-4, 0.5, 3, -4.2, 0.6625487446985163, 0.6420324230128149, 0.3901132387584769],
  [-4, 0.5, 3, -1, 0.004349734875122619, 0.004636357446142334, 0.00729588517779577],
  [-4, 0.5, 30, -2.5, 0.0135581254921862, 0.002694982032825973, 0.0005158622455477801],
])(
  'a prior of mean %d, scale %d and %d degrees of freedom, at %d',
  (mean, scale, df, at, density, above, excess) => {
    const prior = { mean, scale, df };
    expect(relativeError(priorDensity(prior)(at), density)).toBeLessThan(1e-13);
    expect(relativeError(priorTails(prior, at).upper, above)).toBeLessThan(1e-12);
    expect(priorTails(prior, at).lower).toBeCloseTo(1 - above, 12);
    expect(Math.abs(expectedExcess(prior, at) - excess)).toBeLessThan(1e-12 * scale);
  },
);

/** scipy 1.17.1: 0.1 + 2 · ppf. */
test.each([
  [1.5, 0.001, -104.2688600179853],
  [1.5, 0.975, 12.133326208855857],
  [3, 0.3, -1.0687794548796374],
  [8, 0.975, 4.712008270408331],
  [INFINITY, 0.001, -6.080464612335627],
  [INFINITY, 0.3, -0.9488010254160818],
])('of %d degrees of freedom, the effect with %d below it', (df, p, expected) => {
  expect(relativeError(priorQuantile({ mean: 0.1, scale: 2, df }, p), expected)).toBeLessThan(
    1e-12,
  );
});

test('so far out that only rounding is left, nothing is expected rather than less', () => {
  const far = [38.36, 38.3955890734, 38.39558907347406, 38.47203749878008, 39, 1e6];
  for (const z of far) {
    expect(expectedExcess({ mean: 0, scale: 1, df: INFINITY }, z)).toBeGreaterThanOrEqual(0);
  }
});

const prior = { mean: 0, scale: 1, df: 3 };
holdsTo('expectedExcess', 'mean', FINITE, (mean) => expectedExcess({ ...prior, mean }, 0));
holdsTo('expectedExcess', 'scale', POSITIVE, (scale) => expectedExcess({ ...prior, scale }, 0));
const DF = domain([1 + 1e-6, 2, INFINITY], [1, 0.5, -1, Number.NaN]);
holdsTo('expectedExcess', 'df', DF, (df) => expectedExcess({ ...prior, df }, 0));
