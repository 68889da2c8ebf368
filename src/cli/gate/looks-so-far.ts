import type { RecordedLine } from '../../read/journal/schema.js';
import type { JournalLine } from '../../read/journal/version-2.js';
import type { Report } from '../../report/report.js';

/**
 * What each look on record came to. One that repeats the data of the look before adds nothing, and of lines of version
 * 1 the intervals are not known.
 */
export function looksSoFar(looks: readonly RecordedLine[]): NonNullable<Report['looks']> {
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
