import * as z from 'zod/mini';
import { count, optionalNumber, sha256, tool } from './json-values.js';

/** A value of an answer as JSON has it; of lists and tables only their text. */
const told = z.nullable(z.union([z.number(), z.string(), z.boolean()]));

const figure = z.strictObject({
  /** Where it stands in the answer's JSON, as comparisons.0.pValue. */
  path: z.string(),
  expected: told,
  /** `null` also where nothing stands there. */
  found: told,
  /** In how many decimal digits they agree, 0–15; `null` of what is no number. */
  digits: optionalNumber,
  /** In how many they have to; `null` where it is judged otherwise: by the difference, or as printed. */
  needed: optionalNumber,
  agrees: z.boolean(),
});

const verifiedCase = z.strictObject({
  name: z.string(),
  /** What is checked. */
  method: z.string(),
  /** Where its figures are from. */
  source: z.string(),
  /** The words of the command, as they would be typed. */
  command: z.string(),
  agrees: z.boolean(),
  figures: z.array(figure),
  /** What else was not as it must be: an exit code, a message. */
  faults: z.array(z.string()),
});

/** The contract of `verify --format json`. */
export const verificationSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool,
  /** What verified it, and where. */
  environment: z.strictObject({
    /** As v20.19.0. */
    node: z.string(),
    /** As linux-x64. */
    platform: z.string(),
    cpu: z.string(),
    /** SHA-256 of the program's own file, as it was run; `null` where it is run from its source. */
    program: z.nullable(sha256),
  }),
  /** The files of cases. */
  sources: z.array(z.strictObject({ path: z.string(), sha256 })),
  totals: z.strictObject({ cases: count, agreeing: count, figures: count }),
  cases: z.array(verifiedCase),
});

/** The published schema as a JSON value: draft 2020-12, with a title. */
export function verificationJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test verification',
    description: 'What perso-test verify --format json answers: whether published figures are met.',
    ...z.toJSONSchema(verificationSchema),
  };
}
