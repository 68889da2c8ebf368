/**
 * What the alternative hypothesis claims of an effect (treatment − control): that it differs from
 * the null value, is greater, or is less.
 */
export type Alternative = 'two-sided' | 'greater' | 'less';

/** The alternative turned round; two-sided it stays as it is. */
export function opposite(alternative: Alternative): Alternative {
  if (alternative === 'two-sided') return alternative;
  return alternative === 'greater' ? 'less' : 'greater';
}
