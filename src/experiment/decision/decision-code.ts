/** What is to be done, as far as the data say. */
export const DECISIONS = ['ship', 'keep-control', 'keep-collecting', 'invalid'] as const;

/** One of DECISIONS. */
export type DecisionCode = (typeof DECISIONS)[number];

/** A decision, and the variant to go on with; `null` while undecided. */
export interface Decision {
  decision: DecisionCode;
  variant: string | null;
}
