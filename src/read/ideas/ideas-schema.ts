import * as z from 'zod/mini';
import { positive, said, text } from '../plan/value-schemas.js';
import { ideaKeys, ideaSchema } from './idea-schema.js';

/** More than these are no backlog that anyone ranks. */
const MOST_IDEAS = 20_000;

/** A backlog of ideas, as its file writes it; rules between its keys are checked after it. */
export const ideasSchema = z.strictObject(
  {
    $schema: z.optional(text('where an editor finds the schema of backlogs, for completion')),
    ideasVersion: z.optional(
      z.literal(1, 'is no version of a backlog').check(said('the version of this layout', 1)),
    ),
    weeklyUnits: z.optional(
      positive.check(
        said('units a week over all that may be tested; a flag may say it in its place', 200000),
      ),
    ),
    defaults: z.optional(
      z
        .strictObject(ideaKeys, 'must hold what ideas have in common')
        .check(said('what holds of each idea that does not say otherwise')),
    ),
    ideas: z
      .array(ideaSchema, 'must be a list of ideas')
      .check(
        z.minLength(1, 'names no idea'),
        z.maxLength(MOST_IDEAS, `are too many; ${MOST_IDEAS} at most`),
        said('the ideas, in any order'),
      ),
  },
  'holds no keys and values',
);

/** A backlog as its file writes it. */
export type WrittenIdeas = z.output<typeof ideasSchema>;

/** The published schema of backlogs as a JSON value, for editors: draft 2020-12, with a title. */
export function ideasJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test ideas',
    description: 'A backlog of ideas, to be ranked by what testing them is worth.',
    ...z.toJSONSchema(ideasSchema, { io: 'input' }),
  };
}
