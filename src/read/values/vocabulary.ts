import { words } from './column-words.js';

/** The names by which variants and outcomes are recognized, all in lower case. */

const VARIANT_COLUMNS = new Set([
  'variant',
  'variation',
  'group',
  'arm',
  'treatment',
  'treat',
  'treated',
  'assignment',
  'version',
  'condition',
  'bucket',
  'cell',
  'experience',
  'experiment_group',
  'test_group',
  'ab_group',
]);

const VARIANT_WORDS = new Set(['variant', 'variation', 'group', 'arm', 'version']);

/** Beside these, a group or a version is a trait of units, or of what they use: age group, app version. */
const OF_TRAITS = new Set([
  ...['age', 'customer', 'product', 'price', 'income', 'article', 'item', 'sku', 'store', 'shop'],
  ...['channel', 'device', 'region', 'country', 'category', 'loyalty', 'risk', 'language', 'blood'],
  ...['material', 'merchandise', 'brand', 'size', 'gender', 'ethnic', 'tax', 'discount', 'asset'],
  ...['app', 'browser', 'os', 'ios', 'android', 'sdk', 'api', 'software', 'firmware', 'schema'],
  ...['client', 'build', 'consent', 'policy', 'terms', 'model', 'kunden', 'produkt', 'alters'],
]);

const CONTROLS = new Set([
  'generic',
  'control',
  'ctrl',
  'a',
  'baseline',
  'original',
  'default',
  'placebo',
  'holdout',
  '0',
  'false',
]);

/** First words of a control that is nothing at all. */
const NOTHING = new Set(['no', 'none', 'nothing', 'without']);

/** Control names that hardly stand in a column for another reason. */
const TELLING_CONTROLS = new Set(['generic', 'control', 'baseline', 'placebo']);

/** Words that name an outcome of a visit, so hardly a trait of the visitor. */
const OUTCOME_WORDS = new Set([
  'conversion',
  'conversions',
  'converted',
  'click',
  'clicks',
  'clicked',
  'open',
  'opens',
  'opened',
  'signup',
  'signups',
  'signed',
  'purchase',
  'purchases',
  'purchased',
  'order',
  'orders',
  'ordered',
  'bought',
  'revenue',
  'spend',
  'subscribed',
  'unsubscribed',
  'subscriptions',
  'enrolled',
  'enrollments',
  'success',
  'successes',
  'retained',
  'retention',
  'churned',
  'outcome',
  ...['profit', 'amount', 'sales', 'gmv', 'income', 'turnover', 'spending', 'spent', 'paid'],
  ...[
    'payment',
    'payments',
    'registered',
    'registrations',
    'registration',
    'cancelled',
    'canceled',
  ],
  ...[
    'refund',
    'refunds',
    'refunded',
    'bounce',
    'bounced',
    'unsubscribes',
    'installs',
    'installed',
  ],
  ...['activated', 'activation', 'activations', 'downloads', 'downloaded', 'replied', 'replies'],
  ...[
    'responded',
    'checkout',
    'checkouts',
    'booked',
    'bookings',
    'upgraded',
    'upgrades',
    'renewed',
  ],
  ...[
    'renewals',
    'returns',
    'complaints',
    'errors',
    'crashed',
    'churn',
    'survived',
    'died',
    'death',
  ],
  ...[
    'recovered',
    'healed',
    'cured',
    'response',
    'converts',
    'clicked',
    'watched',
    'completed',
    'completions',
  ],
  ...['umsatz', 'bestellt', 'bestellungen', 'gekauft', 'geklickt', 'gewinn', 'acheté', 'cliqué'],
  ...['achats', 'commandes', 'comprado', 'compras', 'конверсия', 'выручка', 'покупка', 'куплено'],
]);

/** Words of what came of a unit, where a text tells it. */
const RESULT_WORDS = new Set([
  ...['status', 'result', 'action', 'decision', 'answer', 'final', 'behavior', 'behaviour'],
  ...['ergebnis', 'resultado', 'r\u00e9sultat', 'statut', 'estado'],
]);

/** Words that name what was before the test, which no experience can have changed. */
const PAST_WORDS = new Set(['past', 'previous', 'prior', 'pre', 'before', 'earlier', 'historical']);

/** Whether a column's name says by itself that it holds the variant. */
export function isVariantColumn(name: string): boolean {
  return VARIANT_COLUMNS.has(words(name).join('_'));
}

/** Whether a column's name has a word in it that names variants, as email_version does, and app_version does not. */
export function mentionsVariant(name: string): boolean {
  const said = words(name);
  return said.some((word) => VARIANT_WORDS.has(word)) && !said.some((word) => OF_TRAITS.has(word));
}

/** Whether a column's name has a word in it that begins as treatments are called, as treattype has. */
export function mentionsTreatment(name: string): boolean {
  return words(name).some((word) => /^(treat|variant|experiment)/.test(word));
}

/** Whether a column's name says that it holds an outcome, and not one of before. */
export function isOutcomeColumn(name: string): boolean {
  const said = words(name);
  return said.some((word) => OUTCOME_WORDS.has(word)) && !said.some((word) => PAST_WORDS.has(word));
}

/** Whether a column's name says that its texts tell what came of a unit. */
export function isResultColumn(name: string): boolean {
  return isOutcomeColumn(name) || words(name).some((word) => RESULT_WORDS.has(word));
}

/** Whether a variant's name says that it is the control. */
export function isControl(name: string): boolean {
  return CONTROLS.has(name.trim().toLowerCase());
}

/** Whether a variant's name says so by a word, as "Control Campaign" does, or by a no, as "No E-Mail". */
export function mentionsControl(name: string): boolean {
  const all = words(name);
  return NOTHING.has(all[0] ?? '') || all.some((word) => TELLING_CONTROLS.has(word));
}

/** Words of what was there before, which may be the control; and of what came, which is none. */
const EARLIER = new Set([
  ...['old', 'off', 'before', 'current', 'champion', 'existing', 'previous', 'legacy', 'standard'],
  ...['status', 'quo', 'normal', 'untreated', 'unpersonalized', 'bisher', 'ancien', 'viejo'],
]);
const LATER = new Set([
  ...['new', 'on', 'after', 'challenger', 'treatment', 'treated', 'test', 'variant', 'variation'],
  ...['personalized', 'personalised', 'targeted', 'neu', 'nouveau', 'nuevo'],
]);

/**
 * The variant that is likeliest to be the control by a word of its name, else the first that has no word of what is new, else
 * the first: only to be asked about.
 */
export function suggestedControl(variants: readonly string[]): string {
  const has = (some: ReadonlySet<string>) => (name: string) =>
    words(name).some((word) => some.has(word));
  const isLater = has(LATER);
  return variants.find(has(EARLIER)) ?? variants.find((name) => !isLater(name)) ?? variants[0]!;
}

/** Whether a text is a control's name that hardly stands in a column for another reason. */
export function isTellingControl(text: string): boolean {
  return TELLING_CONTROLS.has(text.trim().toLowerCase());
}
