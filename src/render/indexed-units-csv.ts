import { exactField } from './exact-field.js';

/** The index of a unit. */
export interface IndexedUnit {
  id: string | null;
  variant: string;
  index: number;
}

/** Units as CSV, a row each, which `analyze` reads; numbers read back exactly. */
export function renderIndexedUnits(rows: readonly IndexedUnit[], idColumn: string | null): string {
  const ids = idColumn === null ? [] : [exactField(idColumn)];
  const header = [...ids, 'variant', 'surrogate_index'];
  const lines = rows.map(({ id, variant, index }) => [
    ...(idColumn === null ? [] : [exactField(id ?? '')]),
    exactField(variant),
    String(index),
  ]);
  return [header, ...lines].map((fields) => `${fields.join(',')}\n`).join('');
}
