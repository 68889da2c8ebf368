import {
  isCalledAsUnit,
  isIdColumn,
  isIndexColumn,
  isNamingColumn,
  isPeriodColumn,
  isUnitsColumn,
  words,
} from './column-words.js';

/** The words by which it is recognized what figures and labels are, all in lower case. */

/** Amounts, which have a variance between units that their sum does not tell. */
const SUMS = new Set([
  ...['revenue', 'revenues', 'spend', 'spent', 'spending', 'gmv', 'sales', 'amount', 'amounts'],
  ...['income', 'turnover', 'price', 'cost', 'costs', 'profit', 'margin', 'value', 'money', 'usd'],
  ...['eur', 'gbp', 'chf', 'jpy', 'earnings', 'umsatz', 'erlös', 'einnahmen', 'gewinn', 'ingresos'],
  ...[
    'ventas',
    'recettes',
    'ventes',
    'выручка',
    'seconds',
    'minutes',
    'duration',
    'time',
    'points',
  ],
  ...['score', 'quantity', 'mrr', 'arr', 'payout', 'basket', '売上', '收入'],
]);

/** Shares and averages, which are no numbers of anything. */
const RATES = new Set([
  ...['rate', 'rates', 'pct', 'percent', 'percentage', 'ratio', 'ctr', 'cvr', 'cr', 'cpc', 'cpa'],
  ...[
    'share',
    'avg',
    'average',
    'mean',
    'median',
    'per',
    'arpu',
    'arppu',
    'aov',
    'rpv',
    'rpu',
    'ltv',
  ],
  ...['clv', 'quote', 'anteil', 'taux', 'tasa', 'uplift', 'lift', 'sd', 'se', 'std', 'stddev'],
]);

/** What tells rows apart that are not to be put together: other tests, other measures. */
const TELLING_APART = new Set([
  ...['test', 'tests', 'experiment', 'experiments', 'campaign', 'campaigns', 'study', 'flag'],
  ...[
    'metric',
    'metrics',
    'kpi',
    'event',
    'events',
    'measure',
    'indicator',
    'goal',
    'step',
    'funnel',
  ],
  ...[
    'kampagne',
    'kennzahl',
    'metrik',
    'métrique',
    'campagne',
    'métrica',
    'campaña',
    'эксперимент',
  ],
]);

/** Those that tell metrics or events apart. */
const MEASURES = new Set([
  ...['metric', 'metrics', 'kpi', 'event', 'events', 'measure', 'indicator', 'goal', 'step'],
  ...['funnel', 'kennzahl', 'metrik', 'm\u00e9trique', 'm\u00e9trica'],
]);

/** Of a column that says in which currency the amounts of its row are. */
const CURRENCIES = new Set([
  ...['currency', 'currencies', 'ccy', 'währung', 'waehrung', 'devise', 'moneda', 'divisa'],
  ...['valuta', 'moeda', 'waluta', 'валюта', '通貨', '币种', '货币'],
]);

/** What marks rows of no customer, and what else may stand in such a name. */
const MARKS = new Set([
  ...['bot', 'bots', 'robot', 'crawler', 'spider', 'internal', 'qa', 'test', 'tester', 'excluded'],
  ...['exclude', 'invalid', 'dummy', 'synthetic'],
]);
const BESIDE_MARKS = new Set([
  ...[
    'is',
    'was',
    'has',
    'flag',
    'user',
    'users',
    'traffic',
    'row',
    'account',
    'customer',
    'order',
  ],
]);

/** What rows of before a test are called, and those of it. */
const BEFORE = new Set([
  ...[
    'pre',
    'before',
    'pre period',
    'pre test',
    'pretest',
    'preperiod',
    'pre experiment',
    'a a',
    'aa',
  ],
  ...['vorher', 'avant', 'antes', 'baseline period', 'pre launch', 'pre treatment'],
]);
const AFTER = new Set([
  ...[
    'post',
    'after',
    'during',
    'test',
    'post period',
    'test period',
    'posttest',
    'post test',
    'a b',
  ],
  ...[
    'ab',
    'nachher',
    'apr\u00e8s',
    'despu\u00e9s',
    'experiment',
    'experiment period',
    'post launch',
  ],
  ...['post treatment', 'in test', 'during test', 'treatment period'],
]);

/** Sums of other things than money; and codes that say of which currency it is. */
const NO_MONEY = new Set(['seconds', 'minutes', 'duration', 'time', 'points', 'score', 'quantity']);
const CODES = new Set([
  'usd',
  'eur',
  'gbp',
  'chf',
  'jpy',
  'sek',
  'nok',
  'dkk',
  'pln',
  'cad',
  'aud',
]);

/** The variant of a row that sums up the others. */
const TOTALS = new Set([
  ...['total', 'totals', 'grand total', 'sub total', 'subtotal', 'gesamt', 'insgesamt', 'summe'],
  ...['suma', 'somme', 'totale', 'total général', 'итого', 'всего', '合計', '总计', '小计', 'σ'],
  ...[
    'gesamtergebnis',
    'gesamtsumme',
    'all variants',
    'all groups',
    'total general',
    'grand totals',
  ],
]);

/** Where rows are sums, these too. */
const TOTALS_OF_SUMS = new Set([
  'all',
  'overall',
  'sum',
  'alle',
  'tous',
  'todos',
  'combined',
  'both',
]);

/** Behind the name of what a row sums up, as spreadsheets write it: DE Total, DE Ergebnis. */
const ENDS_OF_TOTALS = new Set(['total', 'totals', 'ergebnis', 'gesamt']);

