import { shellWord } from '../../vocabulary.js';

/** What flags are called elsewhere, and how the same is said here. */
const OTHER_NAMES: Record<string, string> = {
  confidence: 'a confidence of 95 % is --alpha 0.05',
  'confidence-level': 'a confidence of 95 % is --alpha 0.05',
  significance: '--alpha 0.05',
  daily: '--daily-units 5000, units a day over all variants',
  traffic: '--daily-units 5000, units a day over all variants',
  n: '--sample-size, units in each variant',
  size: '--sample-size, units in each variant',
  samples: '--sample-size, units in each variant',
  users: '--units-column COLUMN in counts, or --unit-id COLUMN in rows',
  units: '--units-column COLUMN in counts, or --unit-id COLUMN in rows',
  id: '--unit-id COLUMN',
  'user-id': '--unit-id COLUMN',
  filter: '--where "COLUMN = VALUE"',
  only: '--where "COLUMN = VALUE"',
  variant: '--variant-column COLUMN, or --variants A,B for some of them',
  group: '--variant-column COLUMN',
  treatment: '--control NAME says the control; all others are treatments',
  baseline: '--control NAME says the control; of power, --baseline is its rate',
  metrics: '--metric NAME, once for each',
  'conversion-rate': 'of power, --baseline 10%; of results, --metric NAME',
  rate: 'of power, --baseline 10%; of results, --metric NAME',
  margin: '--non-inferior METRIC=1pp',
  plan: 'the plan, then the results: perso-test gate plan.yaml results.csv',
  lift: '--mde 5%',
  effect: '--mde 5%',
  'minimum-detectable-effect': '--mde 5%',
  'one-sided': '--alternative greater, or less',
  'one-tailed': '--alternative greater, or less',
  'two-sided': '--alternative two-sided, which is so unless you say otherwise',
  bayesian: '--bayes',
  color: 'terminals get colour by themselves; FORCE_COLOR=1 gives it to others',
  colour: 'terminals get colour by themselves; FORCE_COLOR=1 gives it to others',
  json: '--format json',
  csv: '--format csv',
  pairwise: '--all-pairs',
  pooled: '--pool-treatments',
  sep: '--delimiter',
  separator: '--delimiter',
  guardrail: '--non-inferior METRIC=1pp',
  kpi: '--metric NAME, the primary one first',
  goal: '--metric NAME, the primary one first',
  split: '--allocation generic=1,personalized=1; of power, 1:1',
  weights: '--allocation generic=1,personalized=1; of power, 1:1',
  strength: '--intensity generic=0,light=1,full=2',
  cuped: '--covariate METRIC=COLUMN',
  winsorize: '--cap METRIC=99%',
  trim: '--cap METRIC=99%',
  sequential: '--monitoring always-valid',
  day: '--over-time COLUMN',
  date: '--over-time COLUMN',
  runs: '--experiments 10000',
  trials: '--experiments 10000',
  simulations: '--experiments 10000',
  html: '--format html=report.html',
  markdown: '--format markdown',
};

/** Which files a command takes, and in which order. */
const FILES: Record<string, string> = {
  analyze: 'name the results: perso-test analyze results.csv; of standard input: -',
  summarize: 'name the results: perso-test summarize results.csv; of standard input: -',
  describe: 'one file: perso-test describe results.csv; of standard input: -',
  gate: 'the plan, then the results: perso-test gate plan.yaml results.csv',
  plan: 'a plan alone: perso-test plan plan.yaml; with results: perso-test gate plan.yaml results.csv',
  power: 'figures of past results? perso-test power --from results.csv',
  simulate:
    'a plan alone: perso-test simulate plan.yaml; units of past results: --from results.csv',
};

/** What of other commands' flags a plan says instead, by the key that says it. */
const PLAN_KEYS: Record<string, string> = {
  metric: 'metrics',
  mde: 'mde of a metric',
  'lower-is-better': 'direction of a metric',
  'higher-is-better': 'direction of a metric',
  'non-inferior': 'margin of a metric',
  equivalent: 'margin of a metric',
  covariate: 'covariate of a metric',
  value: 'value of the primary metric',
  baseline: 'baseline of a metric',
  cost: 'variants.cost',
  intensity: 'variants.intensity',
  'variant-column': 'variants.column',
  control: 'variants.control',
  allocation: 'variants.allocation',
  segment: 'segments',
  stratify: 'stratify',
  alpha: 'alpha',
  power: 'power',
  alternative: 'alternative',
  correction: 'correction',
  'sample-size': 'sampleSize',
  'daily-units': 'units.daily',
  'unit-id': 'units.id',
  'units-column': 'units.column',
  'rows-are-units': 'units.rows',
  where: 'reading.where',
  variants: 'reading.variants',
  missing: 'reading.missing',
  'empty-is': 'reading.emptyIs',
  'on-bad-row': 'reading.onBadRow',
  decimal: 'reading.decimal',
  thousands: 'reading.thousands',
  comment: 'reading.comment',
  cap: 'cap of a metric',
  monitoring: 'monitoring.method',
  looks: 'monitoring.looks',
  spending: 'monitoring.spending',
  futility: 'futility',
  'minimum-days': 'minimumDays',
  'whole-weeks': 'wholeWeeks',
  'decide-by': 'decideBy',
};

/** What only an analysis may be asked for. */
const ANALYZED = ['all-pairs', 'pool-treatments'];

/** The commands that are told by a plan what is measured and how it is decided. */
const PLANNED = ['gate', 'plan'];

/**
 * What an unknown flag, a missing or another file of a command may mean, from commander's message about it; `null` where nothing comes
 * to mind.
 *
 * @param flags those that the command has: --metric.
 */
export function meantBy(message: string, command: string, flags: readonly string[]): string | null {
  const files = Object.hasOwn(FILES, command) ? FILES[command]! : null;
  if (files !== null && /missing required argument|too many arguments/.test(message)) return files;
  const [, unknown = ''] = /unknown command '(.*\.\w+)'/.exec(message) ?? [];
  if (unknown !== '') return `a file? perso-test describe ${shellWord(unknown)}`;
  const [, name = ''] = /unknown option '--([a-z-]+)/.exec(message) ?? [];
  if (PLANNED.includes(command) && ANALYZED.includes(name)) {
    return `a gate decides on each treatment and the control alone: perso-test analyze --${name}`;
  }
  const meant = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name]! : null;
  const named = (meant ?? `--${name}`).match(/--[a-z-]+/g) ?? [];
  const key = named.map((flag) => flag.slice(2)).find((flag) => Object.hasOwn(PLAN_KEYS, flag));
  if (PLANNED.includes(command) && key !== undefined) {
    return `the plan holds it, so that it cannot change with the data: ${PLAN_KEYS[key]}`;
  }
  if (meant === null || named.length === 0 || meant.includes('perso-test')) return meant;
  // Of what only other commands have, nothing is said.
  return named.some((flag) => flags.includes(flag)) ? meant : null;
}
