/** The words by which columns are recognized, all in lower case. */

/** Who or what may be randomized, by one of them. */
const UNITS = [
  ...['user', 'customer', 'client', 'visitor', 'player', 'member', 'device', 'cookie', 'account'],
  ...['person', 'patient', 'subject', 'participant', 'recipient', 'household', 'subscriber'],
  ...['contact', 'lead', 'respondent', 'student', 'employee', 'guest', 'buyer', 'shopper'],
  ...['seller', 'driver', 'rider', 'donor', 'anonymous', 'viewer', 'reader', 'learner', 'pupil'],
  ...['worker', 'tenant', 'passenger', 'citizen', 'voter', 'owner', 'kunde', 'nutzer', 'benutzer'],
  ...['besucher', 'usuario', 'cliente', 'visitante', 'utilisateur', 'visiteur', 'klant', 'utente'],
  ...['gebruiker', 'пользователь', 'клиент'],
];

/** Several of them, where that is not their name and an s. */
const MANY_UNITS = [
  ...['units', 'people', 'persons', 'subjects', 'uniques', 'trials', 'kunden', 'nutzer'],
  ...['benutzer', 'besucher', 'utenti', 'пользователи', 'клиенты'],
];

/** Words that say how units were counted. */
const COUNTING = new Set([
  ...['n', 'nb', 'num', 'number', 'count', 'counts', 'total', 'totals', 'unique', 'distinct'],
  ...['of', 'no', 'all', 'anzahl', 'nombre', 'sum'],
]);

/** What stands behind units of which each was counted once. */
const UNIQUE = new Set(['uniques', 'unique', 'unici', 'únicos', 'únicas']);

const UNITS_COLUMNS = new Set([
  'n',
  'nobs',
  'sample_size',
  'samplesize',
  'group_size',
  'population',
]);

const UNIT_WORDS = new Set(UNITS);
const UNIT_PLURALS = new Set([...UNITS.map((unit) => `${unit}s`), ...MANY_UNITS]);

/** What happens to a unit, maybe several times, and is named by ids of its own. */
const HAPPENINGS = new Set([
  ...['session', 'visit', 'order', 'transaction', 'purchase', 'invoice', 'booking', 'ticket'],
  ...['request', 'impression', 'email', 'message', 'log', 'record', 'row', 'response', 'call'],
  ...['trip', 'ride', 'payment', 'cart', 'checkout', 'bestellung', 'commande', 'pedido'],
]);

/** Things that are no unit: their ids tell groups of units apart. */
const THINGS = new Set([
  ...['campaign', 'product', 'item', 'sku', 'store', 'shop', 'country', 'region', 'city', 'state'],
  ...[
    'experiment',
    'test',
    'variant',
    'variation',
    'group',
    'arm',
    'treatment',
    'category',
    'page',
  ],
  ...['app', 'version', 'site', 'zip', 'postal', 'post', 'postcode', 'plz', 'channel', 'source'],
  ...['segment', 'cohort', 'bucket', 'cell', 'template', 'creative', 'ad', 'adset', 'keyword'],
  ...['metric', 'event', 'goal', 'feature', 'flag', 'job', 'batch', 'file', 'data', 'dataset'],
  ...['query', 'school', 'class', 'district', 'language', 'currency', 'industry', 'department'],
  ...['dept', 'team', 'platform', 'placement', 'banner', 'article', 'content', 'video', 'song'],
  ...[
    'study',
    'ward',
    'hospital',
    'center',
    'centre',
    'location',
    'market',
    'area',
    'block',
    'run',
  ],
]);

/** Words behind which a name or a number stands. */
const NAMES = new Set(['id', 'ids', 'uid', 'uuid', 'guid', 'identifier', 'pseudo', 'hash']);
const NUMBERS = new Set(['number', 'no', 'nr', 'num', 'nummer', 'numero', 'key', 'code', 'ref']);

/** Numbers that name things or places in time. */
const NAMING_NUMBERS = new Set([
  ...['year', 'yr', 'zip', 'zipcode', 'postcode', 'postal', 'plz', 'phone', 'telephone', 'mobile'],
  ...['fax', 'iban', 'ssn', 'isbn', 'sku', 'ean', 'upc', 'lat', 'latitude', 'lon', 'lng'],
  ...['longitude', 'timestamp', 'epoch', 'jahr', 'année', 'año', 'seed'],
]);

const PERIOD_WORDS = new Set([
  ...['date', 'day', 'week', 'month', 'hour', 'quarter', 'timestamp', 'datum', 'tag', 'woche'],
  ...['monat', 'fecha', 'jour', 'дата', 'weekday'],
]);

/** What the successes of a table may be out of, where it does not say how many units there are. */
const EXPOSURES = [
  ...['delivered', 'deliveries', 'sent', 'sends', 'exposures', 'exposed', 'sessions', 'visits'],
  ...['impressions', 'pageviews', 'views', 'opens', 'emails', 'requests', 'searches', 'clicks'],
  ...['count', 'total', 'size', 'sitzungen', 'sesiones'],
];

