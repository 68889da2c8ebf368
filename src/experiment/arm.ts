/** One variant's values of the metric being compared. */
export interface Arm {
  variant: string;
  /** Units with a value. */
  n: number;
  /** In the metric's unit; a rate in [0, 1] for a proportion. */
  mean: number;
  /** Sample variance between units; `null` below two units. */
  variance: number | null;
  /** Proportions only. */
  successes?: number;
}
