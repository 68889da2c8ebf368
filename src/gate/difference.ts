/** Where two values say something else, and what: a path as `comparisons.0.pValue`. */
export interface Difference {
  path: string;
  recorded: unknown;
  found: unknown;
}

/**
 * Figures are written to their last digit and read back so, and the same program finds the same again. Another
 * machine's may round otherwise in a few last places, which a p-value far out multiplies by hundreds.
 */
const ROUNDING = 1e-9;

/** The first difference between what is on record and what was found, in the record's order; `null` for none. */
export function differenceOf(recorded: unknown, found: unknown, path = ''): Difference | null {
  if (isPart(recorded) && isPart(found)) {
    const keys = new Set([...Object.keys(recorded), ...Object.keys(found)]);
    for (const key of keys) {
      const below = path === '' ? key : `${path}.${key}`;
      const difference = differenceOf(recorded[key], found[key], below);
      if (difference !== null) return difference;
    }
    return null;
  }
  return isAlike(recorded, found) ? null : { path, recorded, found };
}

function isPart(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isAlike(a: unknown, b: unknown): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return a === b;
  return a === b || Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b));
}

/** A difference in words. */
export function wordDifference({ path, recorded, found }: Difference): string {
  return `${path} is ${worded(recorded)} on record, where the figures come to ${worded(found)}`;
}

function worded(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}
