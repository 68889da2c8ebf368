import * as z from 'zod/mini';
import { name, number, positive, said } from '../plan/value-schemas.js';

/** What effects of a prior are. */
export const PRIOR_EFFECTS = ['relative', 'lift', 'absolute', 'given'] as const;

const described = <Schema extends z.ZodMiniType>(schema: Schema, description: string) =>
  schema.check(said(description) as never);

/** What a file may say of an effect before its test: `programme --prior-out` writes one. */
export const priorSchema = z.strictObject({
  priorVersion: described(z.literal(1, 'is no version of a prior; 1 is'), 'of this layout: 1'),
  metric: described(
    z.nullable(z.union([z.string(), z.number()])),
    'the metric that it is about; null where nobody said',
  ),
  effect: described(
    z.enum(PRIOR_EFFECTS, `is none of ${PRIOR_EFFECTS.join(', ')}`),
    'what effects are: ln (treatment ÷ control), treatment ÷ control − 1, treatment − control, or unsaid',
  ),
  direction: described(
    z.enum(['increase', 'decrease'], 'is neither increase nor decrease'),
    'which change of the metric is better; effects are positive where it is',
  ),
  mean: number.check(said('the mean of true effects')),
  scale: positive.check(
    said('their standard deviation; of a t what its standard form is multiplied by'),
  ),
  df: described(z.nullable(positive), 'degrees of freedom of a t; null: true effects are normal'),
  experiments: described(
    z.optional(z.int('is no whole number').check(z.minimum(1, 'must be 1 or more'))),
    'from how many it was told',
  ),
  source: z.optional(name('who told it')),
});

/** The published schema of priors as a JSON value: draft 2020-12, with a title. */
export function priorJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test prior',
    description: 'What an effect is taken for before its test, by the true effects of others.',
    ...z.toJSONSchema(priorSchema, { io: 'input' }),
  };
}
