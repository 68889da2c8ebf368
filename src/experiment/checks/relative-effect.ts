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
    const { relativeEffect, method, reason, metric, control, treatment } = comparison;
    if (relativeEffect !== null || method === 'fisher' || reason !== null) return [];
    const zero = control.mean === 0;
    return [
      { code: 'NO_RELATIVE_EFFECT', status: 'warn', metric, treatment: treatment.variant, zero },
    ];
  });
}
