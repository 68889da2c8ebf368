import * as z from 'zod/mini';
import { BREACH_CODES } from '../../programme/policy/breach.js';
import { count, optionalText, sha256, tool } from './json-values.js';

/** A breach with what it means. */
const breach = z.strictObject({ code: z.enum(BREACH_CODES), message: z.string() });

/** The rules that a plan was held against, and what of it they do not allow. */
export const heldPolicySchema = z.strictObject({
  path: z.string(),
  /** Of what the rules say, whatever their layout. */
  sha256,
  /** The date before which no experiment is held to them; `null`: all are. */
  since: optionalText,
  /** Whether the plan is held to them: not where it begins before that date. */
  held: z.boolean(),
  breaches: z.array(breach),
});

/** The contract of `ledger --check --format json`. */
export const rulesReportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool,
  /** `null`: there is none, so that only the rules that hold without one were asked after. */
  policy: z.nullable(z.strictObject({ path: z.string(), sha256, since: optionalText })),
  /** The day on which it was asked, in universal time. */
  day: z.string(),
  experiments: count,
  /** How many of them are held to the policy, and how many began before it. */
  held: count,
  before: count,
  findings: z.array(
    z.strictObject({
      ...breach.shape,
      /** A rule is broken, or people should look. */
      status: z.enum(['warn', 'fail']),
      experiments: z.array(z.string()),
    }),
  ),
  /** Whether no finding is a `fail`. */
  kept: z.boolean(),
});

/** The same as a JSON Schema, for programs in other languages. */
export function rulesJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test rules',
    description: 'What perso-test ledger --check prints as JSON; null: absent.',
    ...z.toJSONSchema(rulesReportSchema),
  };
}
