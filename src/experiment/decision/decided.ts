/** What to do: ship a treatment, keep the control, collect on, or find out first what is wrong with the data. */
export type Decision = 'ship' | 'keep-control' | 'keep-collecting' | 'invalid';

/** A decision, and the variant to go on with; `null` while undecided. */
export interface Decided {
  decision: Decision;
  variant: string | null;
}
