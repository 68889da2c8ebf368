import { betaQuantile, betaTails } from '../../../src/stats/distributions/beta.js';
import {
  binomialLogMass,
  binomialQuantile,
  binomialTails,
} from '../../../src/stats/distributions/binomial.js';
import { chiSquareQuantile, chiSquareTails } from '../../../src/stats/distributions/chi-square.js';
import { fQuantile, fTails } from '../../../src/stats/distributions/f-distribution.js';
import { logGamma } from '../../../src/stats/distributions/gamma.js';
import { gammaTails } from '../../../src/stats/distributions/incomplete-gamma.js';
import { noncentralTTails } from '../../../src/stats/distributions/noncentral-t.js';
import { normalQuantile, normalTails } from '../../../src/stats/distributions/normal.js';
import { digamma, trigamma } from '../../../src/stats/distributions/polygamma.js';
import { studentQuantile, studentTails } from '../../../src/stats/distributions/student.js';
import { logHypergeometric } from '../../../src/stats/numeric/gauss-hypergeometric.js';
import { domain, FINITE, holdsTo, NOT_NEGATIVE, POSITIVE, PROBABILITY } from '../domains.js';

const END = Number.POSITIVE_INFINITY;
const NUMBER = domain([0, -1, END, -END], [Number.NaN]);
const WHOLE = domain([0, 1, 5], [-1, 2.5, END, 2 ** 53, Number.NaN]);
const FREEDOM = domain([0.5, 2, END], [0, -1e-9, -1, Number.NaN]);

holdsTo('betaTails', 'x', PROBABILITY, (x) => betaTails(x, 2, 3));
holdsTo('betaTails', 'a', POSITIVE, (a) => betaTails(0.5, a, 3));
holdsTo('betaTails', 'b', POSITIVE, (b) => betaTails(0.5, 2, b));
holdsTo('betaQuantile', 'p', PROBABILITY, (p) => betaQuantile(p, 2, 3));
holdsTo('betaQuantile', 'a', POSITIVE, (a) => betaQuantile(0.1, a, 3));
holdsTo('betaQuantile', 'b', POSITIVE, (b) => betaQuantile(0.1, 2, b));

holdsTo('binomialLogMass', 'n', WHOLE, (n) => binomialLogMass(1, n, 0.3));
holdsTo('binomialLogMass', 'p', PROBABILITY, (p) => binomialLogMass(1, 5, p));
holdsTo('binomialLogMass', 'k', domain([-1, 0, 6], [0.5, END, Number.NaN]), (k) =>
  binomialLogMass(k, 5, 0.3),
);
holdsTo('binomialTails', 'n', WHOLE, (n) => binomialTails(1, n, 0.3));
holdsTo('binomialTails', 'p', PROBABILITY, (p) => binomialTails(1, 5, p));
holdsTo('binomialTails', 'k', NUMBER, (k) => binomialTails(k, 5, 0.3));
holdsTo('binomialQuantile', 'n', WHOLE, (n) => binomialQuantile(0.3, n, 0.3));
holdsTo('binomialQuantile', 'p', PROBABILITY, (p) => binomialQuantile(p, 5, 0.3));
holdsTo('binomialQuantile, of a unit', 'p', PROBABILITY, (p) => binomialQuantile(0.3, 5, p));

holdsTo('chiSquareTails', 'x', NOT_NEGATIVE, (x) => chiSquareTails(x, 3));
holdsTo('chiSquareTails', 'df', POSITIVE, (df) => chiSquareTails(1, df));
holdsTo('chiSquareQuantile', 'p', PROBABILITY, (p) => chiSquareQuantile(p, 3));
holdsTo('chiSquareQuantile', 'df', POSITIVE, (df) => chiSquareQuantile(0.1, df));
holdsTo('gammaTails', 'x', NOT_NEGATIVE, (x) => gammaTails(3, x));
holdsTo('gammaTails', 'a', POSITIVE, (a) => gammaTails(a, 1));

holdsTo('fTails', 'x', NOT_NEGATIVE, (x) => fTails(x, 2, 3));
holdsTo('fTails', 'df1', POSITIVE, (df) => fTails(1, df, 3));
holdsTo('fTails', 'df2', POSITIVE, (df) => fTails(1, 2, df));
holdsTo('fQuantile', 'p', PROBABILITY, (p) => fQuantile(p, 2, 3));
holdsTo('fQuantile', 'df1', POSITIVE, (df) => fQuantile(0.1, df, 3));
holdsTo('fQuantile', 'df2', POSITIVE, (df) => fQuantile(0.1, 2, df));

holdsTo('normalTails', 'z', NUMBER, normalTails);
holdsTo('normalQuantile', 'p', PROBABILITY, (p) => normalQuantile(p));
holdsTo('studentTails', 't', NUMBER, (t) => studentTails(t, 3));
holdsTo('studentTails', 'df', FREEDOM, (df) => studentTails(1, df));
holdsTo('studentQuantile', 'p', PROBABILITY, (p) => studentQuantile(p, 3));
holdsTo('studentQuantile', 'df', FREEDOM, (df) => studentQuantile(0.1, df));
holdsTo('noncentralTTails', 't', NUMBER, (t) => noncentralTTails(t, 3, 1));
holdsTo('noncentralTTails', 'df', FREEDOM, (df) => noncentralTTails(1, df, 1));
holdsTo('noncentralTTails', 'noncentrality', FINITE, (d) => noncentralTTails(1, 3, d));

holdsTo('logGamma', 'x', POSITIVE, logGamma);
holdsTo('digamma', 'x', POSITIVE, digamma);
holdsTo('trigamma', 'x', POSITIVE, trigamma);

const FROM_0 = domain([0, 0.5, 2], [-1e-9, -1, END, Number.NaN]);
holdsTo('logHypergeometric', 'a', FROM_0, (a) => logHypergeometric(a, 1, 2, 0.5));
holdsTo('logHypergeometric', 'b', FROM_0, (b) => logHypergeometric(1, b, 2, 0.5));
holdsTo('logHypergeometric', 'c', POSITIVE, (c) => logHypergeometric(1, 1, c, 0.5));
holdsTo('logHypergeometric', 'w', domain([0, 0.5], [-1e-9, 1, Number.NaN]), (w) =>
  logHypergeometric(1, 1, 2, w),
);
