import { createHash } from 'node:crypto';
import { formatOf, isMissing, type ReadOptions } from '../reading.js';
import { amountOf } from '../values/amounts.js';
import { isDate } from '../values/dates.js';
import { type NumberFormat, parseNumber } from '../values/numbers.js';
import { booleanOf } from '../values/values.js';
import { addIfNew, type IdSample, noSample } from '../watch/id-sample.js';
import { type DateRange, withDate } from './date-range.js';
import { addNumber, type Histogram, histogramOf } from './histogram.js';

/** What the values of a column come to, kept in memory that does not grow with the rows. */
export interface ColumnTally {
  missing: number;
  values: number;
  /** How often each text is met, as long as there are few enough; `null` beyond. */
  texts: Map<string, number> | null;
  /** So many texts are remembered at most. */
  mostTexts: number;
  /** Whether one of the texts beyond, of those that are sampled, is met again. */
  repeats: boolean;
  sample: IdSample | null;
  numbers: number;
  whole: number;
  binary: number;
  dates: number;
  dateRange: DateRange | null;
  /** Numbers that are written in another way than the file is read by. */
  unread: number;
  least: number;
  most: number;
  histogram: Histogram | null;
}

/** More different texts of one column are not counted. */
export const MOST_DISTINCT = 10_000;

/** Nor more than so many of all columns together: some 50 MB. */
const MOST_TEXTS = 400_000;

/** No more columns have the ids beyond sampled, which takes some megabytes each. */
const MOST_SAMPLES = 16;

/** A column of which nothing has been seen, one of so many. */
export function emptyTally(columns: number): ColumnTally {
  return {
    missing: 0,
    values: 0,
    texts: new Map(),
    mostTexts: Math.min(MOST_DISTINCT, Math.floor(MOST_TEXTS / columns)),
    repeats: false,
    sample: columns <= MOST_SAMPLES ? noSample() : null,
    numbers: 0,
    whole: 0,
    binary: 0,
    dates: 0,
    dateRange: null,
    unread: 0,
    least: Number.POSITIVE_INFINITY,
    most: Number.NEGATIVE_INFINITY,
    histogram: null,
  };
}

/** How the values of a column are read. */
export interface ValueFormat {
  options: ReadOptions;
  format: NumberFormat;
}

/** How the values of the column of this name are read. */
export function valueFormat(name: string, options: ReadOptions): ValueFormat {
  return { options, format: formatOf(options, name) };
}

/** Takes a value of a column. */
export function addValue(tally: ColumnTally, written: string, as: ValueFormat): void {
  const text = written.trim();
  if (isMissing(text, as.options)) {
    tally.missing += 1;
    return;
  }
  tally.values += 1;
  addText(tally, text);
  if (text === '0' || text === '1' || booleanOf(text) !== null) tally.binary += 1;
  if (isDate(text)) {
    tally.dates += 1;
    tally.dateRange = withDate(tally.dateRange, text);
  }
  const parsed = parseNumber(text, as.format);
  const value = typeof parsed === 'number' ? parsed : amountOf(text, as.format)?.value;
  if (value === undefined) {
    if (parsed !== 'not-a-number') tally.unread += 1;
    return;
  }
  tally.numbers += 1;
  if (Number.isInteger(value)) tally.whole += 1;
  tally.least = Math.min(tally.least, value);
  tally.most = Math.max(tally.most, value);
  if (tally.histogram === null) tally.histogram = histogramOf(value);
  else addNumber(tally.histogram, value);
}

function addText(tally: ColumnTally, text: string): void {
  const { sample, texts } = tally;
  if (texts === null && sample === null) return;
  const key = text.length <= LONG ? text : hashed(text);
  if (sample !== null && !addIfNew(sample, key)) {
    tally.repeats = true;
    tally.sample = null;
  }
  if (texts === null) return;
  const count = texts.get(key);
  if (count !== undefined) {
    tally.repeats = true;
    texts.set(key, count + 1);
  } else if (texts.size === tally.mostTexts) {
    tally.texts = null;
  } else {
    // A text by itself, which keeps no chunk of the file alive.
    texts.set(Buffer.from(key).toString(), 1);
  }
}

/** What a long text is known by: its start, and a hash. */
function hashed(text: string): string {
  return `${text.slice(0, LONG)}…${createHash('sha256').update(text).digest('base64')}`;
}

/** Longer texts are hardly ever names. */
export const LONG = 60;
