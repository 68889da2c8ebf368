import * as z from 'zod/mini';
import { DECISIONS } from '../../experiment/decision/decision-code.js';
import { ROLES } from '../../experiment/metric-kind.js';

const share = z.number().check(z.minimum(0), z.maximum(1));
const count = z.int().check(z.minimum(0));
const optionalNumber = z.nullable(z.number());
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** The contract of a journal's line, from which the published JSON Schema is made. */
export const journalSchema = z.strictObject({
  schemaVersion: z.literal(1),
  time: z.iso.datetime(),
  tool: z.string(),
  plan: sha256,
  data: sha256,
  look: z.int().check(z.minimum(1)),
  repeats: z.boolean(),
  plannedUnits: z.record(z.string(), count),
  units: z.record(z.string(), count),
  comparisons: z.array(
    z.strictObject({
      metric: z.string(),
      treatment: z.string(),
      role: z.enum(ROLES),
      informationFraction: z.nullable(z.number().check(z.minimum(0))),
      statistic: optionalNumber,
      pValue: z.nullable(share),
      criticalValue: optionalNumber,
      alphaSpent: share,
      effect: z.strictObject({
        estimate: z.number(),
        lower: optionalNumber,
        upper: optionalNumber,
      }),
    }),
  ),
  decision: z.enum(DECISIONS),
  variant: z.nullable(z.string()),
  reasons: z.array(z.string()),
});

/** One look at a running test, for the record: a line of the journal. */
export type JournalLine = z.output<typeof journalSchema>;

/** What a look came to in one comparison, as the journal keeps it. */
export type JournalComparison = JournalLine['comparisons'][number];

/** The published schema as a JSON value: draft 2020-12, with a title. */
export function journalJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test journal line',
    description:
      'One line of the journal that perso-test gate --journal keeps: one look at a running test.',
    ...z.toJSONSchema(journalSchema),
  };
}

/**
 * What is wrong with a value as a line of a journal; `null` where nothing is.
 *
 * The value itself is to be used, not what zod makes of it: zod leaves out a variant that is called
 * `__proto__`, and does not look at its value either.
 */
export function faultOf(value: unknown): string | null {
  const issue = z.safeParse(journalSchema, value).error?.issues[0];
  if (issue !== undefined) return wordIssue(issue, value);
  const { units, plannedUnits } = value as JournalLine;
  const counts = [...Object.values(units), ...Object.values(plannedUnits)];
  return counts.every((n) => z.safeParse(count, n).success) ? null : 'a number of units is none';
}

function wordIssue(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'unrecognized_keys') {
    return `${issue.keys[0]} is no part of a journal's line`;
  }
  if (issue.path.length === 0) return 'this is no JSON object';
  const name = issue.path.join('.');
  const found = issue.path.reduce<unknown>(memberOf, value);
  if (found === undefined) return `${name} is missing`;
  const what = typeof found === 'object' && found !== null ? 'that' : JSON.stringify(found);
  return `${name} may not be ${what}`;
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  return (value as Record<PropertyKey, unknown>)[key];
}
