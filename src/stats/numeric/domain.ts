/** Throws RangeError, naming the argument, its domain and its value, unless it holds (of NaN nothing does). */
export function requireDomain(holds: boolean, name: string, domain: string, value: number): void {
  if (!holds) throw new RangeError(`${name} must be ${domain}, not ${value}`);
}

/** The same for a probability in [0, 1]. */
export function requireProbability(p: number, name = 'p'): void {
  requireDomain(p >= 0 && p <= 1, name, 'between 0 and 1', p);
}

/** The same for the confidence of an interval, as 0.95. */
export function requireConfidence(confidence: number): void {
  const holds = confidence > 0 && confidence < 1;
  requireDomain(holds, 'confidence', 'between 0 and 1, both excluded', confidence);
}

/** The same for a shape, scale or count that is positive and finite. */
export function requirePositive(value: number, name: string): void {
  requireDomain(value > 0 && value < Number.POSITIVE_INFINITY, name, 'positive and finite', value);
}
