import * as z from 'zod/mini';
import { name, nameValue, said } from './value-schemas.js';

/** A tag is a word or two to sort experiments by; whatever is longer belongs into the hypothesis. */
const MOST_CHARACTERS = 100;

const short = nameValue.check(
  z.refine((words) => String(words).length <= MOST_CHARACTERS, 'is no short text'),
);

/** Keys that tell an experiment from others, and promise nothing of it. */
export const aboutKeys = {
  tags: z.optional(
    z.record(z.string(), short, 'must hold a text for each tag').check(
      said('what kind of experiment it is, to compare it with others: a short text for each tag', {
        surface: 'homepage',
        tactic: 'recommendations',
        audience: 'returning',
        strength: 'light',
      }),
    ),
  ),
  owner: z.optional(name('who answers for it', 'growth team')),
  follows: z.optional(name('the experiment whose result it builds on', 'homepage-hero-2025')),
};
