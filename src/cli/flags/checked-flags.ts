import * as z from 'zod/mini';
import { UserError } from '../../errors.js';
import type { Option } from '../../vocabulary.js';
import { type Flag, type FlagGroups, type FlagValues, flagName } from './flag.js';
import * as forms from './forms.js';

/** The schema of a command's flags as commander gives them; it knows these and no others. */
export function schemaOf(groups: FlagGroups) {
  const flags = Object.values(groups).flatMap((group) => Object.entries(group));
  return z.strictObject(Object.fromEntries(flags.map(([key, flag]) => [key, valueSchema(flag)])));
}

function valueSchema({ takes, form }: Flag): z.core.$ZodType {
  const schema = form(forms);
  if (takes === 'list') return z._default(z.array(schema), []);
  return takes === 'optional' ? z.optional(schema) : schema;
}

/**
 * The flags of a command, checked and converted.
 *
 * @throws {UserError} naming the first flag that is wrong, with what it was given.
 */
export function checkedFlags<G extends FlagGroups>(groups: G, given: unknown): FlagValues<G> {
  const result = z.safeParse(schemaOf(groups), given);
  if (result.success) return result.data as FlagValues<G>;
  const issue = result.error.issues[0]!;
  // Commander gives no flag that was not declared, so another key is a bug of ours.
  if (issue.code === 'unrecognized_keys') throw new Error(`undeclared flags: ${issue.keys}`);
  const { path, message } = issue;
  const [key, value] = [String(path[0]) as Option, valueAt(given, path)];
  const meant = meantValue(value, message);
  throw new UserError(`${flagName(key)} ${value}: ${message}`, {
    hint: (say) =>
      meant === null || LISTS.has(key)
        ? 'see --help all for what it takes'
        : say.again([`${flagName(key)} ${meant}`], [key]),
  });
}

/** Of which several values may be given, so that one of them cannot be replaced alone. */
const LISTS = new Set(['mde', 'nonInferior', 'equivalent', 'cap', 'covariate', 'decimal']);

/** The value that was most likely meant: the only one that the message says to write, or with a point for a comma. */
function meantValue(value: string, message: string): string | null {
  const [, only] = /[;:] write ([\d.]+%?)$/.exec(message) ?? [];
  if (only !== undefined) return only;
  return /^\d*,\d+\s*%?$/.test(value.trim()) ? value.trim().replace(',', '.') : null;
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
