/**
 * What the alternative hypothesis claims of an effect (treatment − control): that it differs from
 * the null value, is greater, or is less.
 */
export type Alternative = 'two-sided' | 'greater' | 'less';
