import { UserError } from '../errors.js';
import {
  addValue,
  type Cells,
  mergeSamples,
  type Sample,
  variantCells,
} from '../experiment/cells.js';
import { binaryMoments, summaryMoments } from '../stats/moments.js';
import { type Header, requireColumn } from './header.js';
import type { NumberFormat } from './numbers.js';
import {
  formatOf,
  isMissing,
  type MetricReading,
  type Reading,
  type ReadOptions,
} from './reading.js';
import { badValue, booleanOf, countAt, numberAt, type Place, quoted } from './values.js';

/** One file's rows on their way into cells. */
export interface FoldContext {
  header: Header;
  reading: Reading;
  options: ReadOptions;
  cells: Cells;
  /** The variant that the command line gives the whole file; `null` where a column does. */
  variant: string | null;
}

/** Adds one record to the cells, or throws and leaves them as they were. */
export type Fold = (fields: string[], line: number) => void;

/** More variants than this is an identifier taken for the variant, not an experiment. */
const MAX_VARIANTS = 1000;

/** What one row says of one metric; `null` where the value is missing. */
type RowValue = number | null;

/**
 * How a file's records go into cells, according to its layout.
 *
 * @throws {UserError} when the file lacks a column that the reading needs; the fold itself throws on
 *   rows that cannot be read.
 */
export function foldInto(context: FoldContext): Fold {
  switch (context.reading.layout) {
    case 'rows':
      return foldRows(context);
    case 'counts':
      return foldCounts(context);
    case 'summary':
      return foldSummary(context);
  }
}

function foldRows(context: FoldContext): Fold {
  const variantOf = variantReader(context);
  const readers = context.reading.metrics.map((metric) => rowValueReader(context, metric));
  return (fields, line) => {
    const variant = variantOf(fields, line);
    const values = readers.map((read) => read(fields, line));
    const cells = variantCells(context.cells, variant);
    cells.units += 1;
    values.forEach((value, i) => {
      const sample = cells.samples[i]!;
      if (value === null) sample.missing += 1;
      else addValue(sample, value);
    });
  };
}

function rowValueReader(
  { header, options }: FoldContext,
  metric: MetricReading,
): (fields: string[], line: number) => RowValue {
  const field = fieldReader(header, metric.column, options);
  const { success } = metric;
  if (success !== null) {
    return (fields, line) => {
      const { text } = field(fields, line);
      return isMissing(text, options) ? null : text === success ? 1 : 0;
    };
  }
  const seen = { word: false, amount: false };
  return (fields, line) => {
    const { text, format, place } = field(fields, line);
    if (isMissing(text, options)) return null;
    const word = booleanOf(text);
    const value = word ?? numberAt(text, format, place);
    const amount = value !== 0 && value !== 1;
    if (amount && metric.kind === 'proportion') {
      throw badValue(place, `${quoted(text)} is neither 0 nor 1`, 'a proportion needs 0 and 1');
    }
    seen.word ||= word !== null;
    seen.amount ||= amount;
    if (seen.word && seen.amount) {
      throw badValue(
        place,
        `${quoted(text)} stands beside values of another kind`,
        'yes and no, or amounts: not both',
      );
    }
    return value;
  };
}

function foldCounts(context: FoldContext): Fold {
  const { header, reading, options, cells } = context;
  const variantOf = variantReader(context);
  const unitsAt = countReader(header, reading.unitsColumn!, options);
  const pairs = reading.metrics.map((metric) => ({
    units: countReader(header, metric.units!, options),
    successes: countReader(header, metric.column, options),
  }));
  return (fields, line) => {
    const variant = variantOf(fields, line);
    const units = unitsAt(fields, line).value;
    const samples = pairs.map((pair) => countedSample(pair, fields, line));
    const into = variantCells(cells, variant);
    into.units += units ?? 0;
    into.samples = into.samples.map((sample, i) => mergeSamples(sample, samples[i]!));
  };
}

interface CountField {
  value: number | null;
  place: Place;
}

type CountReader = (fields: string[], line: number) => CountField;

/** A row of counts as a sample; with either number missing, all its units are missing. */
function countedSample(
  readers: { units: CountReader; successes: CountReader },
  fields: string[],
  line: number,
): Sample {
  const units = readers.units(fields, line);
  const successes = readers.successes(fields, line);
  if (units.value === null || successes.value === null) {
    return { moments: binaryMoments(0, 0), successes: 0, missing: units.value ?? 0 };
  }
  if (successes.value > units.value) {
    throw badValue(
      successes.place,
      `${successes.value} successes out of ${units.value} units`,
      'successes cannot exceed units: are the columns swapped? is each row a unit (--layout rows)?',
    );
  }
  return {
    moments: binaryMoments(successes.value, units.value),
    successes: successes.value,
    missing: 0,
  };
}

