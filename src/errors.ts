import { LIBRARY_WORDS, type Vocabulary, type Wording, worded } from './vocabulary.js';

/** A place in a file: lines from 1, columns as fields from 1. */
export interface Location {
  file: string;
  line?: number;
  column?: number;
}

/**
 * A mistake in what the user gave, as opposed to a bug of ours: says what is wrong, where, and what
 * to do about it. By itself it speaks to a user of the library; `inWords` words it for another.
 *
 * @example
 * const error = new UserError('"12,5" is not a number', {
 *   location: { file: 'results.csv', line: 1042, column: 7 },
 *   hint: 'decimal comma? pass --decimal ,',
 * });
 * error instanceof Error; // => true
 * error.message; // => '"12,5" is not a number'
 * error.hint; // => 'decimal comma? pass --decimal ,'
 */
export class UserError extends Error {
  readonly location: Location | undefined;
  /** Whether more than one row is wrong, so that leaving the row out would not help. */
  readonly fatal: boolean;
  readonly #message: Wording;
  readonly #hint: Wording | undefined;

  constructor(
    message: Wording,
    details: { location?: Location | undefined; hint?: Wording; fatal?: boolean } = {},
  ) {
    super(worded(message, LIBRARY_WORDS));
    this.name = 'UserError';
    this.location = details.location;
    this.fatal = details.fatal ?? false;
    this.#message = message;
    this.#hint = details.hint;
  }

  /** What to do about it. */
  get hint(): string | undefined {
    return this.inWords(LIBRARY_WORDS).hint;
  }

  /** What is wrong and what to do about it, with options as they are written there. */
  inWords(say: Vocabulary): { message: string; hint: string | undefined } {
    const hint = this.#hint === undefined ? undefined : worded(this.#hint, say);
    return { message: worded(this.#message, say), hint };
  }
}

/**
 * The error that something is said of a metric which is not among these.
 *
 * @param said what names it, as a cap of it
 * @param where what has these metrics
 */
export function noSuchMetric(
  said: Wording,
  name: string,
  metrics: readonly string[],
  where: 'run' | 'query' | 'ledger' = 'run',
): UserError {
  const close = closestTo(name, metrics);
  return new UserError((say) => `${worded(said, say)}: there is no such metric in this ${where}`, {
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
