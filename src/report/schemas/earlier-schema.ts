import * as z from 'zod/mini';
import { LOSSES } from '../../programme/earlier/earlier-tests.js';
import { count, optionalCount, optionalShare, share } from './json-values.js';
import { experiment, note } from './ledger-schema.js';

const within = z.strictObject({ estimate: z.number(), lower: z.number(), upper: z.number() });

/** An earlier test, with its effects on the plan's primary metric. */
const alike = z.strictObject({
  test: experiment,
  /** The tags that it has in common with the plan, by name. */
  shared: z.array(z.string()),
  /** Why it came to nothing good; `null` where it did not. */
  lost: z.nullable(z.enum(LOSSES)),
});

/** What earlier tests tell whoever plans the next one. */
export const earlier = z.strictObject({
  /** How many experiments are on record beside the plan's own. */
  experiments: count,
  /** The test that it follows; `null` where that is not on record. */
  followed: z.nullable(alike),
  /** Those with tags in common, the most alike first. */
  alike: z.array(alike),
  /** Of all tests on the plan's primary metric, as relative changes of it; `null`: too few. */
  trueEffects: z.nullable(
    z.strictObject({
      experiments: count,
      effects: count,
      mean: within,
      /** The standard deviation of true effects, on the logarithmic scale. */
      spread: z.number(),
      /** Of the intervals here. */
      confidence: share,
    }),
  ),
  /** Where the plan's MDE lies: the share of true effects that are at least as large. */
  mde: z.nullable(z.strictObject({ relative: z.number(), share: within })),
  /** What the control did in the last test on the plan's surface. */
  control: z.nullable(
    z.strictObject({
      experiment: z.string(),
      time: z.string(),
      units: count,
      baseline: z.union([
        z.strictObject({ rate: share }),
        z.strictObject({ mean: z.number(), sd: z.number() }),
      ]),
      standardError: z.number(),
      /** That it is what the plan expects; `null` where that expects nothing. */
      pValue: optionalShare,
      /** Whether it is something else by more than chance, at the plan's alpha. */
      differs: z.boolean(),
      /** What the plan would take with it, over all variants. */
      plannedTotal: optionalCount,
    }),
  ),
  notes: z.array(note),
});
