import { closestTo } from '../../errors.js';
import type { Aggregates } from '../aggregates.js';
import type { CheckedData } from './check.js';

interface AlikeCheck {
  code: 'ALIKE_VARIANTS';
  status: 'warn';
  variants: [string, string];
  /** Whether only case or space differ; else letters, and the second has next to no units. */
  samePlain: boolean;
}

/** A variant with less than this of the units of another is no arm of a test that anyone planned. */
const NEXT_TO_NONE = 0.01;

/**
 * Variants that are probably one, misspelt: their names differ only in case or space, or in a few letters and
 * one of them has next to no units.
 */
export function alikeVariants({ aggregates }: Pick<CheckedData, 'aggregates'>): AlikeCheck[] {
  const seen = new Map<string, string>();
  return [...aggregates.variants.keys()].flatMap((variant): AlikeCheck[] => {
    const plain = variant.toLowerCase().replace(/\s+/g, ' ');
    const same = seen.get(plain);
    seen.set(plain, variant);
    const other = same ?? misspelt(variant, aggregates);
    if (other === null) return [];
    const samePlain = same !== undefined;
    return [{ code: 'ALIKE_VARIANTS', status: 'warn', variants: [other, variant], samePlain }];
  });
}

/** The variant that this one may be a misspelling of, having so few units; `null` for none. */
function misspelt(variant: string, { variants }: Aggregates): string | null {
  const { units } = variants.get(variant)!;
  const larger = [...variants]
    .filter(([, other]) => units < NEXT_TO_NONE * other.units)
    .map(([name]) => name);
  return closestTo(variant, larger) ?? null;
}