/** What R, pandas and others call the column in which they number the rows. */
const INDEX_COLUMNS = new Set([
  ...[
    'row',
    'rownum',
    'row_no',
    'row_number',
    'rownames',
    'row_names',
    'index',
    'idx',
    'unnamed_0',
  ],
]);

/** How surely a column's name says that its values name units: by persons, by happenings, by a number. */
export type IdName = 'unit' | 'happening' | 'any' | null;

/** Whether a column's name says that it holds numbers of units. */
export function isUnitsColumn(name: string): boolean {
  const said = words(name);
  if (UNITS_COLUMNS.has(said.join('_'))) return true;
  const [unit = '', ...others] = said.filter((word) => !COUNTING.has(word));
  // Visiteurs uniques are visitors.
  if (others.some((word) => !UNIQUE.has(word))) return false;
  return (
    UNIT_PLURALS.has(unit) || (UNIT_WORDS.has(unit) && /^(count|counts|total)$/.test(said.at(-1)!))
  );
}

/** What a column's name says that its values name, a row each or several; `null` where it says nothing. */
export function idNameOf(name: string): IdName {
  const said = words(name).flatMap(apart);
  // Sessions per user are a figure, whatever it counts.
  if (said.some((word) => THINGS.has(word) || word === 'per')) return null;
  const [isUnit, isHappening] = [UNIT_WORDS, HAPPENINGS].map((known) =>
    said.some((word) => known.has(word)),
  );
  const isName = said.some((word) => NAMES.has(word));
  if (!isName && !(said.length > 1 && said.some((word) => NUMBERS.has(word)))) return null;
  if (isUnit) return 'unit';
  if (isHappening) return 'happening';
  return isName ? 'any' : null;
}

/** Whether a column's name says that it identifies a unit, so that each row is one. */
export function isIdColumn(name: string): boolean {
  return idNameOf(name) !== null;
}

/** Whether a column is called as units are, so that its values may name them: customer, patient. */
export function isCalledAsUnit(name: string): boolean {
  const [word = '', ...others] = words(name);
  return others.length === 0 && UNIT_WORDS.has(word);
}

/** Whether a column's name says that it tells things apart that are no units: stores, products, places. */
export function isThingColumn(name: string): boolean {
  return words(name).some((word) => THINGS.has(word));
}

/** Whether a column's name says that its numbers name something, so that no sum of them means anything. */
export function isNamingColumn(name: string): boolean {
  const said = words(name).flatMap(apart);
  return said.some((word) => NAMES.has(word) || NAMING_NUMBERS.has(word)) || isThingNumber(said);
}

/** The number, key or code of a thing; but the number of orders is a count. */
function isThingNumber(said: readonly string[]): boolean {
  const last = said.at(-1) ?? '';
  const named = (word: string) => UNIT_WORDS.has(word) || HAPPENINGS.has(word) || THINGS.has(word);
  return said.length > 1 && NUMBERS.has(last) && said.slice(0, -1).some(named);
}

/** Whether a column's name says that it holds a day or another period, so that a row sums one up. */
export function isPeriodColumn(name: string): boolean {
  return words(name).some((word) => PERIOD_WORDS.has(word));
}

/** Whether a column's name says that it only numbers the rows. */
export function isIndexColumn(name: string): boolean {
  return INDEX_COLUMNS.has(words(name).join('_'));
}

/** How likely a column holds what successes are out of, by its name: the least is the likeliest; −1 not at all. */
export function exposureRank(name: string): number {
  const said = words(name).filter(
    (word) => !COUNTING.has(word) || word === 'count' || word === 'total',
  );
  if (said.length > 2) return -1;
  const own = said.length > 1 ? said.filter((one) => one !== 'total') : said;
  // Of "emails sent" what was sent is told by the second word.
  const ranks = own.map((word) => EXPOSURES.indexOf(word)).filter((rank) => rank >= 0);
  return ranks.length === 0 || EXPOSURES.indexOf(own[0]!) < 0 ? -1 : Math.min(...ranks);
}

/** userid and customernumber have no space to be cut at. */
function apart(word: string): string[] {
  const [, unit = '', rest = ''] =
    /^(.+?)(ids?|guid|uuid|nummer|number|no|nr|key)$/.exec(word) ?? [];
  const known = UNIT_WORDS.has(unit) || HAPPENINGS.has(unit) || UNIT_PLURALS.has(unit);
  return known || /[\u0080-\uffff]$/.test(unit) ? [unit.replace(/n$/, ''), unit, rest] : [word];
}

/** The words of a name in lower case: at ASCII spaces, punctuation and changes to upper case. */
export function words(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9\u0080-\uffff]+/)
    .filter((word) => word !== '');
}
