import { UserError } from '../../errors.js';
import { crossedName } from '../../experiment/summary-layout.js';
import { areDaysParts, isMissing, segmentColumns } from '../reading.js';
import { areCrossed, segmentParts } from '../segment-parts.js';
import { triggerIn } from '../values/trigger-words.js';
import { badValue, type Place, quoted } from '../values/values.js';
import { type FoldContext, fieldReader } from './fields.js';
import { dayKeyReader } from './fold-days.js';

/** More segments than this is an identifier taken for a trait. */
export const MAX_SEGMENTS = 200;

/** What units without a value in a segment column are called. */
export const NO_VALUE = '(none)';

type SegmentReader = (fields: string[], line: number) => string;

/** Reads which segment of each part a record belongs to; throws where a column has too many. */
export function segmentsReader(context: FoldContext): (fields: string[], line: number) => string[] {
  const { reading, options } = context;
  const read = segmentColumnsReader(context);
  if (!areCrossed(reading, options)) return read;
  const parts = segmentParts(reading, options);
  return (fields, line) => {
    const values = read(fields, line);
    return parts.map(({ columns }) => crossedName(columns.map((i) => values[i]!)));
  };
}

/** Reads what each record says in each column of segments, those that are crossed too. */
export function segmentColumnsReader(
  context: FoldContext,
): (fields: string[], line: number) => string[] {
  const { reading, options, segmentValues } = context;
  const columns = segmentColumns(reading, options);
  const readers = columns.map((column, i) => {
    if (column === reading.trigger) return triggerReader(context, column);
    return areDaysParts(reading) && i === columns.length - 1
      ? dayKeyReader(context, reading.days!, segmentValues[i]!)
      : valueReader(context, column, segmentValues[i]!);
  });
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

/** Reads whether each record's unit could see a difference, where a column says so; else nothing. */
export function triggersReader(context: FoldContext): (fields: string[], line: number) => string[] {
  const { trigger } = context.reading;
  if (trigger === undefined) return () => [];
  const read = triggerReader(context, trigger);
  return (fields, line) => [read(fields, line)];
}

/** Whether each record's unit could see a difference, which none may leave open. */
function triggerReader({ header, options }: FoldContext, column: string): SegmentReader {
  const field = fieldReader(header, column, options);
  return (fields, line) => {
    const { text, format, place } = field(fields, line);
    const said = triggerIn(text, format, options);
    if (said !== null) return said;
    if (isMissing(text, options)) throw untold(text, place);
    throw badValue(
      place,
      `${quoted(text)} is neither yes nor no`,
      'write whether the unit could see a difference as 1 or 0',
    );
  };
}

function untold(text: string, place: Place): UserError {
  const what = text === '' ? 'there is nothing' : quoted(text);
  return badValue(
    place,
    `${what} where it says whether the unit could see a difference`,
    (say) => `write 1 or 0, were it by the query; ${say.onBadRow('skip')} leaves such rows out`,
  );
}

function tooManySegments({ file, line, column, name }: Place): UserError {
  return new UserError(`column ${name} has more than ${MAX_SEGMENTS} different values`, {
    location: { file, line, column },
    hint: 'a segment is a trait of few values: group them in the data',
    fatal: true,
  });
}
