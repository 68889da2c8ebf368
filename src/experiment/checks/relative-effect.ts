import type { CheckedData } from './check.js';

interface NoRelativeCheck {
  code: 'NO_RELATIVE_EFFECT';
  status: 'warn';
  metric: string;
  treatment: string;
  zero: boolean;
}

/** The comparisons that have no lift, since their control cannot be told from 0. */
export function noRelativeEffect({
  comparisons,
}: Pick<CheckedData, 'comparisons'>): NoRelativeCheck[] {
  return comparisons.flatMap((comparison): NoRelativeCheck[] => {
    const { relativeEffect, method, reason, metric, strata, control, treatment } = comparison;
    const hasNone = method === 'fisher' || strata !== null || reason !== null;
    if (relativeEffect !== null || hasNone) return [];
    const zero = control.mean === 0;
    return [
      { code: 'NO_RELATIVE_EFFECT', status: 'warn', metric, treatment: treatment.variant, zero },
    ];
  });
}
