import { METHODS, type Method } from '../../experiment/compare/tests.js';
import type { ComparisonReport } from '../comparison-report.js';
import type { Report } from '../report.js';

/** A method that a report used, and who described it. */
export interface MethodSource {
  name: string;
  source: string;
}

/** By whom each test is, its interval and that of the lift. */
const SOURCES: Record<Method, string> = {
  score:
    'Pearson 1900 (the pooled z-test); intervals by Mee 1984 and Farrington & Manning 1990, of the lift by Koopman 1984',
  exact: 'Chan & Zhang 1999; the rates confined as by Berger & Boos 1994',
  fisher: 'Fisher 1935',
  welch: 'Welch 1947; Satterthwaite 1946; the lift by Fieller 1954',
  student: 'Student 1908; the lift by Fieller 1954',
  delta: 'Deng, Knoblich & Lu 2018; Budylin et al. 2018; the lift by Fieller 1954',
  bootstrap: 'Schultzberg & Ankargren 2022; Efron 1979',
  'farrington-manning': 'Farrington & Manning 1990',
  'mantel-haenszel': 'Mantel & Haenszel 1959',
  'post-stratified': 'Miratrix, Sekhon & Yu 2013',
  'confidence-sequence': 'Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024',
};

const CORRECTIONS: Record<Report['design']['correction'], MethodSource | null> = {
  none: null,
  holm: { name: 'Several comparisons: Holm', source: 'Holm 1979' },
  bonferroni: { name: 'Several comparisons: Bonferroni', source: 'Dunn 1961' },
  hochberg: { name: 'Several comparisons: Hochberg', source: 'Hochberg 1988' },
  bh: { name: 'Several comparisons: false discovery rate', source: 'Benjamini & Hochberg 1995' },
};

/** How several comparisons are corrected, and who described it; `null` where they are not. */
export function correctionSource(correction: Report['design']['correction']): MethodSource | null {
  return CORRECTIONS[correction];
}

/** What a comparison may have beside its test. */
const BESIDE: readonly [MethodSource, (one: ComparisonReport) => boolean][] = [
  [
    { name: 'Covariates', source: 'Deng, Xu, Kohavi & Walker 2013' },
    ({ covariate }) => covariate !== null,
  ],
  [
    { name: 'Ranks', source: 'Brunner & Munzel 2000; Neubert & Brunner 2007' },
    ({ ranks }) => ranks !== null,
  ],
  [{ name: 'Skewed means', source: 'Hall 1992' }, ({ skewness }) => skewness?.error != null],
  [
    { name: 'Posterior', source: 'Beta for rates, normal for means' },
    ({ posterior }) => posterior !== null,
  ],
];

const GROUP_SEQUENTIAL: MethodSource = {
  name: 'Looks while it runs: group-sequential',
  source: 'Lan & DeMets 1983',
};

/** By which methods a test is looked at while it runs, where one is planned. */
export function monitoringSources(
  method: Report['design']['monitoring'],
  withFutility: boolean,
): MethodSource[] {
  switch (method) {
    case 'fixed':
      return [];
    case 'always-valid':
      return [
        { name: 'Looks at any time: confidence sequence', source: SOURCES['confidence-sequence'] },
      ];
    case 'group-sequential':
      return withFutility
        ? [GROUP_SEQUENTIAL, { name: 'Futility', source: 'Pampallona, Tsiatis & Kim 2001' }]
        : [GROUP_SEQUENTIAL];
  }
}

/** The methods that a report used, each once, with who described them. */
export function methodSources({ comparisons, design }: Report): MethodSource[] {
  const used = new Set(comparisons.map(({ method }) => method));
  const tests = [...used].map((method) => ({ name: METHODS[method], source: SOURCES[method] }));
  const correction = comparisons.length > 1 ? CORRECTIONS[design.correction] : null;
  const looks = design.monitoring === 'group-sequential' ? [GROUP_SEQUENTIAL] : [];
  const beside = BESIDE.filter(([, isUsed]) => comparisons.some(isUsed)).map(([source]) => source);
  return [...tests, ...(correction === null ? [] : [correction]), ...looks, ...beside];
}
