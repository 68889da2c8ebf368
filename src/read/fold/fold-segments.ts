import { UserError } from '../../errors.js';
import { crossedName, crossedNames } from '../../experiment/summary-layout.js';
import type { Place } from '../values/values.js';
import { type FoldContext, fieldReader } from './fields.js';

/** More segments than this is an identifier taken for a trait. */
export const MAX_SEGMENTS = 200;

/** What units without a value in a segment column are called. */
export const NO_VALUE = '(none)';

type SegmentReader = (fields: string[], line: number) => string;

/** Reads which segment of a column each record belongs to; throws where there are too many. */
export function segmentReader(context: FoldContext, column: string): SegmentReader {
  const seen = context.aggregates.segments.get(column)!;
  if (context.options.forSummary !== true) return valueReader(context, column, seen);
  const values = [...seen.keys()].map(crossedNames);
  const readers = crossedNames(column).map((name, i) => {
    const known = new Set(values.map((crossed) => crossed[i]!));
    const read = valueReader(context, name, known);
    return (fields: string[], line: number) => {
      const value = read(fields, line);
      known.add(value);
      return value;
    };
  });
  return (fields, line) => crossedName(readers.map((read) => read(fields, line)));
}

function valueReader(
  { header, options }: FoldContext,
  column: string,
  seen: { has(value: string): boolean; readonly size: number },
): SegmentReader {
  const field = fieldReader(header, column, options);
  return (fields, line) => {
    const { text, place } = field(fields, line);
    const value = text === '' ? NO_VALUE : text;
    if (!seen.has(value) && seen.size >= MAX_SEGMENTS) throw tooManySegments(place);
    return value;
  };
}

function tooManySegments({ file, line, column, name }: Place): UserError {
  return new UserError(`column ${name} has more than ${MAX_SEGMENTS} different values`, {
    location: { file, line, column },
    hint: 'a segment is a trait of few values: group them in the data',
    fatal: true,
  });
}
