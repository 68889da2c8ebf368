import fc from 'fast-check';
import { gammaln } from 'simple-statistics';
import { expect, test } from 'vitest';
import {
  expDeviation,
  logBeta,
  logBetaKernel,
  logDeviation,
  logPoissonMass,
} from '../../../src/stats/distributions/deviance.js';
import { logGamma, stirlingCorrection } from '../../../src/stats/distributions/gamma.js';
import { relativeError } from '../reference.js';

// mpmath 1.2.1, 30 digits: loggamma(x)
const LOG_GAMMA: [number, number][] = [
  [1e-10, 23.025850929882736],
  [0.01, 4.599479878042022],
  [0.3, 1.0957979948180756],
  [0.5, 0.5723649429247001],
  [0.75, 0.20328095143129538],
  [0.999999, 5.772164873855652e-7],
  [1.000001, -5.772148423874147e-7],
  [1.3, -0.10817480950786049],
  [1.5, -0.12078223763524522],
  [1.7, -0.09580769740706588],
  [1.9999, -0.00004227520877215346],
  [2.0001, 0.000042281658112919945],
  [2.4, 0.21685932244884157],
  [2.6, 0.35741186354897986],
  [3, Math.LN2],
  [7.5, 7.534364236758733],
  [9.99, 12.779315214350193],
  [10, 12.80182748008147],
  [33.3, 82.60372358165495],
  [1e4, 82099.71749644238],
  [1e10, 220258509288.81058],
  [1e100, 2.2925850929940456e102],
];

test('ln Γ agrees with mpmath to 4e-15 relative, at its zeros too', () => {
  for (const [x, value] of LOG_GAMMA) {
    expect(relativeError(logGamma(x), value), `x = ${x}`).toBeLessThan(4e-15);
  }
  expect([logGamma(1) + 0, logGamma(2) + 0]).toEqual([0, 0]);
  expect(logGamma(50.5)).toBeCloseTo(gammaln(50.5), 9);
});

test('ln Γ(x + 1) = ln Γ(x) + ln x', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (x) => {
      const difference = logGamma(x + 1) - logGamma(x) - Math.log(x);
      expect(Math.abs(difference)).toBeLessThan(1e-14 * (1 + Math.abs(logGamma(x))));
    }),
  );
});

test('the Stirling correction agrees with mpmath to 5e-16, absolute', () => {
  const values: [number, number][] = [
    [0.005, 1.758846170336177],
    [0.5, 0.15342640972002736],
    [1, 0.08106146679532726],
    [4.2, 0.019804360185423364],
    [9.9, 0.008414653894090263],
    [10, 0.00833056343336287],
    [15, 0.005554733551962801],
    [1e3, 0.00008333333055555635],
    [1e8, 8.333333333333334e-10],
  ];
  for (const [x, value] of values)
    expect(Math.abs(stirlingCorrection(x) - value), `x = ${x}`).toBeLessThan(5e-16);
});

test('deviations keep their digits near 0', () => {
  const values: [number, number, number][] = [
    [-0.9, 1.402585092994046, 0.30656965974059913],
    [-0.41, 0.1176327420823719, 0.07365025013631936],
    [-0.39, 0.10429632181478013, 0.0670568744981647],
    [-0.01, 0.000050335853501441186, 0.00004983374916805358],
    [-1e-8, 5.000000033333334e-17, 4.999999983333334e-17],
    [1e-12, 4.999999999996667e-25, 5.000000000001666e-25],
    [1e-5, 4.9999666669166655e-11, 5.000016666708334e-11],
    [0.2, 0.017678443206045377, 0.021402758160169837],
    [0.39, 0.060696252857399616, 0.08698079388264258],
    [0.41, 0.06641029560992308, 0.09681778511285356],
    [3, 1.6137056388801094, 16.085536923187668],
  ];
  for (const [u, log, exp] of values) {
    expect(relativeError(logDeviation(u), log), `u = ${u}`).toBeLessThan(4e-15);
    expect(relativeError(expDeviation(u), exp), `u = ${u}`).toBeLessThan(4e-15);
  }
});

test('ln B and the kernels agree with mpmath where log-gammas would cancel', () => {
  const beta: [number, number, number][] = [
    [0.01, 0.02, 5.010313350697986],
    [0.5, 0.5, 1.1447298858494002],
    [0.5, 1e10, -10.940560522033028],
    [1e-3, 1e6, 6.893363375325389],
    [3, 4, -4.0943445622221],
    [20, 1e12, -513.2805381315615],
    [1e6, 1e6, -1386300.003362921],
  ];
  for (const [a, b, value] of beta) {
    expect(relativeError(logBeta(a, b), value), `${a}, ${b}`).toBeLessThan(1e-14);
    expect(logBeta(b, a)).toBe(logBeta(a, b));
  }
  const kernel: [number, number, number, number][] = [
    [0.01, 0.5, 0.001, -4.688448805993534],
    [2, 3, 0.4, -0.8801516852582819],
    [500, 800, 0.5, -32.98395471147735],
    [1e6, 3e6, 0.25, 5.8449756192737965],
    [1e6, 3e6, 0.2, -29522.142925876953],
    [1e9, 0.5, 0.999999, -997.1189873326333],
  ];
  for (const [a, b, x, value] of kernel) {
    expect(relativeError(logBetaKernel(a, b, x, 1 - x), value), `${a}, ${b}, ${x}`).toBeLessThan(
      1e-13,
    );
  }
  const poisson: [number, number, number][] = [
    [0.01, 3, -2.9833235691672493],
    [2, 2.1, -1.3092724911011906],
    [1e6, 1000100, -7.831693562211808],
    [1e10, 1e10, -12.431863998183234],
    [1e4, 9e3, -59.12927363078911],
    [5, 400, -374.83016900724215],
  ];
  for (const [a, x, value] of poisson) {
    expect(relativeError(logPoissonMass(a, x), value), `${a}, ${x}`).toBeLessThan(1e-13);
  }
});

test('refuses arguments outside the domain', () => {
  for (const x of [0, -1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => logGamma(x)).toThrow(RangeError);
  }
});
