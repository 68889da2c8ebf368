import * as z from 'zod/mini';
import { IDEA_ANSWERS } from '../../programme/ideas/answered-idea.js';
import { PRIOR_SHIFTS } from '../../programme/ideas/sensitivity.js';
import { count, optionalCount, optionalNumber, optionalText, share, tool } from './json-values.js';

/** A test of so many weeks: what is expected of it, over the prior. Money is in the currency of the backlog. */
const test = z.strictObject({
  weeks: count,
  /** In both arms, if it runs to its end. */
  units: z.number(),
  /** Above keeping the control, costs taken off. */
  net: z.number(),
  /** Above the best without a test. */
  added: z.number(),
  /** Weeks that it takes on average. */
  expectedWeeks: z.number(),
  /** What a week of its traffic adds. */
  perWeek: z.number(),
  /** The probabilities of shipping, of shipping what is worse, of not shipping what is better. */
  shipped: share,
  wronglyShipped: share,
  missed: share,
  /** What units in the test lose by getting the worse arm. */
  regret: z.number(),
});

const ranks = z.strictObject({ first: count, last: count });

const answer = z.enum(IDEA_ANSWERS);

const idea = z.strictObject({
  rank: count,
  name: z.string(),
  idea: optionalText,
  owner: optionalText,
  surface: optionalText,
  metric: optionalText,
  plan: optionalText,
  answer,
  /** Of the best that can be done with it, above keeping the control. */
  net: z.number(),
  /** Of shipping it without a test. */
  untested: z.number(),
  /** Of knowing its effect: more than any test can be worth. */
  perfect: z.number(),
  /** Of the best test of one look that is decided by the posterior mean, no gate; `null`: no test is possible. */
  ideal: optionalNumber,
  /** Units that meet it in a week, and for which the decision is made. */
  weeklyUnits: z.number(),
  horizonUnits: z.number(),
  /** Of the relative effect; `df` `null`: normal. */
  prior: z.strictObject({
    mean: z.number(),
    scale: z.number(),
    df: optionalNumber,
    /** Experiments on record that it is from, and whether those are all, as too few have the tags; `null`: said. */
    record: z.nullable(
      z.strictObject({
        tags: z.record(z.string(), z.string()),
        experiments: count,
        effects: count,
        fromAll: z.boolean(),
      }),
    ),
  }),
  /** The test that is worth most; `null` where none is possible. */
  best: z.nullable(test),
  /** The one that is worth most by the week. */
  bestPerWeek: z.nullable(test),
  sensitivity: z.strictObject({
    /** Ideas of different tiers keep their order whichever shift holds of each. */
    tier: count,
    /** Its ranks where its own prior is off, and where all are alike. */
    alone: ranks,
    together: ranks,
    /** What comes of it under each shift; `worth` `null`: no test is possible. */
    shifts: z.array(z.strictObject({ shift: z.enum(PRIOR_SHIFTS), answer, worth: optionalNumber })),
  }),
  rice: z.nullable(z.strictObject({ score: z.number(), rank: count })),
  /** Tests of other lengths, of the first ideas only. */
  curve: z.array(z.strictObject({ weeks: count, net: z.number(), perWeek: z.number() })),
});

const scheduled = z.strictObject({
  idea: z.string(),
  surface: optionalText,
  weeks: count,
  units: z.number(),
  /** Weeks from 1; `null`: it does not end within the weeks that are planned. */
  from: optionalCount,
  to: optionalCount,
  /** The test that it waits for. */
  after: optionalText,
  /** What a week must add, since others wait for it: 0 where there is room for all. */
  weekPrice: z.number(),
});

/** The answer of `prioritize` as a zod schema: the contract of its JSON. */
export const prioritySchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool,
  backlog: z.strictObject({ path: z.string(), ideas: count, weeklyUnits: z.number() }),
  /** Where priors are from experiments on record: how many there are. */
  record: z.nullable(z.strictObject({ experiments: count })),
  /** How many weeks are planned. */
  weeksPlanned: count,
  /** The first one first. */
  ideas: z.array(idea),
  /** In the order in which tests were given their weeks. */
  schedule: z.array(scheduled),
});

/** The same as a JSON Schema, for programs in other languages. */
export function priorityJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test prioritize',
    description:
      'What perso-test prioritize --format json prints. Shares are 0 to 1; null: absent.',
    ...z.toJSONSchema(prioritySchema),
  };
}
