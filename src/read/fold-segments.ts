import { UserError } from '../errors.js';
import { type FoldContext, fieldReader } from './fields.js';
import type { Place } from './values.js';

/** More segments than this is an identifier taken for a trait. */
export const MAX_SEGMENTS = 200;

/** What units without a value in a segment column are called. */
export const NO_VALUE = '(none)';

/** Reads which segment of a column each record belongs to; throws where there are too many. */
export function segmentReader(
  { header, cells, options }: FoldContext,
  column: string,
): (fields: string[], line: number) => string {
  const field = fieldReader(header, column, options);
  const seen = cells.segments.get(column)!;
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
