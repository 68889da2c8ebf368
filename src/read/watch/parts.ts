import type { Reading, ReadOptions } from '../reading.js';
import { profileOf } from '../recognize/column-profile.js';
import { tellsCurrencies } from '../recognize/currencies.js';
import type { Header } from '../recognize/header.js';
import { columnsUsed } from '../recognize/id-columns.js';
import { isNamingColumn } from '../values/column-words.js';
import { tellsApart } from '../values/figure-words.js';

/** A column that tells tests, campaigns, metrics, events or currencies apart, and the value that each variant has in it. */
export interface WatchedParts {
  name: string;
  byVariant: Map<string, string>;
}

/** The columns of which no variant may have two values, since nothing uses them to part its rows. */
export function partColumns(
  header: Header,
  rows: readonly string[][],
  reading: Reading,
  options: ReadOptions,
): WatchedParts[] {
  const used = columnsUsed(reading, header, options);
  const found = header.names.filter((name, column) => {
    if (name === '' || used.has(column) || name === reading.unitIdColumn) return false;
    const isCurrency = tellsCurrencies({ header, rows, options }, reading, name);
    if (!isCurrency && !tellsApart(name)) return false;
    const { isNumeric, isBinary, values } = profileOf(rows, column, name, options);
    // Rows that have no amount may have no currency.
    if (isCurrency && values.length < rows.length) return false;
    return !(isBinary && isNumeric) && (!isNumeric || isNamingColumn(name));
  });
  return found.map((name) => ({ name, byVariant: new Map() }));
}
