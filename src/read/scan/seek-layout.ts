import type { ReadOptions } from '../reading.js';
import type { Header } from '../recognize/header.js';
import { isLikeNumber, type ScanLayout } from './scan-layout.js';
import { haveRoom, scannedFilters } from './scanned-filters.js';

/** How to seek the rows that fulfil all conditions; `null` where there are none, or the scanner cannot. */
export function seekPlan(
  header: Header,
  options: ReadOptions,
  delimiter: string,
): ScanLayout | null {
  const { missing } = options;
  const filters = scannedFilters(header, options, null);
  if (options.comment || missing.some(isLikeNumber)) return null;
  if (filters.length === 0 || !haveRoom(filters)) return null;
  return {
    columns: header.names.length,
    delimiter,
    variantColumn: false,
    texts: [],
    values: [],
    parts: [[]],
    crossed: false,
    unitsColumn: null,
    unitId: null,
    metrics: [],
    keeps: [],
    ids: [],
    idLevels: [],
    filters,
    seeks: true,
    variants: [],
    missing,
  };
}
