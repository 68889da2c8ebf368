import type { CheckedData } from './check.js';

interface AlikeCheck {
  code: 'ALIKE_VARIANTS';
  status: 'warn';
  variants: [string, string];
}

/** Variants whose names differ only in case or space: probably one variant, misspelt. */
export function alikeVariants({ aggregates }: Pick<CheckedData, 'aggregates'>): AlikeCheck[] {
  const seen = new Map<string, string>();
  return [...aggregates.variants.keys()].flatMap((variant): AlikeCheck[] => {
    const plain = variant.toLowerCase().replace(/\s+/g, ' ');
    const other = seen.get(plain);
    seen.set(plain, variant);
    return other === undefined
      ? []
      : [{ code: 'ALIKE_VARIANTS', status: 'warn', variants: [other, variant] }];
  });
}
