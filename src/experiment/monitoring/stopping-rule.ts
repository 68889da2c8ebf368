import type { FutilityRule } from '../../stats/power/futility-plan.js';
import type { Spending } from '../../stats/sequential/spending-family.js';

/** More planned looks than these gain next to nothing, and take seconds to work out. */
export const MOST_LOOKS = 100;

/** How a test may be looked at while it runs: once at its size, at any time, or at planned looks. */
export const MONITORING_METHODS = ['fixed', 'always-valid', 'group-sequential'] as const;

/** How a test is looked at while it runs, with what that takes. */
export type StoppingRule =
  | { method: 'fixed' }
  | { method: 'always-valid' }
  | {
      method: 'group-sequential';
      spending: Spending;
      /** How many looks the size is planned for; more or fewer are allowed. */
      looks: number;
      /** How it may be given up that shows nothing; left out: not before its end. */
      futility?: FutilityRule | null;
    };

/** A group-sequential one. */
export type GroupSequentialRule = Extract<StoppingRule, { method: 'group-sequential' }>;

/** The same without what ends a test that shows nothing: only an effect that is looked for is given up so. */
export function withoutFutility(rule: StoppingRule): StoppingRule {
  return rule.method === 'group-sequential' ? { ...rule, futility: null } : rule;
}

/** One look at a finished test. */
export const ONE_LOOK = { method: 'fixed' } as const satisfies StoppingRule;
