/*
 * Makes fixtures/verification/published.json: figures that others have printed, each with where, as a command of the
 * program. node test/reference/verification-published.mjs [FILE]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const csv = (columns, rows) => `${[columns, ...rows].map((row) => row.join(',')).join('\n')}\n`;
const units = (name, control, treatment) =>
  csv(
    ['variant', name],
    [...control.map((x) => ['generic', x]), ...treatment.map((x) => ['personalized', x])],
  );
const words = (text) => text.split(' ');
const printed = (figures) =>
  Object.fromEntries(Object.entries(figures).map(([path, text]) => [path, { printed: text }]));
const comparison = (figures) =>
  printed(
    Object.fromEntries(
      Object.entries(figures).map(([path, text]) => [`comparisons.0.${path}`, text]),
    ),
  );
const seq = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

const rates = [
  [
    'Pooled z of 12/99 and 5/83',
    'statsmodels, tests of test_proportions_2indep',
    '5/83',
    '12/99',
    [],
    { pValue: '0.1591812918' },
  ],
  [
    'Pooled z of 19/53 and 13/47',
    'tea-tasting, tests of Proportion',
    '19/53',
    '13/47',
    [],
    { pValue: '0.3809096823' },
  ],
  [
    'Fisher of 19/53 and 13/47',
    'tea-tasting, tests of Proportion',
    '19/53',
    '13/47',
    ['--test', 'fisher'],
    { pValue: '0.3999948918' },
  ],
  [
    '56/70 against 48/80',
    'Newcombe 1998, Statistics in Medicine 17:873, table II (a), method 5 (Mee)',
    '48/80',
    '56/70',
    [],
    { 'effect.lower': '0.0533', 'effect.upper': '0.3377' },
  ],
  [
    '5/56 against 0/29',
    'Newcombe 1998, Statistics in Medicine 17:873, table II (e), method 5 (Mee)',
    '0/29',
    '5/56',
    [],
    { 'effect.lower': '-0.0313', 'effect.upper': '0.1926' },
  ],
  [
    'Fisher’s tea, greater',
    'Fisher 1935, The Design of Experiments, ch. II; R 4.2.2, example of fisher.test',
    '1/4',
    '3/4',
    ['--test', 'fisher', '--alternative', 'greater'],
    { pValue: '0.2429' },
  ],
  [
    'Fisher’s tea, two-sided',
    'Fisher 1935, The Design of Experiments, ch. II; R 4.2.2, fisher.test',
    '1/4',
    '3/4',
    ['--test', 'fisher'],
    { pValue: '0.485714' },
  ],
  [
    'Cookie Cats, retention of a day',
    'DataCamp’s Cookie Cats, recomputed by R 4.2.2, prop.test',
    '20034/44700',
    '20119/45489',
    [],
    { statistic: '-1.7840862', pValue: '0.0744097' },
  ],
  [
    'Cookie Cats, retention of a week',
    'DataCamp’s Cookie Cats, recomputed by R 4.2.2, prop.test',
    '8502/44700',
    '8279/45489',
    [],
    { statistic: '-3.1643589', pValue: '0.0015542' },
  ],
].map(([name, source, control, treatment, flags, figures]) => ({
  name,
  method: 'two-rates',
  source,
  command: [
    'analyze',
    `generic=${control}`,
    `personalized=${treatment}`,
    ...(flags.includes('--test') ? [] : ['--test', 'score']),
    ...flags,
  ],
  expect: comparison(figures),
}));

rates.push({
  name: 'Koopman, 7/34 against 1/34',
  method: 'two-rates',
  source: 'Koopman 1984, Biometrics 40:513, as PropCIs of R prints it',
  command: words('analyze generic=1/34 personalized=7/34 --test score'),
  // A ratio there, a lift here.
  expect: {
    'comparisons.0.relativeEffect.lower': { value: 0.220853, within: 5e-7 },
    'comparisons.0.relativeEffect.upper': { value: 41.575718, within: 5e-7 },
  },
});

const SILVER = [
  '107.8681568 107.8681465 107.8681572 107.8681785 107.8681446 107.8681903 107.8681526 107.8681494 107.8681616 107.8681587 107.8681519 107.8681486 107.8681419 107.8681569 107.8681508 107.8681672 107.8681385 107.8681518 107.8681662 107.8681424 107.8681360 107.8681333 107.8681610 107.8681477',
  '107.8681079 107.8681344 107.8681513 107.8681197 107.8681604 107.8681385 107.8681642 107.8681365 107.8681151 107.8681082 107.8681517 107.8681448 107.8681198 107.8681482 107.8681334 107.8681609 107.8681101 107.8681512 107.8681469 107.8681360 107.8681254 107.8681261 107.8681450 107.8681368',
].map(words);

const summary = (arms) => csv(['variant', 'n', 'm_mean', 'm_var'], arms);

const means = [
  {
    name: 'AtmWtAg, the atomic weight of silver',
    method: 'two-means',
    source:
      'NIST Statistical Reference Datasets, one-way analysis of variance: F 15.9467335677930, whose root is |t|',
    // The seven leading digits of all values are the same.
    digits: 7,
    files: { 'results.csv': units('weight', ...SILVER) },
    command: words('analyze results.csv --metric weight:mean --test student'),
    expect: { 'comparisons.0.statistic': -Math.sqrt(15.946733567793), 'comparisons.0.df': 46 },
  },
  {
    name: 'miles per gallon, equal variances',
    method: 'two-means',
    source: 'NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.3, AUTO83B.DAT',
    files: {
      'results.csv': summary([
        ['generic', 79, 30.48101, 6.10771 ** 2],
        ['personalized', 249, 20.14458, 6.4147 ** 2],
      ]),
    },
    command: words('analyze results.csv --metric m:mean --test student'),
    expect: {
      'comparisons.0.statistic': { value: -12.62059, within: 5e-5 },
      'comparisons.0.df': 326,
    },
  },
  {
    name: 'miles per gallon, unequal variances',
    method: 'two-means',
    source: 'NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.3, AUTO83B.DAT',
    files: {
      'results.csv': summary([
        ['generic', 79, 30.48101, 6.10771 ** 2],
        ['personalized', 249, 20.14458, 6.4147 ** 2],
      ]),
    },
    command: words('analyze results.csv --metric m:mean'),
    expect: {
      'comparisons.0.statistic': { value: -12.94627, within: 5e-5 },
      'comparisons.0.df': { value: 136.875, within: 5e-4 },
    },
  },
  {
    name: '1 to 10 against 7 to 20',
    method: 'two-means',
    source: 'R 4.2.2, example of t.test',
    files: { 'results.csv': units('value', seq(7, 20), seq(1, 10)) },
    command: words('analyze results.csv --metric value:mean'),
    expect: comparison({
      statistic: '-5.4349',
      df: '21.982',
      pValue: '1.855e-5',
      'effect.lower': '-11.052802',
      'effect.upper': '-4.947198',
    }),
  },
  {
    name: 'a mean from its sums',
    method: 'two-means',
    source: 'gbstats of GrowthBook, tests of TwoSidedTTest',
    files: {
      'results.csv': summary(
        [
          ['generic', 3407, 1396.87, 52377.9767],
          ['personalized', 3461, 2422.7, 134698.29],
        ].map(([arm, n, sum, squares]) => [arm, n, sum / n, (squares - sum ** 2 / n) / (n - 1)]),
      ),
    },
    command: words('analyze results.csv --metric m:mean'),
    expect: comparison({
      'effect.estimate': '0.29',
      'effect.lower': '0.04538',
      'effect.upper': '0.53462',
      pValue: '0.02016',
    }),
  },
];

const others = [
  {
    name: 'pain scores after surgery',
    method: 'ranks',
    source: 'Brunner & Munzel 2000, Biometrical Journal 42:17; R, example of brunnermunzel.test',
    files: {
      'results.csv': units(
        'pain',
        [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1],
        [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4],
      ),
    },
    command: words('analyze results.csv --metric pain:mean --test brunner-munzel'),
    expect: comparison({
      'ranks.pValue': '0.005786',
      'ranks.superiority': '0.788961',
      'ranks.lower': '0.5952169',
      'ranks.upper': '0.9827052',
    }),
  },
  {
    name: 'smokers among patients',
    method: 'strength-of-personalization',
    source:
      'Fleiss 1981, Statistical Methods for Rates and Proportions, p. 139; R 4.2.2, example of prop.trend.test',
    command: words(
      'analyze generic=83/86 b=90/93 c=129/136 d=70/82 --control generic --intensity generic=1,b=2,c=3,d=4',
    ),
    expect: printed({ 'trends.0.statistic': '8.2249', 'trends.0.pValue': '0.004132' }),
  },
  {
    name: 'the margin of 18/30 against 10/30',
    method: 'guardrails',
    source: 'Farrington & Manning 1990; gsDesign of R, example of testBinomial with delta0 = -.02',
    files: {
      'results.csv': csv(
        ['variant', 'units', 'ok', 'kept'],
        [
          ['generic', 30, 10, 10],
          ['personalized', 30, 10, 18],
        ],
      ),
    },
    command: words(
      'analyze results.csv --metric ok --metric kept --non-inferior kept=2pp --test score',
    ),
    expect: printed({ 'comparisons.1.statistic': '2.2257961' }),
  },
  {
    name: 'the split of a browser’s users',
    method: 'checks-of-the-data',
    source:
      'Fabijan et al. 2019, KDD 25: Diagnosing Sample Ratio Mismatch, the example of 821,588 and 815,482 users',
    command: words('analyze generic=1000/815482 personalized=1000/821588'),
    expect: {
      'checks.0.pValue': { printed: '1.82e-6' },
      'checks.0.status': 'fail',
      'verdict.decision': 'invalid',
    },
  },
  {
    name: 'the split of Cookie Cats',
    method: 'checks-of-the-data',
    source: 'DataCamp’s Cookie Cats, recomputed by R 4.2.2, chisq.test',
    command: words('analyze generic=8502/44700 personalized=8279/45489'),
    expect: { 'checks.0.pValue': { printed: '0.0086080' }, 'checks.0.status': 'warn' },
  },
];

const sizes = [
  [
    'from .50 to .75 at 90 %',
    'R 4.2.2, example of power.prop.test',
    '--baseline 0.5 --mde 25pp --power 0.9',
    { 'sampleSize.exactPerVariant': '76.7' },
  ],
  [
    '50 units, from .50 to .75',
    'R 4.2.2, example of power.prop.test',
    '--baseline 0.5 --mde 25pp --sample-size 50',
    { power: '0.7401659' },
  ],
  [
    '20 units, one standard deviation',
    'R 4.2.2, example of power.t.test',
    '--mean 10 --sd 1 --mde 1 --sample-size 20',
    { power: '0.8689528' },
  ],
  [
    'one standard deviation at 90 %',
    'R 4.2.2, example of power.t.test',
    '--mean 10 --sd 1 --mde 1 --power 0.9',
    { 'sampleSize.exactPerVariant': '22.02110' },
  ],
  [
    'from 20 % to 25 %, variance under the null pooled',
    'Fleiss 1981; by hand and R 4.2.2, power.prop.test',
    '--baseline 0.2 --mde 5pp --power 0.8',
    { 'sampleSize.exactPerVariant': '1093.74' },
  ],
  [
    'from 12 % to 13 %',
    'R 4.2.2, power.prop.test',
    '--baseline 0.12 --mde 1pp --power 0.8',
    { 'sampleSize.exactPerVariant': '17168.2' },
  ],
  [
    'three tenths of a standard deviation, one-sided',
    'Cohen 1988; pwr of R, example of pwr.t.test',
    '--mean 10 --sd 1 --mde 0.3 --power 0.75 --alternative greater',
    { 'sampleSize.exactPerVariant': '120.2232' },
  ],
].map(([name, source, flags, figures]) => ({
  name,
  method: 'sample-size-and-power',
  source,
  command: ['power', ...words(flags)],
  expect: printed(figures),
}));
sizes.push({
  name: '30 units, 2 of 2.8',
  method: 'sample-size-and-power',
  source:
    'Cohen 1988; pwr of R, example of pwr.t.test, which adds the 1.4e-6 of the opposite tail that R’s own leaves out',
  command: words('power --mean 10 --sd 2.8 --mde 2 --sample-size 30'),
  expect: { power: { value: 0.7764889, within: 2e-6 } },
});
sizes.push({
  name: 'no worse than 20 % by five points',
  method: 'sample-size-and-power',
  source: 'Farrington & Manning 1990; gsDesign of R, nBinomial: 2,697.61 units in all',
  command: words('power --baseline 0.2 --margin 5pp --power 0.9 --alpha 0.025'),
  expect: { 'sampleSize.exactPerVariant': { value: 1348.805, within: 0.0026 } },
});

/** Means and standard deviations that NIST certifies to fifteen digits. */
const MAVRO =
  '2.00180 2.00170 2.00180 2.00190 2.00180 2.00170 2.00150 2.00140 2.00150 2.00150 2.00170 2.00180 2.00180 2.00190 2.00190 2.00210 2.00200 2.00160 2.00140 2.00130 2.00130 2.00150 2.00150 2.00160 2.00150 2.00140 2.00130 2.00140 2.00150 2.00140 2.00150 2.00160 2.00150 2.00160 2.00190 2.00200 2.00200 2.00210 2.00220 2.00230 2.00240 2.00250 2.00270 2.00260 2.00260 2.00260 2.00270 2.00260 2.00250 2.00240';
