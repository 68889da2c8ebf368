import type { Reading, ReadOptions } from '../reading.js';
import { profileOf } from '../recognize/column-profile.js';
import type { Header } from '../recognize/header.js';
import { columnsUsed } from '../recognize/id-columns.js';
import { isNamingColumn } from '../values/column-words.js';
import { tellsApart } from '../values/figure-words.js';

/** A column that tells tests, campaigns, metrics or events apart, and the value that each variant has in it. */
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
    if (name === '' || used.has(column) || !tellsApart(name)) return false;
    if (name === reading.unitIdColumn) return false;
    const { isNumeric, isBinary } = profileOf(rows, column, name, options);
    return !(isBinary && isNumeric) && (!isNumeric || isNamingColumn(name));
  });
  return found.map((name) => ({ name, byVariant: new Map() }));
}
