import { isMissing, type Reading, type ReadOptions } from '../reading.js';
import { type ColumnProfile, profileOf } from '../recognize/column-profile.js';
import { tellsCurrencies } from '../recognize/currencies.js';
import type { Header } from '../recognize/header.js';
import { columnsUsed } from '../recognize/id-columns.js';
import { isNamingColumn } from '../values/column-words.js';
import {
  isAfter,
  marksNoCustomers,
  tellBeforeAndAfter,
  tellsApart,
  tellsTime,
} from '../values/figure-words.js';
import { booleanOf } from '../values/values.js';

/** A column that tells tests, campaigns, metrics, events or currencies apart, and the value that each variant has in it. */
export interface WatchedParts {
  name: string;
  /** The value that will be the one to choose, where one is known to be. */
  likely?: string;
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
  return header.names.flatMap((name, column) => {
    if (name === '' || used.has(column) || name === reading.unitIdColumn) return [];
    const isCurrency = tellsCurrencies({ header, rows, options }, reading, name);
    const first =
      rows.find((fields) => !isMissing(fields[column]!.trim(), options))?.[column] ?? '';
    // Most columns are none of it by their name and one of their texts.
    const mayMark = marksNoCustomers(name) || tellsTime(first);
    if (!isCurrency && !tellsApart(name) && !mayMark) return [];
    const profile = profileOf(rows, column, name, options);
    const likely = rowsOfTest(name, profile);
    const isTelling = tellsParts(name, profile, isCurrency ? rows.length : null);
    if (likely === undefined && !isTelling) return [];
    return [{ name, ...(likely === undefined ? {} : { likely }), byVariant: new Map() }];
  });
}

/** Whether a column tells tests, campaigns, metrics or events apart, or where all of so many rows have one, currencies. */
function tellsParts(
  name: string,
  { isNumeric, isBinary, values }: ColumnProfile,
  ofCurrencies: number | null,
): boolean {
  if (ofCurrencies === null && !tellsApart(name)) return false;
  // Rows that have no amount may have no currency.
  if (ofCurrencies !== null && values.length < ofCurrencies) return false;
  return !(isBinary && isNumeric) && (!isNumeric || isNamingColumn(name));
}

/** The value of the rows that are of the test, where a column marks rows of bots or of before it; else nothing. */
function rowsOfTest(name: string, { values, isBinary }: ColumnProfile): string | undefined {
  const texts = new Set(values);
  if (tellBeforeAndAfter(texts)) return values.find(isAfter);
  if (!isBinary || !marksNoCustomers(name)) return undefined;
  return values.find((text) => text === '0' || booleanOf(text) === 0);
}
