/** A place in a file: lines from 1, columns as fields from 1. */
export interface Location {
  file: string;
  line?: number;
  column?: number;
}

/**
 * A mistake in what the user gave, as opposed to a bug of ours: says what is wrong, where, and what
 * to do about it.
 */
export class UserError extends Error {
  readonly location: Location | undefined;
  readonly hint: string | undefined;
  /** Whether more than one row is wrong, so that leaving the row out would not help. */
  readonly fatal: boolean;

  constructor(
    message: string,
    details: { location?: Location | undefined; hint?: string; fatal?: boolean } = {},
  ) {
    super(message);
    this.name = 'UserError';
    this.location = details.location;
    this.hint = details.hint;
    this.fatal = details.fatal ?? false;
  }
}

/**
 * The error that something is said of a metric which is not among these.
 *
 * @param said what names it, as `--cap spent=…`
 * @param where what has these metrics
 */
export function noSuchMetric(
  said: string,
  name: string,
  metrics: readonly string[],
  where: 'run' | 'query' = 'run',
): UserError {
  const close = closestTo(name, metrics);
  return new UserError(`${said}: there is no such metric in this ${where}`, {
    hint: close === undefined ? `metrics: ${metrics.join(', ')}` : `did you mean ${close}?`,
  });
}

/** The candidate that `word` is most likely a misspelling of; `undefined` where none is close. */
export function closestTo(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  // A third of the letters may be wrong: commander's own measure for its suggestions.
  // Of a single letter nothing would be left, so it is like no other.
  let bestDistance = word.length < 2 ? 1 : Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** The number of single-letter changes between two words (Levenshtein 1966). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
