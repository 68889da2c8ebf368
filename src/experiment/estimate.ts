/** A point estimate with the interval of values that the test does not reject; `null`: no end there. */
export interface Estimate {
  estimate: number;
  lower: number | null;
  upper: number | null;
}
