/** A page of docs/library, and what stands on it. */
export interface Area {
  /** The page's name, as `means` of docs/library/means.md. */
  page: string;
  title: string;
  /** How the paths of its modules begin, below src; of several that fit, the longest is meant. */
  paths: readonly string[];
}

/** The pages in the order of the index: from two samples to a decision, then from a file to a report. */
export const AREAS: readonly Area[] = [
  {
    page: 'proportions',
    title: 'Rates of two samples',
    paths: ['score', 'exact', 'fisher', 'proportion'].map((name) => `stats/tests/${name}`),
  },
  { page: 'means', title: 'Means of two samples', paths: ['stats/tests/'] },
  {
    page: 'ranks-and-quantiles',
    title: 'Ranks and quantiles',
    paths: [
      ...['brunner', 'mann', 'quantile', 'sample-quantile'].map((name) => `stats/tests/${name}`),
      'stats/ordered',
    ],
  },
  {
    page: 'strata-and-trends',
    title: 'Strata, days and trends',
    paths: ['strat', 'pooled', 'trend', 'effect-slope', 'homogeneity'].map(
      (name) => `stats/tests/${name}`,
    ),
  },
  {
    page: 'data-checks',
    title: 'Checks of data',
    paths: ['sample-ratio', 'independence', 'balance'].map((name) => `stats/tests/${name}`),
  },
  { page: 'margins', title: 'Margins and equivalence', paths: ['stats/margin/'] },
  { page: 'sequential', title: 'Tests that are looked at', paths: ['stats/sequential/'] },
  { page: 'power', title: 'Power and sample size', paths: ['stats/power/'] },
  { page: 'posteriors', title: 'Posteriors', paths: ['stats/bayes/'] },
  { page: 'meta', title: 'Many experiments together', paths: ['stats/meta/'] },
  { page: 'value', title: 'What a decision is worth', paths: ['stats/value/'] },
  { page: 'moments', title: 'Moments and multiplicity', paths: ['stats/'] },
  { page: 'distributions', title: 'Distributions', paths: ['stats/distributions/'] },
  { page: 'random', title: 'Random numbers', paths: ['stats/random/'] },
  { page: 'reading', title: 'Reading results', paths: ['read/'] },
  { page: 'plans', title: 'Plans and policies', paths: ['read/plan/', 'read/policy/'] },
  { page: 'experiments', title: 'An experiment', paths: ['experiment/'] },
  { page: 'sizes', title: 'Sizes of a plan', paths: ['experiment/size/'] },
  { page: 'simulation', title: 'Simulation', paths: ['experiment/simulate/'] },
  { page: 'gate', title: 'The gate and its journal', paths: ['gate/', 'read/journal/'] },
  {
    page: 'programme',
    title: 'Experiments on record, and rules for them',
    paths: ['programme/', 'report/wording/rule'],
  },
  { page: 'reports', title: 'Reports and formats', paths: ['report/', 'render/'] },
  { page: 'sql', title: 'SQL', paths: ['sql/'] },
  {
    page: 'errors',
    title: 'Errors and the words in them',
    paths: ['', 'report/wording/plan-words'],
  },
];

/** The page on which what a module exports stands; the module by its path below src. */
export function areaOf(module: string): Area {
  const reach = ({ paths }: Area) =>
    Math.max(...paths.map((path) => (module.startsWith(path) ? path.length : -1)));
  return AREAS.reduce((best, area) => (reach(area) > reach(best) ? area : best));
}
