import type { Estimate } from '../experiment/estimate.js';
import type { RecordedLine } from '../read/journal/schema.js';
import type { JournalComparison, JournalLine } from '../read/journal/version-2.js';

/** What a look on record came to, for reports. */
export interface LookSoFar extends Pick<JournalLine, 'time' | 'decision' | 'variant'> {
  number: number;
  comparisons: ComparisonSoFar[];
}

/** One comparison of it. */
export interface ComparisonSoFar
  extends Pick<
    JournalComparison,
    'metric' | 'kind' | 'confidence' | 'informationFraction' | 'outcome'
  > {
  treatment: string;
  effect: Estimate;
}

/**
 * What each look on record came to, for a report's `looks`. One that repeats the data of the look before adds nothing,
 * and of lines of version 1 the intervals are not known.
 * @example
 * const { looks } = readJournal('fixtures/programme/cart-price-shipping.jsonl');
 * looksSoFar(looks).map(({ number, decision }) => [number, decision]);
 * // => [ [ 1, 'keep-collecting' ], [ 2, 'keep-collecting' ], [ 3, 'keep-control' ] ]
 */
export function looksSoFar(looks: readonly RecordedLine[]): LookSoFar[] {
  return looks.filter(isToldNow).map(({ look, time, decision, variant, comparisons }) => ({
    number: look,
    time,
    decision,
    variant,
    comparisons: comparisons.map((one) => ({
      metric: one.metric,
      kind: one.kind,
      treatment: one.treatment.variant,
      effect: one.effect,
      confidence: one.confidence,
      informationFraction: one.informationFraction,
      outcome: one.outcome,
    })),
  }));
}

function isToldNow(line: RecordedLine): line is JournalLine {
  return line.schemaVersion === 2 && !line.repeats;
}
