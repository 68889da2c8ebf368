import * as z from 'zod/mini';
import { count, optionalCount, optionalText, tool } from './json-values.js';

const column = z.strictObject({
  name: z.string(),
  /** What the values are: all of them, of 'mixed' most are numbers, of 'unread' numbers in another writing. */
  kind: z.enum(['yes or no', 'whole', 'number', 'date', 'text', 'mixed', 'unread', 'empty']),
  /** How many values are there, and how many are missing. */
  values: count,
  missing: count,
  /** How many different values there are; `more`: that many at least were counted. */
  distinct: z.strictObject({ count, more: z.boolean() }),
  /** Whether a value was met twice; `null` where too many columns are there to tell. */
  repeats: z.nullable(z.boolean()),
  /** Of the values that are numbers; `null` without any. */
  range: z.nullable(z.strictObject({ least: z.number(), most: z.number() })),
  /** The first and the last date, as written; `null` without any, or where day and month cannot be told apart. */
  dates: z.nullable(z.strictObject({ first: z.string(), last: z.string() })),
  /** How many numbers lie in each of as many equal parts of the range; `null` without a range. */
  histogram: z.nullable(z.array(count)),
  /** The most frequent texts; empty where they were too many to count. */
  common: z.array(z.strictObject({ text: z.string(), count })),
  /** What it could be in an analysis. */
  roles: z.array(z.enum(['variant', 'unit id', 'units', 'metric', 'segment', 'date'])),
  /** The value that is the control by its name, of what could be the variant. */
  control: optionalText,
  /** What it is in the first command; `null` where it has no part there. */
  usedAs: z.nullable(z.enum(['variant', 'unit id', 'units', 'metric'])),
  /** Whether it is that only since a question was answered as its message proposes. */
  proposed: z.boolean(),
});

/** The contract of `describe --format json`. */
export const descriptionSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool,
  file: z.strictObject({
    path: z.string(),
    rows: count,
    blankRows: count,
    /** Rows with another number of fields than the header, left out. */
    skippedRows: count,
    /** The line of the first of them. */
    firstSkipped: optionalCount,
  }),
  columns: z.array(column),
  /** Whole commands that run on this file, the plainest first. */
  commands: z.array(z.string()),
  /** What `analyze` asks of the file by itself, and how the commands answer it. */
  questions: z.array(
    z.strictObject({
      message: z.string(),
      /** What to do about it. */
      hint: optionalText,
      /** What was added to the command; `null` where nobody but the user can answer. */
      answer: optionalText,
    }),
  ),
  /** How many of the rows the commands were tried on; `null`: all of them. */
  triedOn: optionalCount,
});

/** The same as a JSON Schema, for programs in other languages. */
export function descriptionJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test description',
    description: 'What perso-test describe --format json prints. null: absent.',
    ...z.toJSONSchema(descriptionSchema),
  };
}
