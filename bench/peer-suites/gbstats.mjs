/* GrowthBook's gbstats: its t-tests of means from their sums. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { summaryMoments, welchTest } from '../../dist/index.js';
import { all } from './figures.mjs';

export const name = 'gbstats';
export const file = 'packages/stats/tests/frequentist/test_tests.py';

/** To so many digits its tests round. */
const WITHIN = 0.5000001e-5;

const SIDES = {
  TestTwoSidedTTest: 'two-sided',
  TestOneSidedGreaterTTest: 'greater',
  TestOneSidedLesserTTest: 'less',
};

const OTHERS = [
  [/^class TestSequential/, 'always-valid sequences, of another tuning: not compared'],
  [/Proportion|binom/, 'rates judged as means; here by the score test'],
  [/Ratio/, 'adjusted ratios: not compared'],
];

export function figures(folder) {
  const text = readFileSync(join(folder, file), 'utf8');
  return text.split(/\n(?=class )/).flatMap((part) => {
    const [, test = ''] = /^class (\w+)/.exec(part) ?? [];
    const sums = all(
      part.split('def test')[0],
      /sum=(?<sum>[\d.]+), sum_squares=(?<squares>[\d.]+), n=(?<n>\d+)/g,
    );
    return part
      .split(/\n {4}(?=def test)/)
      .slice(1)
      .flatMap((body) =>
        ofTest(`${test}.${/def (\w+)/.exec(body)[1]}`, body, { test, sums, part }),
      );
  });
}

function ofTest(label, body, { test, sums, part }) {
  const result = /FrequentistTestResult\(\s*([\s\S]*?)\n {12}\)/.exec(body)?.[1];
  if (result === undefined) return [];
  const numbersIn = (text) =>
    text
      .split(',')
      .map((one) => one.trim())
      .map((one) => (one.includes('np.inf') ? null : Number(one)));
  const [, ends] = /ci=\(([^)]*)\)/.exec(result);
  const [, p] = /pValue=([\d.]+)/.exec(result);
  const expected = { lower: numbersIn(ends)[0], upper: numbersIn(ends)[1], pValue: Number(p) };
  const figuresOf = (own) =>
    Object.entries(expected)
      .filter(([, value]) => value !== null)
      .map(([what, value]) => ({
        group: 't-tests of means',
        name: `${label}: ${what}`,
        expected: value,
        within: WITHIN,
        ...own(what),
      }));
  const [, why] =
    OTHERS.find(([pattern]) =>
      pattern.test(part.startsWith('class TestSequential') ? part : body),
    ) ?? [];
  if (why !== undefined || SIDES[test] === undefined) return figuresOf(() => ({ skip: why }));
  const own = welchOf(sums, SIDES[test]);
  return figuresOf((what) =>
    body.includes('absolute') || body.includes('config_abs')
      ? { found: own.absolute[what] }
      : own.relative(what),
  );
}

/** The test of both arms, and what it is for a lift by the delta method, with the same degrees of freedom. */
function welchOf(sums, alternative) {
  const [a, b] = sums.map(({ sum, squares, n }) => {
    const mean = sum / n;
    return { n: Number(n), mean, variance: (squares - sum ** 2 / n) / (n - 1) };
  });
  const [control, treatment] = [a, b].map(({ n, mean, variance }) =>
    summaryMoments(n, mean, variance),
  );
  const test = welchTest(control, treatment, alternative);
  const interval = test.effectInterval(0.05);
  const lift = (b.mean - a.mean) / a.mean;
  const error = Math.sqrt(
    b.variance / b.n / a.mean ** 2 + (a.variance / a.n) * (b.mean ** 2 / a.mean ** 4),
  );
  const critical = test.criticalValue(0.05);
  const fieller = test.relativeInterval(0.05);
  // That a difference of so many errors is none, whatever the errors are of.
  const sameTail = test.pValueAt(
    b.mean - a.mean - (lift / error) * ((b.mean - a.mean) / test.statistic),
  );
  const delta = {
    lower: lift - critical * error,
    upper: lift + critical * error,
    pValue: sameTail.pValue,
  };
  return {
    absolute: { ...interval, pValue: test.pValue },
    relative: (what) => ({
      found: what === 'pValue' ? test.pValue : (fieller?.[what] ?? Number.NaN),
      theirs: {
        why: 'a lift by the delta method; ours is by Fieller, and its p that of the difference',
        found: delta[what],
      },
    }),
  };
}
