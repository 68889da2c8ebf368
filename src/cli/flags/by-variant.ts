import { UserError } from '../../errors.js';
import { variantNamed } from '../../read/recognize/control.js';

/**
 * Numbers by the variants' own names.
 *
 * @throws {UserError} when a variant is none of the data's.
 */
export function byVariant(
  flag: string,
  numbers: ReadonlyMap<string, number>,
  variants: readonly string[],
): Map<string, number> {
  return new Map([...numbers].map(([name, x]) => [variantNamed(variants, name, flag), x]));
}

/**
 * Numbers by the variants' own names, one for each of them.
 *
 * @throws {UserError} when other variants are named than the data have.
 */
export function forEachVariant(
  flag: string,
  numbers: ReadonlyMap<string, number>,
  variants: readonly string[],
): Map<string, number> {
  const named = byVariant(flag, numbers, variants);
  const forgotten = variants.find((variant) => !named.has(variant));
  if (forgotten === undefined) return named;
  throw new UserError(`${flag} says nothing of variant ${forgotten}, which the data have`, {
    hint: 'give each variant its number; a variant that was not planned is a fault in the data',
  });
}
