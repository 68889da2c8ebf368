import { chosenVariant, filtersOf, type RowFilter, verdictOn } from '../fold/chosen-rows.js';
import type { Reading, ReadOptions } from '../reading.js';
import { findColumn, type Header } from '../recognize/header.js';
import { fulfils, type Incomparable } from '../values/condition.js';
import {
  type DecidingStart,
  decidingStart,
  namedTexts,
  turningPoints,
} from '../values/condition-classes.js';
import { isTotal } from '../values/figure-words.js';
import { MOST } from './layout.js';
import type { ValueColumn } from './scanned-values.js';

/** What a row's field must be for the row to be read; plain data. */
export interface ScannedFilter {
  /** Its position, from 0. */
  column: number;
  /** A condition; or that it is a variant that was asked for; or no total, which needs judgement. */
  rule: RowFilter | 'variant' | 'no total';
  /** The decimal separator of numbers; `null` where they are judged as texts. */
  decimal: string | null;
  /** The verdicts on numbers, in order; the last turn is at Infinity. */
  turns: Turn[];
  /** What decides on a text that begins with a digit; `null`: all of it. */
  start: DecidingStart | null;
  /** What words fare otherwise than others, and the verdict on those; `null` where each is to be judged. */
  words: { named: string[]; others: number } | null;
}

/** A number, with the verdicts on it and on those between it and the last. */
export interface Turn {
  at: number;
  below: number;
  on: number;
}

/** The filters that a row must pass one after the other: conditions, then variants where a column has them. */
export function scannedFilters(
  header: Header,
  options: ReadOptions,
  variantColumn: number | null,
): ScannedFilter[] {
  const conditions = filtersOf(header, options).map((rule) => scannedRule(rule, options));
  const { variants = [] } = options;
  if (variants.length === 0 || variantColumn === null) return conditions;
  const asked = { rule: 'variant' as const, decimal: null, turns: [], start: null, words: null };
  return [...conditions, { column: variantColumn, ...asked }];
}

/**
 * Filters that leave no row out: where rows are sums, no field may say that its row sums up others. They look at
 * the columns that nothing else reads, but for the variant's, whose names are judged by themselves.
 */
export function noTotals(
  header: Header,
  { variantColumn }: Pick<Reading, 'variantColumn'>,
  { texts, values }: { texts: readonly number[]; values: readonly ValueColumn[] },
): ScannedFilter[] {
  const variant = variantColumn === null ? null : findColumn(header, variantColumn);
  const read = [variant, ...texts, ...values.map(({ column }) => column)];
  const others = header.names.map((_, column) => column).filter((one) => !read.includes(one));
  return others.map((column) => ({
    column,
    rule: 'no total' as const,
    decimal: '.',
    turns: [{ at: Number.POSITIVE_INFINITY, below: 1, on: 1 }],
    // No total begins with a digit.
    start: { length: 1, day: null },
    words: null,
  }));
}

/** Whether the scanner has room for filters. */
export function haveRoom(filters: readonly ScannedFilter[]): boolean {
  const turns = filters.reduce((sum, one) => sum + one.turns.length, 0);
  const words = filters.reduce((sum, one) => sum + (one.words?.named.length ?? 0), 0);
  return filters.length <= MOST.filters && turns <= MOST.turns && words <= MOST.words;
}

function scannedRule(rule: RowFilter, { missing }: ReadOptions): ScannedFilter {
  const { column, condition, format } = rule;
  const points = turningPoints(condition, format);
  const turns = points === null ? [] : turnsAt(points, rule);
  // What stands for a missing value is told by all of its text.
  const start = missing.some((text) => /^\d/.test(text)) ? null : decidingStart(condition);
  const words = wordsOf(rule);
  return { column, rule, decimal: points === null ? null : format.decimal, turns, start, words };
}

function wordsOf({ condition, format }: RowFilter): ScannedFilter['words'] {
  const named = namedTexts(condition);
  if (named === null || named.some((text) => Buffer.byteLength(text) > MOST.wordBytes)) return null;
  // A word that is longer than all of them is another.
  const other = 'x'.repeat(1 + Math.max(...named.map(({ length }) => length)));
  return { named, others: codeOf(fulfils(condition, other, false, format)) };
}

function turnsAt(points: readonly number[], { condition, format }: RowFilter): Turn[] {
  const sorted = [...new Set(points)].sort((a, b) => a - b);
  const verdict = (x: number) => {
    const text = String(x).replace('.', format.decimal);
    return codeOf(fulfils(condition, text, false, format));
  };
  const turns = sorted.map((at, i) => {
    const below = i === 0 ? at - Math.abs(at) - 1 : middle(sorted[i - 1]!, at);
    return { at, below: verdict(below), on: verdict(at) };
  });
  const last = sorted.at(-1) ?? 0;
  const above = verdict(last + Math.abs(last) + 1);
  return [...turns, { at: Number.POSITIVE_INFINITY, below: above, on: above }];
}

/** A number between two, if there is one. */
function middle(a: number, b: number): number {
  return a / 2 + b / 2;
}

function codeOf(verdict: boolean | Incomparable): number {
  return typeof verdict === 'boolean' ? Number(verdict) : JUDGE;
}

/** What the scanner takes for: the row needs judgement. */
export const JUDGE = -1;

/** What a filter says of a trimmed text: 1 or 0; −1 where its row needs judgement. */
export function filterVerdict(
  { rule }: ScannedFilter,
  text: string,
  options: Pick<ReadOptions, 'missing'> & { variants: readonly string[] },
): number {
  if (rule === 'variant') return Number(chosenVariant(text, options.variants) !== null);
  if (rule === 'no total') return isTotal(text, true) ? JUDGE : 1;
  return codeOf(verdictOn(rule, text, options));
}