const MICHELSON =
  '850,740,900,1070,930,850,950,980,980,880,1000,980,930,650,760,810,1000,1000,960,960,960,940,960,940,880,800,850,880,900,840,830,790,810,880,880,830,800,790,760,800,880,880,880,860,720,720,620,860,970,950,880,910,850,870,840,840,850,840,840,840,890,810,810,820,800,770,760,740,750,760,910,920,890,860,880,720,840,850,850,780,890,840,780,810,760,810,790,810,820,850,870,870,810,740,810,940,950,800,810,870';
const around = (first, low, high) => [
  first,
  ...Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? low : high)),
];
const certified = [
  ['NumAcc1', [10000001, 10000003, 10000002], 10000002, 1, 15],
  ['NumAcc2', around(1.2, 1.1, 1.3), 1.2, 0.1, 14],
  // Of 1000000.1 a double keeps nine digits behind the point, which is what limits the others.
  ['NumAcc3', around(1000000.2, 1000000.1, 1000000.3), 1000000.2, 0.1, 8.5],
  ['NumAcc4', around(10000000.2, 10000000.1, 10000000.3), 10000000.2, 0.1, 7.5],
  ['Mavro', words(MAVRO), 2.001856, 0.000429123454003053, 12.5],
  [
    'Michelso',
    MICHELSON.split(',').map((x) =>
      `299.${x.padStart(3, '0')}`.replace(/299\.1(\d{3})$/, '300.$1'),
    ),
    299.8524,
    0.0790105478190518,
    12.5,
  ],
];
const arithmetic = certified.map(([name, data, mean, sd, digits]) => ({
  name: `${name}, mean and standard deviation`,
  method: 'arithmetic',
  source: 'NIST Statistical Reference Datasets, univariate summary statistics',
  digits,
  files: { 'results.csv': units('value', data, data.slice(0, 3)) },
  command: words('analyze results.csv --metric value:mean'),
  expect: {
    'comparisons.0.control.mean': { value: mean, digits: 15 },
    'comparisons.0.control.variance': sd ** 2,
  },
}));

const cases = [...rates, ...means, ...others, ...sizes, ...arithmetic];
const target =
  process.argv[2] ?? join(import.meta.dirname, '../../fixtures/verification/published.json');
const lines = cases.map((one) => `    ${JSON.stringify(one)}`).join(',\n');
writeFileSync(target, `{\n  "schemaVersion": 1,\n  "cases": [\n${lines}\n  ]\n}\n`);
