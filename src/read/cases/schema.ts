import * as z from 'zod/mini';

/** Digits that a figure of R, printed with 15 to 17 and worked out by another route, is held to unless a case says else. */
export const USUAL_DIGITS = 9;

const digits = z.number().check(z.minimum(0.5), z.maximum(15));

/** A figure as it is printed somewhere: it agrees where ours is rounded to the same. */
const printed = z.strictObject({ printed: z.string().check(z.regex(/^-?\d*\.?\d+(e-?\d+)?$/)) });

const figure = z.union([
  z.number(),
  z.string(),
  z.boolean(),
  z.null(),
  z.strictObject({ value: z.number(), digits }),
  z.strictObject({ value: z.number(), within: z.number().check(z.positive()) }),
  printed,
]);

/** A file of a case: its text, or where it lies beside the file of cases. */
const file = z.union([z.string(), z.strictObject({ path: z.string().check(z.minLength(1)) })]);

const files = z.optional(z.record(z.string(), file));
const command = z.array(z.string()).check(z.minLength(1));
const exitCode = z.optional(z.int().check(z.minimum(0), z.maximum(255)));

const verificationCase = z.strictObject({
  name: z.string().check(z.minLength(1)),
  /** What is checked; of ours, the heading of docs/statistics.md that describes it. */
  method: z.string().check(z.minLength(1)),
  /** Where the figures are from: who, when, which page or table, or what computed them. */
  source: z.string().check(z.minLength(1)),
  /** In how many digits figures must agree where they do not say it. */
  digits: z.optional(digits),
  /** What the folder holds in which the commands run, by name. */
  files,
  /** Commands that come first, a day apart, as earlier looks do. */
  before: z.optional(z.array(z.strictObject({ command, exitCode, files }))),
  /** Words behind perso-test. */
  command,
  /** 0 where it is not said. */
  exitCode,
  /** Parts of what is written to standard error. */
  stderr: z.optional(z.array(z.string())),
  /** Parts of what is written to standard output. */
  stdout: z.optional(z.array(z.string())),
  /** Figures and words of the answer as JSON, by their place there: comparisons.0.pValue. */
  expect: z.optional(z.record(z.string(), figure)),
});

/** A file of cases. */
export const casesSchema = z.strictObject({
  $schema: z.optional(z.string()),
  schemaVersion: z.literal(1),
  cases: z.array(verificationCase).check(z.minLength(1)),
});

/** The published schema as a JSON value: draft 2020-12, with a title. */
export function casesJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test cases',
    description: 'Commands with their data and what must come of them, for perso-test verify.',
    ...z.toJSONSchema(casesSchema),
  };
}

/** A command with data and what must come of it. */
export type VerificationCase = z.output<typeof verificationCase>;

/** What a figure must be. */
export type ExpectedFigure = z.output<typeof figure>;
