import type { ReadOptions } from '../reading.js';
import type { Header } from '../recognize/header.js';
import { MOST } from './layout.js';
import { missingNumbers } from './missing-numbers.js';
import type { ScanLayout, ScannedFormat } from './scan-layout.js';
import { haveRoom, scannedFilters } from './scanned-filters.js';

/** How to seek the rows that fulfil all conditions; `null` where there are none, or the scanner cannot. */
export function seekPlan(
  header: Header,
  options: ReadOptions,
  { delimiter, lineEnd }: Pick<ScannedFormat, 'delimiter' | 'lineEnd'>,
): ScanLayout | null {
  const { missing } = options;
  const filters = scannedFilters(header, options, null);
  const numbers = missingNumbers(options);
  if (options.comment || numbers.length > MOST.missingNumbers) return null;
  if (filters.length === 0 || !haveRoom(filters)) return null;
  return {
    columns: header.names.length,
    delimiter,
    lineEnd,
    variantColumn: false,
    variant: null,
    texts: [],
    days: null,
    values: [],
    parts: [[]],
    crossed: false,
    trigger: null,
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
    missingNumbers: numbers,
    comment: [],
    steady: [],
  };
}