/** Whatever may be put together behind "all": all devices, all visitors, all time. */
const ALL_OF = new Set([
  ...['visitors', 'users', 'customers', 'sessions', 'visits', 'traffic', 'devices', 'countries'],
  ...['markets', 'regions', 'channels', 'sources', 'platforms', 'browsers', 'segments', 'pages'],
  ...['stores', 'cities', 'languages', 'categories', 'time', 'days', 'weeks', 'months', 'periods'],
]);

/** What stands for no variant at all, beside the usual texts for a missing value. */
const NO_VARIANT = new Set([
  ...['nan', 'nil', 'undefined', '(null)', '(none)', '(not set)', 'not set', '(empty)', '(blank)'],
  ...['<na>', '<null>', '<none>', 'nat', '-', '--', '?', 'unknown', '(unknown)', 'unassigned'],
  ...['excluded', 'ineligible', 'not eligible', 'not_eligible', 'not bucketed', 'not_bucketed'],
  ...['not in experiment', 'not_in_experiment', 'not in test', 'not_in_test', '(other)'],
  ...['not assigned', 'not_assigned', 'missing', '(missing)', '#ref!', '#value!', '(not assigned)'],
]);

/** Words of traits that people have before the test, which are no outcome though they are yes or no. */
const TRAITS = new Set([
  ...['age', 'male', 'female', 'gender', 'sex', 'married', 'black', 'white', 'hispanic', 'hisp'],
  ...[
    'mobile',
    'desktop',
    'new',
    'newbie',
    'returning',
    'mens',
    'womens',
    'ios',
    'android',
    'tenure',
  ],
  ...['premium', 'loyal', 'education', 'educ', 'region', 'vip', 'smoker', 'employee', 'eligible'],
]);

/** Whether a column's name says that its numbers are amounts, or sums of them. */
export function isSumColumn(name: string): boolean {
  return (
    !isRateColumn(name) &&
    (/[$\u20ac\u00a3\u00a5\u20b9]/.test(name) || words(name).some((word) => SUMS.has(word)))
  );
}

/** Whether a column's name says that its numbers are shares or averages. */
export function isRateColumn(name: string): boolean {
  return name.includes('%') || words(name).some((word) => RATES.has(word));
}

/** Whether a column's name says that it tells tests, campaigns, metrics or events apart. */
export function tellsApart(name: string): boolean {
  const said = words(name);
  if (said.includes('utm') || isPeriodColumn(name) || said.includes('time')) return false;
  return said.some((word) => TELLING_APART.has(word));
}

/** Whether a column's name says that it tells metrics or events apart, which no sum puts together. */
export function tellsMeasuresApart(name: string): boolean {
  return words(name).some((word) => MEASURES.has(word));
}

/** Whether a column's name says that it marks rows which are of no customer: is_bot, internal, is_test. */
export function marksNoCustomers(name: string): boolean {
  const said = words(name).filter((word) => !BESIDE_MARKS.has(word));
  return said.length === 1 && MARKS.has(said[0]!);
}

/** Whether texts say what was before a test and what came with it, and nothing else. */
export function tellBeforeAndAfter(texts: ReadonlySet<string>): boolean {
  const plain = [...texts].map((text) => words(text).join(' '));
  const isOf = (some: ReadonlySet<string>) => plain.some((text) => some.has(text));
  return isOf(BEFORE) && isOf(AFTER) && plain.every((text) => BEFORE.has(text) || AFTER.has(text));
}

/** Whether a text says that its row is of the test, where others are of before. */
export function isAfter(text: string): boolean {
  return AFTER.has(words(text).join(' '));
}

/** Whether a text says that its row is of before a test, or of it. */
export function tellsTime(text: string): boolean {
  return isAfter(text) || BEFORE.has(words(text).join(' '));
}

/** Whether a column's name says that it holds currencies. */
export function isCurrencyColumn(name: string): boolean {
  return words(name).some((word) => CURRENCIES.has(word));
}

/** Whether a column's name says that it holds amounts of money, and not of which currency. */
export function isMoneyColumn(name: string): boolean {
  return isSumColumn(name) && !words(name).some((word) => NO_MONEY.has(word) || CODES.has(word));
}

/** Whether a text says that its row sums up others; `ofSums` where rows are sums themselves. */
export function isTotal(text: string, ofSums: boolean): boolean {
  const said = words(text);
  const plain = said.join(' ');
  if (TOTALS.has(plain) || (ofSums && TOTALS_OF_SUMS.has(plain))) return true;
  const [first = '', last = ''] = said;
  const isAll = first === 'all' && ALL_OF.has(last);
  return ofSums && said.length === 2 && (isAll || ENDS_OF_TOTALS.has(last));
}

/** Whether a text in the column of variants, by itself no missing value, says that there is none. */
export function isNoVariant(text: string): boolean {
  return NO_VARIANT.has(text.toLowerCase());
}

/** Whether a column's name says that it holds a trait rather than an outcome. */
export function isTraitColumn(name: string): boolean {
  return words(name).some((word) => TRAITS.has(word));
}

/** Whether a column's name says that it holds ids, numbers of rows, days, units or traits of them. */
export function isNoVariantColumn(name: string): boolean {
  return [
    isIdColumn,
    isCalledAsUnit,
    isNamingColumn,
    isIndexColumn,
    isPeriodColumn,
    isUnitsColumn,
    isTraitColumn,
  ].some((says) => says(name));
}
