import {
  type AnyLine,
  type EvidenceLine,
  isClosing,
  isReport,
  type Journal,
  type RecordedLine,
} from './schema.js';
import type { ClosingLine } from './version-2.js';

/**
 * The number that the next look must have.
 *
 * A repeated look keeps the number of the look before, so the very first one, which has nothing to
 * repeat, has none that fits: `null`.
 */
function nextLook(before: RecordedLine | undefined, repeats: boolean): number | null {
  if (before === undefined) return repeats ? null : 1;
  return repeats ? before.look : before.look + 1;
}

/** Why a line may not follow those of a journal; `null` where it may. */
export function faultOfPlace(line: AnyLine, before: Journal): string | null {
  const { looks, report, closing } = before;
  const written = looks.length + (report === null ? 0 : 1);
  if (closing !== null) return `this stands after line ${written + 1}, which ended the journal`;
  if (isClosing(line)) {
    const evidence = evidenceOf(before);
    return evidence === null ? 'this ends a journal without looks' : faultOfClosing(line, evidence);
  }
  if (isReport(line)) return written === 0 ? null : 'a report stands where only looks may follow';
  if (report !== null) return 'a look stands after the report of a test that had none';
  const last = looks.at(-1);
  return line.schemaVersion < (last?.schemaVersion ?? 1)
    ? 'a line of version 1 stands after one of version 2'
    : faultOfNumber(line, last);
}

/** What an experiment is ended after: its last look, or a report; `null` where there is neither. */
export function evidenceOf({ looks, report }: Journal): EvidenceLine | null {
  return looks.at(-1) ?? report;
}

/** What is wrong with the number of a look, by the one before; `null` where nothing is. */
export function faultOfNumber(
  { look, repeats }: RecordedLine,
  before: RecordedLine | undefined,
): string | null {
  const wanted = nextLook(before, repeats);
  if (look === wanted) return null;
  if (wanted === null) return `look ${look} repeats one, but it is the first`;
  return `look ${look} stands where look ${wanted} must follow`;
}

/** What a line that ends an experiment says otherwise than the last look, or the report, lets it; `null` where nothing is. */
export function faultOfClosing(
  { experiment, decision, variant, overrides, because }: ClosingLine,
  last: EvidenceLine,
): string | null {
  if (last.schemaVersion === 2 && experiment !== last.experiment) {
    return `this ends ${experiment}, and the looks are of ${last.experiment}`;
  }
  if (decision === 'keep-collecting') return 'keep-collecting ends nothing';
  const treatments = [...last.comparisons].map(treatmentOf);
  if (decision === 'ship' && !treatments.includes(variant ?? '')) {
    return `decision is ship, and ${variant} is no treatment`;
  }
  if (decision !== 'ship' && treatments.includes(variant ?? '')) {
    return `decision is ${decision}, and yet variant is ${variant}`;
  }
  const isOverride =
    decision !== last.decision || (decision === 'ship' && variant !== last.variant);
  const overridden = isOverride ? last.decision : null;
  if (overrides !== overridden) {
    return `overrides is ${overrides}, where the last look says ${last.decision} and ${decision} was done`;
  }
  return isOverride && because === null
    ? 'what was done overrides the last look, without because'
    : null;
}

/** Of whom a comparison is, whichever version wrote it. */
export function treatmentOf({ treatment }: { treatment: string | { variant: string } }): string {
  return typeof treatment === 'string' ? treatment : treatment.variant;
}
