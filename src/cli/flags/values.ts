import * as z from 'zod/mini';
import { UserError } from '../../errors.js';
import type { EffectSize } from '../../experiment/design.js';
import { plainNumber, writtenEffectSize, writtenShare } from '../../read/values/written-numbers.js';

/** A number written plainly or in percent: 0.05 or 5%. */
export const share = z.pipe(z.string(), z.transform(writtenShare));

/** A share strictly between 0 and 1. */
export const probability = z.pipe(
  share,
  z
    .number('is not a number')
    .check(
      z.gt(0, 'must lie between 0 and 1, both excluded'),
      z.lt(1, 'must lie between 0 and 1, both excluded'),
    ),
);

/** A whole number above 0. */
export const wholeNumber = z.pipe(
  z.pipe(z.string(), z.transform(plainNumber)),
  z
    .number('is not a number')
    .check(z.refine((n) => Number.isInteger(n) && n > 0, 'must be a whole number above 0')),
);

/** A size of effect as written: 5%, 0.5pp or 0.3. */
export const effectSize = z.pipe(z.string(), z.transform(parseEffectSize));

/** A planned split by name, as generic=1,personalized=1. */
export const namedWeights = z.pipe(
  z.string(),
  z.transform((text, context) =>
    parseNamed(text, context, {
      fits: (weight) => weight > 0,
      hint: 'is no split; write generic=1,personalized=1, shares above 0',
    }),
  ),
);

/** Numbers by name, as light=0.02,full=0.05. */
export const namedNumbers = z.pipe(
  z.string(),
  z.transform((text, context) =>
    parseNamed(text, context, { fits: () => true, hint: 'is no list; write light=1,full=2' }),
  ),
);

type Issues = { issues: unknown[] };

function fail<T>(context: Issues, input: unknown, message: string): T {
  context.issues.push({ code: 'custom', input, message });
  return z.NEVER as T;
}

function parseEffectSize(text: string, context: Issues): EffectSize {
  return (
    writtenEffectSize(text) ?? fail(context, text, 'is no size of effect; write 5%, 0.5pp or 0.3')
  );
}

function parseNamed(
  text: string,
  context: Issues,
  { fits, hint }: { fits: (value: number) => boolean; hint: string },
): Map<string, number> {
  const values = new Map<string, number>();
  for (const part of text.split(',')) {
    const at = part.lastIndexOf('=');
    const name = part.slice(0, Math.max(0, at)).trim();
    const value = plainNumber(part.slice(at + 1));
    if (name === '' || !Number.isFinite(value) || !fits(value)) return fail(context, text, hint);
    if (values.has(name)) return fail(context, text, `names ${name} twice`);
    values.set(name, value);
  }
  return values;
}

/**
 * The flags of a command, checked and converted by its schema.
 *
 * @throws {UserError} naming the first flag that is wrong, with what it was given.
 */
export function checkedFlags<S extends z.core.$ZodType>(schema: S, flags: unknown): z.output<S> {
  const result = z.safeParse(schema, flags);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const key = String(issue.path[0]);
  const flag = `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const given = valueAt(flags, issue.path);
  throw new UserError(`${flag} ${given}: ${issue.message}`, {
    hint: 'see --help for what it takes',
  });
}

function valueAt(flags: unknown, path: readonly PropertyKey[]): string {
  let value: unknown = flags;
  for (const key of path) {
    // Below what was written stand parts that a schema made of it.
    if (typeof value !== 'object' || value === null) break;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return String(value);
}
