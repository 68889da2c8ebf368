import type { CheckedData } from './check.js';

interface AlikeFinding {
  code: 'ALIKE_VARIANTS';
  status: 'warn';
  variants: [string, string];
}

/** Variants whose names differ only in case or space: probably one variant, misspelt. */
export function alikeVariants({ cells }: Pick<CheckedData, 'cells'>): AlikeFinding[] {
  const seen = new Map<string, string>();
  return [...cells.variants.keys()].flatMap((variant): AlikeFinding[] => {
    const plain = variant.toLowerCase().replace(/\s+/g, ' ');
    const other = seen.get(plain);
    seen.set(plain, variant);
    return other === undefined
      ? []
      : [{ code: 'ALIKE_VARIANTS', status: 'warn', variants: [other, variant] }];
  });
}
