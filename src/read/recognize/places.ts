import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import { isMissing, type Reading } from '../reading.js';
import { words } from '../values/column-words.js';
import { findColumn, type Header } from './header.js';
import type { Table } from './labels.js';

/** Places in which customers are, and which may be dealt in their stead. */
const PLACES = new Set([
  ...['store', 'stores', 'shop', 'branch', 'outlet', 'warehouse', 'restaurant', 'hotel', 'venue'],
  ...['city', 'town', 'region', 'state', 'province', 'district', 'county', 'country', 'geo', 'dma'],
  ...['zip', 'zipcode', 'postcode', 'plz', 'market', 'territory', 'area', 'school', 'clinic'],
  ...['hospital', 'village', 'filiale', 'stadt', 'magasin', 'ville', 'tienda', 'ciudad', 'cluster'],
]);

/** Of fewer places each variant may have its own by chance, or because one was dealt to it. */
const LEAST_OF_EACH = 3;

/** Fewer rows than these a place may each be in one variant by chance. */
const ROWS_A_PLACE = 4;

/**
 * Checks that no places were dealt where customers count as if each had been: stores, cities or the like, of which each has
 * one variant alone. What makes a store differ from others then passes for chance between its customers, which is far less.
 * `layout` of counts, and that rows are units, say that customers were dealt.
 *
 * @throws {UserError} naming the column of places, with the way to compare these.
 */
export function checkPlaces(table: Table, reading: Omit<Reading, 'caps'>): void {
  const { header, rows, options } = table;
  const { layout, variantColumn, unitIdColumn, unitsColumn, metrics } = reading;
  const isSaid = options.layout === layout || options.rowsAreUnits === true;
  if (layout === 'summary' || isSaid || variantColumn === null || unitIdColumn !== null) return;
  const variant = findColumn(header, variantColumn)!;
  const column = header.names.findIndex(
    (name, i) => i !== variant && isPlace(name) && areDealt(table, i, variant, layout === 'rows'),
  );
  if (column === -1 || rows.length === 0) return;
  const first = metrics.find(({ success, quantile }) => success === null && quantile === null);
  const ratio =
    layout === 'counts' && first !== undefined ? `${first.column}/${unitsColumn}` : null;
  throw dealt(header, column, ratio);
}

function isPlace(name: string): boolean {
  return words(name).some((word) => PLACES.has(word));
}

/** Whether each place of a column has one variant, and each variant several. */
function areDealt(
  { rows, options }: Table,
  column: number,
  variant: number,
  areUnits: boolean,
): boolean {
  const variants = new Map<string, string>();
  let all = 0;
  for (const fields of rows) {
    const [place, name] = [fields[column]!.trim(), fields[variant]!.trim()];
    if (isMissing(place, options) || isMissing(name, options)) continue;
    all += 1;
    if ((variants.get(place) ?? name) !== name) return false;
    variants.set(place, name);
  }
  const names = [...variants.values()];
  const isMany = (name: string) => names.filter((one) => one === name).length >= LEAST_OF_EACH;
  const several = new Set(names);
  const areRows = !areUnits || all >= ROWS_A_PLACE * variants.size;
  return areRows && several.size > 1 && [...several].every(isMany);
}

function dealt({ file, line, names }: Header, column: number, ratio: string | null): UserError {
  const name = names[column]!;
  const what = `each ${name} has one variant alone: it was dealt, and not the customers in it`;
  return new UserError(what, {
    location: { file, line, column: column + 1 },
    hint: (say) => {
      const way =
        ratio === null
          ? `give one row for each, with its customers and what they did, and compare these as a ratio: ${say.metric('orders/customers', 'ratio')}`
          : `compare these: ${say.again([say.unitId(shellWord(name)), say.metric(shellWord(ratio), 'ratio'), say.layout('rows')], ['metric', 'unitsColumn'])}`;
      const anyway = ratio === null ? say.rowsAreUnits() : say.layout('counts');
      return `${way}; customers were dealt all the same? ${anyway}`;
    },
  });
}