function countReader(header: Header, name: string, options: ReadOptions): CountReader {
  const field = fieldReader(header, name, options);
  return (fields, line) => {
    const { text, format, place } = field(fields, line);
    return { value: isMissing(text, options) ? null : countAt(text, format, place), place };
  };
}

function foldSummary(context: FoldContext): Fold {
  const { header, reading, options, cells } = context;
  const variantOf = variantReader(context);
  const unitsAt = countReader(header, reading.unitsColumn!, options);
  const pairs = reading.metrics.map(({ column }) => ({
    mean: fieldReader(header, `${column}_mean`, options),
    variance: fieldReader(header, `${column}_var`, options),
  }));
  return (fields, line) => {
    const variant = variantOf(fields, line);
    const { value: n, place } = unitsAt(fields, line);
    if (n === null)
      throw badValue(place, 'there is no number of units', 'a summary gives n in each row');
    const samples = pairs.map(({ mean, variance }, i) =>
      summarizedSample(n, mean(fields, line), variance(fields, line), reading.metrics[i]!),
    );
    const into = variantCells(cells, variant);
    into.units += n;
    into.samples = into.samples.map((sample, i) => mergeSamples(sample, samples[i]!));
  };
}

function summarizedSample(n: number, mean: Field, spread: Field, metric: MetricReading): Sample {
  if (n === 0) return { moments: binaryMoments(0, 0), successes: 0, missing: 0 };
  const m = numberAt(mean.text, mean.format, mean.place);
  const v = n === 1 && spread.text === '' ? 0 : numberAt(spread.text, spread.format, spread.place);
  if (v < 0)
    throw badValue(spread.place, `${quoted(spread.text)} is negative`, 'a variance is 0 or more');
  const successes = Math.round(n * m);
  if (metric.kind !== 'mean' && isBinary(n, m, v, successes)) {
    return { moments: binaryMoments(successes, n), successes, missing: 0 };
  }
  if (metric.kind === 'proportion') {
    throw badValue(
      spread.place,
      `mean ${m} and variance ${v} are not those of 0s and 1s`,
      'leave out :proportion',
    );
  }
  return { moments: summaryMoments(n, m, v), successes: null, missing: 0 };
}

/**
 * Whether n values with that mean and sample variance can only be 0s and 1s: their sum is whole and
 * Σx² = Σx, as far as the digits of a summary reach.
 */
function isBinary(n: number, mean: number, sampleVariance: number, successes: number): boolean {
  if (mean < 0 || mean > 1) return false;
  const whole = Math.abs(n * mean - successes) <= 1e-9 * n;
  const expected = n === 1 ? 0 : (mean * (1 - mean) * n) / (n - 1);
  return whole && Math.abs(sampleVariance - expected) <= 1e-9 * expected;
}

interface Field {
  text: string;
  format: NumberFormat;
  place: Place;
}

/** Reads one column's field, trimmed, with how its numbers are written and where it stands. */
function fieldReader(
  header: Header,
  name: string,
  options: ReadOptions,
): (fields: string[], line: number) => Field {
  const column = requireColumn(header, name);
  const format = formatOf(options, header.names[column]!);
  return (fields, line) => ({
    text: fields[column]!.trim(),
    format,
    place: { file: header.file, line, column: column + 1, name: header.names[column]! },
  });
}

function variantReader(context: FoldContext): (fields: string[], line: number) => string {
  const { header, reading, cells, variant } = context;
  if (variant !== null || reading.variantColumn === null) return () => variant!;
  const column = requireColumn(header, reading.variantColumn);
  return (fields, line) => {
    const name = fields[column]!.trim();
    if (name !== '' && cells.variants.has(name)) return name;
    const place = { file: header.file, line, column: column + 1, name: header.names[column]! };
    if (name === '') {
      throw badValue(
        place,
        'there is no variant',
        'fill it in, or pass --on-bad-row skip to leave such rows out',
      );
    }
    if (cells.variants.size >= MAX_VARIANTS) throw tooManyVariants(place);
    return name;
  };
}

function tooManyVariants({ file, line, column, name }: Place): UserError {
  return new UserError(`column ${name} has more than ${MAX_VARIANTS} different values`, {
    location: { file, line, column },
    hint: 'is it an identifier? name the variant column: --variant-column NAME',
  });
}
