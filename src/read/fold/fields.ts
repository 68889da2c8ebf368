import { UserError } from '../../errors.js';
import type { Aggregates, VariantAggregates } from '../../experiment/aggregates.js';
import type { PanelRows } from '../panel/panel-rows.js';
import { formatOf, isMissing, type Reading, type ReadOptions } from '../reading.js';
import { type Header, requireColumn } from '../recognize/header.js';
import type { Units } from '../units/unit-store.js';
import type { NumberFormat } from '../values/numbers.js';
import { countAt, type Place } from '../values/values.js';
import type { Watch } from '../watch/watch.js';
import { columnOfWide } from '../wide.js';
import type { DeferredValues } from './deferred-values.js';
import type { ValueProfile } from './value-profile.js';
import { checkNoTotal, namesVariant, noVariant } from './variant-names.js';

/** One file's rows on their way into aggregates. */
export interface FoldContext {
  header: Header;
  reading: Reading;
  options: ReadOptions;
  aggregates: Aggregates;
  /** Where rows go first when units have several; `null` where each row is a unit. */
  units: Units | null;
  /** What they did day by day; `null` where nobody asks. */
  rows: PanelRows | null;
  /** Where the values of capped metrics go first; `null` where no metric is capped. */
  kept: DeferredValues | null;
  /** One for each metric. */
  seen: ValueProfile[];
  /** The values met in each column of segments, each of those that are crossed too. */
  segmentValues: Set<string>[];
  /** What must hold on every row. */
  watch: Watch;
  /** The variant that the command line gives the whole file; `null` where a column does. */
  variant: string | null;
}

/** Adds one record to the aggregates, or throws and leaves them as they were. */
export type Fold = (fields: string[], line: number) => void;

/** What one record adds to the aggregates of its variant; throws where it cannot be read. */
export type RowReader = (fields: string[], line: number) => (into: VariantAggregates) => void;

/** More variants than this is an identifier taken for the variant, not an experiment. */
export const MAX_VARIANTS = 1000;

/** One field of a record, trimmed. */
export interface Field {
  text: string;
  format: NumberFormat;
  place: Place;
}

/** Reads one column's field, trimmed, with how its numbers are written and where it stands. */
export function fieldReader(
  header: Header,
  name: string,
  options: ReadOptions,
): (fields: string[], line: number) => Field {
  const column = requireColumn(header, name);
  const format = formatOf(options, header.names[column]!);
  return (fields, line) => ({
    text: fields[column]!.trim(),
    format,
    place: {
      file: header.file,
      line,
      column: header.wide === undefined ? column + 1 : columnOfWide(header, fields),
      name: header.names[column]!,
    },
  });
}

/** A whole number, and where it stands; `null` where it is missing. */
export interface CountField {
  value: number | null;
  place: Place;
}

export type CountReader = (fields: string[], line: number) => CountField;

/** Reads one column's field as a count. */
export function countReader(header: Header, name: string, options: ReadOptions): CountReader {
  const field = fieldReader(header, name, options);
  return (fields, line) => {
    const { text, format, place } = field(fields, line);
    return { value: isMissing(text, options) ? null : countAt(text, format, place), place };
  };
}

/** Reads the variant of each record; throws where there is none, or too many. */
export function variantReader(context: FoldContext): (fields: string[], line: number) => string {
  const { header, reading, aggregates, variant, options } = context;
  if (variant !== null || reading.variantColumn === null) return () => variant!;
  const column = requireColumn(header, reading.variantColumn);
  return (fields, line) => {
    const name = fields[column]!.trim();
    if (name !== '' && aggregates.variants.has(name)) return name;
    const place = { file: header.file, line, column: column + 1, name: header.names[column]! };
    if (!namesVariant(name, options) && !options.variants?.includes(name)) {
      throw noVariant(name, place);
    }
    checkNoTotal(name, place, reading, options);
    if (aggregates.variants.size >= MAX_VARIANTS) throw tooManyVariants(place);
    return name;
  };
}

function tooManyVariants({ file, line, column, name }: Place): UserError {
  return new UserError(`column ${name} has more than ${MAX_VARIANTS} different values`, {
    location: { file, line, column },
    hint: (say) => {
      const see = say.describe(file);
      const found = see === null ? '' : `; what could be it: ${see}`;
      return `is it an identifier? name the variant column: ${say.variantColumn('NAME')}${found}`;
    },
    fatal: true,
  });
}
