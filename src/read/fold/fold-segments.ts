import { UserError } from '../../errors.js';
import { crossedName } from '../../experiment/summary-layout.js';
import { segmentColumns } from '../reading.js';
import type { Place } from '../values/values.js';
import { type FoldContext, fieldReader } from './fields.js';

/** More segments than this is an identifier taken for a trait. */
export const MAX_SEGMENTS = 200;

/** What units without a value in a segment column are called. */
export const NO_VALUE = '(none)';

type SegmentReader = (fields: string[], line: number) => string;

/** Reads which segments each record belongs to; throws where a column has too many. */
export function segmentsReader(context: FoldContext): (fields: string[], line: number) => string[] {
  const read = segmentColumnsReader(context);
  const isCrossed = context.options.forSummary === true && context.segmentValues.length > 0;
  return isCrossed ? (fields, line) => [crossedName(read(fields, line))] : read;
}

/** Reads what each record says in each column of segments, those that are crossed too. */
export function segmentColumnsReader(
  context: FoldContext,
): (fields: string[], line: number) => string[] {
  const { reading, options, segmentValues } = context;
  const readers = segmentColumns(reading, options).map((column, i) =>
    valueReader(context, column, segmentValues[i]!),
  );
  return (fields, line) => readers.map((one) => one(fields, line));
}

function valueReader(
  { header, options }: FoldContext,
  column: string,
  seen: Set<string>,
): SegmentReader {
  const field = fieldReader(header, column, options);
  return (fields, line) => {
    const { text, place } = field(fields, line);
    const value = text === '' ? NO_VALUE : text;
    if (!seen.has(value) && seen.size >= MAX_SEGMENTS) throw tooManySegments(place);
    seen.add(value);
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
