import { INDEX_COLUMN } from '../experiment/surrogate/foretold.js';
import { exactField } from './exact-field.js';

/** A unit with what it was measured by, and the index of that. */
export interface IndexedUnit {
  id: string | null;
  variant: string;
  values: readonly number[];
  index: number;
}

/** What the columns are called that are not the data's own. */
export const INDEXED_COLUMNS = { variant: 'variant', index: INDEX_COLUMN };

/**
 * Units as CSV, a row each, which `analyze` reads; numbers read back exactly.
 *
 * @param names what `values` are called, none as one of INDEXED_COLUMNS
 */
export function renderIndexedUnits(
  rows: readonly IndexedUnit[],
  idColumn: string | null,
  names: readonly string[],
): string {
  const ids = idColumn === null ? [] : [exactField(idColumn)];
  const { variant: variantColumn, index: indexColumn } = INDEXED_COLUMNS;
  const header = [...ids, variantColumn, ...names.map(exactField), indexColumn];
  const lines = rows.map(({ id, variant, values, index }) => [
    ...(idColumn === null ? [] : [exactField(id ?? '')]),
    exactField(variant),
    ...[...values, index].map(String),
  ]);
  return [header, ...lines].map((fields) => `${fields.join(',')}\n`).join('');
}
