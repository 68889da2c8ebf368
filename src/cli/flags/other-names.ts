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
  lift: '--mde 5%',
  effect: '--mde 5%',
  'minimum-detectable-effect': '--mde 5%',
  'one-sided': '--alternative greater, or less',
  'one-tailed': '--alternative greater, or less',
  'two-sided': '--alternative two-sided, which is so unless you say otherwise',
  bayesian: '--bayes',
  json: '--format json',
  csv: '--format json, which programs read',
  sep: '--delimiter',
  separator: '--delimiter',
};

/** What an unknown flag may mean, from commander's message about it; `null` where nothing comes to mind. */
export function meantBy(message: string): string | null {
  const [, name = ''] = /unknown option '--([a-z-]+)/.exec(message) ?? [];
  return Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name]! : null;
}
