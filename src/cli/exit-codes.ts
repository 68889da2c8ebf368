import type { DecisionCode } from '../experiment/decision/decision-code.js';

/**
 * What the exit code says. Node itself exits with 1 on a crash, so no verdict may. What is against the rules of a
 * project is told with the code of an invalid experiment, where it is the answer. A published figure that is not met is as
 * much a fault of the program as a crash.
 */
export const EXIT = { done: 0, crash: 1, disagrees: 1, usage: 2, against: 22 } as const;

/** What the exit code of a gate says. */
export const DECISION_EXIT: Record<DecisionCode, number> = {
  ship: 0,
  'keep-control': 20,
  'keep-collecting': 21,
  invalid: 22,
};
