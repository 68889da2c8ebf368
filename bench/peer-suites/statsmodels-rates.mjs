/* What statsmodels checks of rates. */
import {
  clopperPearson,
  normalTails,
  proportionPower,
  proportionSampleSize,
  scoreTest,
} from '../../dist/index.js';
import { all, asWritten, numbers, pythonTest } from './figures.mjs';

/** Exact ones, by R's binom.test and DescTools. */
export function intervalsOfOneRate(text) {
  const exact = all(
    pythonTest(text, 'test_binom_test'),
    /binom\.test\((?<x>\d+),(?<n>\d+),[^)]*alternative="(?<side>\w+)"\)[\s\S]*?conf_int = \[(?<ends>[^\]]*)\]/g,
  ).flatMap(({ x, n, side, ends }) =>
    endsOf(`binom.test ${x} of ${n}`, {
      x,
      n,
      alpha: 0.05,
      isTwoSided: side === 't',
      ends,
      within: 1e-12,
    }),
  );
  const [, list] = /"method, alpha, alternative, expected",\s*\[([\s\S]*?)\n {4}\],/.exec(text);
  const others = all(
    list,
    /\("(?<method>\w+)", (?<alpha>[\d.]+), "(?<side>[\w-]+)", \[(?<ends>[^\]]*)\]\)/g,
  ).flatMap(({ method, alpha, side, ends }) => {
    const label = `${method} ${alpha} ${side}`;
    if (method === 'beta')
      return endsOf(label, {
        x: 100,
        n: 200,
        alpha: Number(alpha),
        isTwoSided: side === 'two-sided',
        ends,
        within: 6e-8,
      });
    return numbers(ends).map((expected, i) => ({
      group: 'intervals of one rate',
      name: `${label}: ${i + 1}`,
      expected,
      skip: 'of one rate only the exact interval is here',
    }));
  });
  return [...exact, ...others];
}

/** The ends of an exact interval that are told, each at half the level of a two-sided one. */
function endsOf(label, { x, n, alpha, isTwoSided, ends, within }) {
  const { lower, upper } = clopperPearson(Number(x), Number(n), isTwoSided ? alpha : 2 * alpha);
  return numbers(ends)
    .map((expected, i) => ({
      group: 'intervals of one rate',
      name: `${label}: ${i + 1}`,
      expected,
      within,
      found: [lower, upper][i],
    }))
    .filter(({ expected }) => expected !== 0 && expected !== 1);
}

/** By R's PropCIs; ours are of treatment − control, so that the first arm there is the treatment here. */
export function intervalsOfTwoRates(text) {
  const found = all(
    pythonTest(text, 'test_confint_2indep_propcis'),
    /# > (?<call>(?<method>\w+)\((?<x1>\d+), (?<n1>\d+), (?<x2>\d+), (?<n2>\d+)[^)]*\))\s*ci = (?<lower>[\d.]+), (?<upper>[\d.]+)[\s\S]*?(?<tolerance>[ar]tol)=(?<by>[\d.e-]+)/g,
  );
  return found.flatMap(({ call, method, x1, n1, x2, n2, lower, upper }) => {
    const label = (end, i) => ({
      group: 'intervals of two rates (PropCIs)',
      name: `${call}: ${i + 1}`,
      expected: Number(end),
      within: asWritten(end),
    });
    if (method !== 'riskscoreci' && method !== 'diffscoreci') {
      return [lower, upper].map((end, i) => ({
        ...label(end, i),
        skip: 'Wald, Agresti-Caffo and odds ratios are not offered here',
      }));
    }
    const arms = [
      { successes: Number(x2), n: Number(n2) },
      { successes: Number(x1), n: Number(n1) },
    ];
    const test = scoreTest(...arms, 'two-sided');
    if (method === 'riskscoreci') {
      const own = test.relativeInterval(0.05);
      return [own.lower + 1, own.upper + 1].map((end, i) => ({
        ...label([lower, upper][i], i),
        found: end,
      }));
    }
    // Mee's interval with z² greater by N ÷ (N − 1) is that of Miettinen & Nurminen.
    const [plain, wider] = [test.effectInterval(0.05), test.effectInterval(levelOfNurminen(arms))];
    return [lower, upper].map((end, i) => ({
      ...label(end, i),
      found: [plain.lower, plain.upper][i],
      theirs: {
        why: 'variance times N ÷ (N − 1) (Miettinen & Nurminen)',
        found: [wider.lower, wider.upper][i],
      },
    }));
  });
}

function levelOfNurminen([{ n: a }, { n: b }]) {
  const z = 1.959963984540054 * Math.sqrt((a + b) / (a + b - 1));
  return 2 * normalTails(z).upper;
}

/** By R's power.prop.test, PASS and Stata: (difference, rate, units of the first arm). */
export function powersOfRates(text) {
  const body = pythonTest(text, 'test_power_2indep');
  const powers = all(
    body,
    /power_proportions_2indep\((?<d>-?[\d.]+), (?<p>[\d.]+), (?<n>[\d.]+)(?:, ratio=(?<ratio>[\d.]+))?(?:, return_results=False)?\)\s*assert_allclose\(\w+(?:\.power)?, (?<power>[\d.]+), atol=(?<within>[\d.e-]+)/g,
  );
  return powers.flatMap(({ d, p, n, ratio = '1', power, within }) => {
    const rates = { control: Number(p), treatment: Number(p) + Number(d) };
    const common = { ...rates, alpha: 0.05, alternative: 'two-sided' };
    const label = { group: 'power and size of rates', name: `${d}, ${p}, ${n}, ratio ${ratio}` };
    // Its first arm is the one that differs; the other has ratio times its units.
    const at = (first) => {
      const units = { treatmentUnits: first, controlUnits: first * ratio };
      const found = proportionPower({ ...common, ...units });
      const side = d < 0 ? 'greater' : 'less';
      return {
        found,
        other: proportionPower({ ...common, ...units, alpha: 0.025, alternative: side }),
      };
    };
    const why = 'rejections on the other side counted';
    const { found, other } = at(Number(n));
    const size = proportionSampleSize({ ...common, allocation: 1 / ratio, power: Number(power) });
    const both = sizeWith((units) => at(units).found + at(units).other, Number(power), size);
    return [
      {
        ...label,
        expected: Number(power),
        // numpy's assert_allclose adds a relative 1e-7 to the tolerance that is said.
        within: Number(within) + 1e-7 * power,
        found,
        theirs: { why, found: found + other },
      },
      {
        ...label,
        name: `size: ${label.name}`,
        expected: Number(n),
        // What is told of the power tells the size as well as that.
        within: Math.max(asWritten(n), 1e-6 * n),
        found: size,
        theirs: { why, found: both },
      },
    ];
  });
}

/** The size at which a power that grows with it is that much, a little below the one that is known. */
function sizeWith(powerOf, power, most) {
  let [low, high] = [most / 2, most];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (powerOf(middle) < power) low = middle;
    else high = middle;
  }
  return high;
}
