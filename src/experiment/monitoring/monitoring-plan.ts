import type { Spending } from '../../stats/sequential/spending.js';

/** More planned looks than these gain next to nothing, and take seconds to work out. */
export const MOST_LOOKS = 100;

/** The ways in which a test may be looked at while it runs: once at its end, whenever, as planned. */
export const MONITORING_METHODS = ['fixed', 'always-valid', 'group-sequential'] as const;

export type MonitoringMethod = (typeof MONITORING_METHODS)[number];

/** How a test may be looked at while it runs. */
export type MonitoringPlan =
  | { method: 'fixed' }
  | { method: 'always-valid' }
  | {
      method: 'group-sequential';
      spending: Spending;
      /** How many looks the size is planned for; more or fewer are allowed. */
      looks: number;
    };
