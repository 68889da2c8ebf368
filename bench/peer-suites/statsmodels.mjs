/* statsmodels: its checks against R (pwr, multtest, PropCIs, DescTools, binom.test) and Stata. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adjustFamily, meanPower } from '../../dist/index.js';
import { all, numbers } from './figures.mjs';
import { intervalsOfOneRate, intervalsOfTwoRates, powersOfRates } from './statsmodels-rates.mjs';

export const name = 'statsmodels';
export const file = 'statsmodels/stats/tests/test_power.py';

export function figures(folder) {
  const textOf = (test) => readFileSync(join(folder, 'statsmodels/stats/tests', test), 'utf8');
  const rates = textOf('test_proportion.py');
  return [
    ...powersOfT(textOf('test_power.py')),
    ...corrections(textOf('test_multi.py')),
    ...intervalsOfOneRate(rates),
    ...intervalsOfTwoRates(rates),
    ...powersOfRates(rates),
  ];
}

/** Powers by R's pwr. */
function powersOfT(text) {
  const found = all(
    text,
    /# > p = pwr\.t2?n?\.?test\((?<call>[^)]*)\)[\s\S]*?res2\.power = (?<power>[\d.e-]+)[\s\S]*?res2\.method = "(?<method>[^"]+)"/g,
  );
  return found.map(({ call, power, method }) => {
    const of = (key) => new RegExp(`\\b${key}="?([^",]+)`).exec(call)?.[1];
    const label = {
      group: 'power of t-tests (pwr)',
      name: call,
      expected: Number(power),
      within: 1e-10,
    };
    // One says two samples where its result is of one.
    if (method.startsWith('One-sample')) return { ...label, skip: 'of one sample' };
    const alternative = { 'two.sided': 'two-sided' }[of('alternative')] ?? of('alternative');
    const units = {
      controlUnits: Number(of('n1') ?? of('n')),
      treatmentUnits: Number(of('n2') ?? of('n')),
    };
    const question = {
      effect: Number(of('d')),
      sd: 1,
      ...units,
      alpha: Number(of('sig.level')),
      alternative,
    };
    const found = meanPower(question);
    if (alternative !== 'two-sided') return { ...label, found };
    const { effect, alpha } = question;
    const other = { ...question, effect: -effect, alpha: alpha / 2, alternative: 'greater' };
    return {
      ...label,
      found,
      theirs: { why: 'rejections on the other side counted', found: found + meanPower(other) },
    };
  });
}

/** Which column of R's multtest is which correction here. */
const COLUMNS = { 1: 'bonferroni', 2: 'holm', 3: 'hochberg', 6: 'bh' };

/** Adjusted p-values, in tables of which one is written by rows and the others by columns. */
function corrections(text) {
  const [, byRows] = /res_multtest1 = np\.array\(\[([\s\S]*?)\]\]\)/.exec(text);
  const rows = byRows
    .split(']')
    .map((row) => numbers(row.replace(/[[\n]/g, '').replace(/^ *, */, '')));
  const tables = all(
    text,
    /(?<table>res\w+) = np\.array\(\[(?<list>[^[\]]*)\]\)\.reshape\((?<n>\d+), 10, order="F"\)/g,
  );
  const byColumns = tables.map(({ table, list, n }) => {
    const values = numbers(list.replaceAll('NA', 'NaN'));
    return {
      table,
      columns: Array.from({ length: 10 }, (_, i) => values.slice(i * n, (i + 1) * n)),
    };
  });
  const columns = rows[0].map((_, i) => rows.map((row) => row[i]));
  return [{ table: 'res_multtest1', columns }, ...byColumns].flatMap(figuresOfTable);
}

function figuresOfTable({ table, columns }) {
  const [pValues] = columns;
  return columns.slice(1).flatMap((column, j) => {
    const correction = COLUMNS[j + 1];
    const adjusted = correction === undefined ? null : adjustFamily(pValues, 0.05, correction);
    return column.flatMap((expected, i) => {
      const label = {
        group: 'adjusted p-values (multtest)',
        name: `${table}, column ${j + 1}, row ${i + 1}`,
        expected,
        within: 1e-14,
      };
      if (Number.isNaN(expected)) return [];
      if (adjusted === null)
        return {
          ...label,
          skip: 'Sidak, Benjamini-Yekutieli, and adaptive ones are not offered here',
        };
      return { ...label, found: adjusted[i].adjusted };
    });
  });
}
