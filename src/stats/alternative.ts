/**
 * What the alternative hypothesis claims of an effect (treatment − control): that it differs from
 * the null value, is greater, or is less.
 */
export const ALTERNATIVES = ['two-sided', 'greater', 'less'] as const;

/** One of ALTERNATIVES. */
export type Alternative = (typeof ALTERNATIVES)[number];

/** The alternative turned round; two-sided it stays as it is. */
export function opposite(alternative: Alternative): Alternative {
  if (alternative === 'two-sided') return alternative;
  return alternative === 'greater' ? 'less' : 'greater';
}
