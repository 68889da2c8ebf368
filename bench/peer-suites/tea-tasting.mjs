/* tea-tasting: rates of 53 and 47 users that its tests draw, and corrections for several comparisons. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adjustFamily, fisherTest, sampleRatioTest, scoreTest } from '../../dist/index.js';
import { all, pythonTest } from './figures.mjs';

export const name = 'tea-tasting';
export const file = 'tests/metrics/test_proportion.py';

/** What pytest.approx allows. */
const within = (expected) => 1e-6 * Math.abs(expected);

export function figures(folder) {
  const textOf = (test) => readFileSync(join(folder, 'tests', test), 'utf8');
  const rates = textOf('metrics/test_proportion.py');
  return [
    ...ofRates(rates),
    ...ofSampleRatio(rates),
    ...ofCorrections(textOf('test_multiplicity.py')),
  ];
}

const CONTROL = { successes: 19, n: 53 };
const TREATMENT = { successes: 13, n: 47 };

/** That these are its rates: drawn by numpy, whose generator is not here. */
function checkRates(text) {
  const [, control] = /result\.control == pytest\.approx\(([\d.]+)\)/.exec(text);
  const [, treatment] = /result\.treatment == pytest\.approx\(([\d.]+)\)/.exec(text);
  if (Number(control) !== 19 / 53 || Number(treatment) !== 13 / 47)
    throw new Error('other rates are drawn by now');
}

function ofRates(text) {
  checkRates(text);
  const tests = all(text, /\n(?: {4}|def )(?<name>test_proportion_analyze_\w+)\(/g);
  return tests.flatMap(({ name: test }) => {
    const body = pythonTest(text, test);
    const of = (key) => new RegExp(`${key}="?([\\w-]+)"?`).exec(body)?.[1];
    if (body.includes('analyze(data, ')) return [];
    const isTurned = body.includes('data_aggr, 1, 0');
    const arms = isTurned ? [TREATMENT, CONTROL] : [CONTROL, TREATMENT];
    const expected = all(body, /result\.(?<what>\w+) == pytest\.approx\((?<value>-?[\d.e-]+)\)/g);
    return expected.flatMap(({ what, value }) => {
      const figure = {
        group: 'tests of two rates',
        name: `${test}: ${what}`,
        expected: Number(value),
        within: within(value),
      };
      const at = judged(what, { of, arms });
      return typeof at === 'string' ? { ...figure, skip: at } : { ...figure, ...at };
    });
  });
}

/** What is ours of a figure, or why there is none. */
function judged(what, { of, arms: [control, treatment] }) {
  const [a, b] = [control.successes / control.n, treatment.successes / treatment.n];
  const plain = { control: a, treatment: b, effect_size: b - a, rel_effect_size: b / a - 1 }[what];
  if (plain !== undefined) return { found: plain };
  const method = of('method');
  const alternative = of('alternative') ?? 'two-sided';
  if (method === 'fisher') return { found: fisherTest(control, treatment, alternative).pValue };
  if (method !== 'norm' && method !== 'pearson')
    return 'Barnard, Boschloo and likelihood ratios are not offered here';
  if (of('correction') !== 'False') return 'a correction for continuity is not offered here';
  const test = scoreTest(control, treatment, alternative);
  if (what === 'pvalue') return { found: test.pValue };
  const z = test.criticalValue(0.05);
  const pooled = (control.successes + treatment.successes) / (control.n + treatment.n);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / control.n + 1 / treatment.n));
  const [, end] = /ci_(lower|upper)$/.exec(what);
  const sign = end === 'lower' ? -1 : 1;
  if (what.startsWith('rel'))
    return 'the relative interval by logarithms with the pooled variance is not offered here';
  return {
    found: test.effectInterval(0.05)[end],
    theirs: {
      why: 'the pooled variance of no effect at every effect; ours is the score interval',
      found: b - a + sign * z * error,
    },
  };
}

function ofSampleRatio(text) {
  const { pValue } = sampleRatioTest([53, 47], [1, 1]);
  return ['binom', 'norm_corr', 'norm_no_corr'].map((method) => {
    const body = pythonTest(text, `test_sample_ratio_analyze_${method}`);
    const [, value] = /result\.pvalue == pytest\.approx\(([\d.]+)\)/.exec(body);
    const figure = {
      group: 'sample ratio',
      name: method,
      expected: Number(value),
      within: within(value),
    };
    return method === 'norm_no_corr'
      ? { ...figure, found: pValue }
      : { ...figure, skip: 'exact, or with a correction for continuity' };
  });
}

/** Six p-values of three comparisons. */
function ofCorrections(text) {
  const results = [
    ...text.matchAll(
      /\((0, \d)\): tea_tasting\.experiment\.ExperimentResult\(\{([\s\S]*?)\}\),\n/g,
    ),
  ].slice(0, 3);
  const known = results.flatMap(([, comparison, inner]) =>
    all(inner, /"(?<metric>metric\d)": (?:_MetricResult\(pvalue=|\{"pvalue": )(?<p>[\d.]+)/g).map(
      ({ metric, p }) => ({ key: `(${comparison})/${metric}`, p: Number(p) }),
    ),
  );
  const tests = {
    test_adjust_fdr_default: 'bh',
    test_adjust_fwer_bonferroni: 'hochberg',
    test_adjust_fwer_arbitrary_dependence_bonferroni: 'holm',
  };
  const others = [
    'test_adjust_fdr_arbitrary_dependence',
    'test_adjust_fwer_default',
    'test_adjust_fwer_arbitrary_dependence',
  ];
  return [...Object.keys(tests), ...others].flatMap((test) => {
    const adjusted =
      tests[test] &&
      adjustFamily(
        known.map(({ p }) => p),
        0.05,
        tests[test],
      );
    const expected = all(
      pythonTest(text, test),
      /results\[(?<comparison>[^\]]*)\]\["(?<metric>\w+)"\]\["(?<what>\w+)"\] == (?:pytest\.approx\()?(?<value>[\d.]+)/g,
    );
    return expected.map(({ comparison, metric, what, value }) => {
      const figure = {
        group: 'corrections',
        name: `${test}: ${comparison} ${metric} ${what}`,
        expected: Number(value),
        within: within(value),
      };
      if (adjusted === undefined)
        return { ...figure, skip: 'Sidak and Benjamini-Yekutieli are not offered here' };
      const own = adjusted[known.findIndex(({ key }) => key === `${comparison}/${metric}`)];
      if (what === 'pvalue_adj') return { ...figure, found: own.adjusted };
      if (what === 'null_rejected') return { ...figure, found: own.adjusted < 0.05 ? 1 : 0 };
      return { ...figure, found: own.level };
    });
  });
}
