import { UserError } from '../../errors.js';
import { controlOf } from '../recognize/control.js';
import { quoted } from '../values/values.js';
import { plainName } from './chosen-rows.js';
import { MAX_VARIANTS } from './fields.js';

/**
 * The variants of rows that are compared, the control first.
 *
 * @throws {UserError} when they are too many to be variants, two are spellings of one, or none is the control.
 */
export function controlFirst(variants: readonly string[], said: string | null): string[] {
  if (variants.length > MAX_VARIANTS) {
    throw new UserError(`there are ${variants.length} different variants`, {
      hint: (say) =>
        `is that an identifier? name the column of variants: ${say.variantColumn('NAME')}`,
    });
  }
  const known = new Map<string, string>();
  for (const name of variants) {
    const before = known.get(plainName(name));
    if (before !== undefined) {
      throw new UserError(`${quoted(before)} and ${quoted(name)} are spellings of one variant`, {
        hint: 'write it in one way in all rows',
      });
    }
    known.set(plainName(name), name);
  }
  const control = controlOf(variants, said);
  return [control, ...variants.filter((name) => name !== control)];
}
