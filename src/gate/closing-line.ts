import { UserError } from '../errors.js';
import { evidenceOf, treatmentOf } from '../read/journal/line.js';
import type { EvidenceLine, Journal } from '../read/journal/schema.js';
import type { ClosingLine, JournalComparison } from '../read/journal/version-2.js';

/** What is said of an experiment by whoever ends it; what is left out or `null` is not said. */
export interface ClosingWords {
  /** What was done; left out: what the last look decided. */
  decision?: ClosingLine['decision'] | null;
  /** Which treatment was shipped; left out: that of the last look, or the only one. */
  variant?: string | null;
  /** Why, where something else was done than the last look says. */
  because?: string | null;
  learned?: string | null;
  next?: string | null;
  horizonUnits?: number | null;
  trafficShare?: number | null;
}

/**
 * The line that ends an experiment after the looks on record. What was done may differ from what the last look
 * says, another treatment of it included, and then it says why.
 *
 * @param name of the experiment, where no look on record has it: those of version 1 do not.
 * @param occasion when it is, and by which version of the tool.
 * @throws {UserError} when there is no look, the experiment was ended before, the last look goes on and it is not said
 *   what was done, no reason is given for an override, or what is shipped is no treatment of it.
 * @example
 * const journal = readJournal('fixtures/programme/home-recs-style.jsonl');
 * const [look] = journal.looks;
 * [look?.decision, look?.variant]; // => [ 'keep-collecting', null ]
 * const line = closingLine(
 *   journal,
 *   { decision: 'keep-control', because: 'it is too dear to run', learned: 'Style matters little.' },
 *   { time: new Date('2026-03-02T09:00:00Z'), version: '1.0.0' },
 * );
 * [line.decision, line.overrides]; // => [ 'keep-control', 'keep-collecting' ]
 */
export function closingLine(
  before: Journal,
  said: ClosingWords,
  { name = null, time, version }: { name?: string | null; time: Date; version: string },
): ClosingLine {
  const last = openLook(before);
  const decision = said.decision ?? last.decision;
  if (decision === 'keep-collecting') throw undecided(before);
  const variant = variantAfter(before, said, decision);
  const isOverride =
    decision !== last.decision || (decision === 'ship' && variant !== last.variant);
  const because = said.because ?? null;
  if (isOverride && because === null) throw unexplained(before, decision);
  const experiment = last.schemaVersion === 2 ? last.experiment : name;
  if (experiment === null) {
    throw new UserError('the looks on record do not name their experiment', {
      location: { file: before.path },
      hint: 'give the plan that they were decided by',
    });
  }
  return {
    schemaVersion: 2,
    type: 'close',
    time: time.toISOString(),
    tool: version,
    experiment,
    previous: before.last,
    decision,
    variant,
    overrides: isOverride ? last.decision : null,
    because,
    learned: said.learned ?? null,
    next: said.next ?? null,
    horizonUnits: said.horizonUnits ?? null,
    trafficShare: said.trafficShare ?? null,
  };
}

function openLook(journal: Journal): EvidenceLine {
  const { path, looks, report, closing } = journal;
  if (closing !== null) {
    throw new UserError(`the experiment was ended here already, with ${closing.decision}`, {
      location: { file: path, line: looks.length + (report === null ? 1 : 2) },
      hint: 'what was written once stays; a new experiment has a plan and a journal of its own',
    });
  }
  const last = evidenceOf(journal);
  if (last !== null) return last;
  throw new UserError('there is no look in this journal that could be closed', {
    location: { file: path },
    hint: 'is it the journal of this experiment, in this folder?',
  });
}

/** What everyone gets from then on: the treatment that is shipped, or the control; `null` where nothing is decided. */
function variantAfter(
  journal: Journal,
  said: ClosingWords,
  decision: ClosingLine['decision'],
): string | null {
  const { path } = journal;
  const last = evidenceOf(journal)!;
  const named = said.variant ?? null;
  if (decision === 'ship') return treatmentShipped(last, named, path);
  const control = decision === 'keep-control' ? controlOf(last) : null;
  if (named === null || named === control) return control;
  throw new UserError(`${named} is named, and ${decision} ships nothing`, {
    location: { file: path },
    hint: 'name a variant only where one is shipped',
  });
}

function treatmentShipped(last: EvidenceLine, named: string | null, file: string): string {
  const treatments = [...new Set([...last.comparisons].map(treatmentOf))];
  const shipped = last.decision === 'ship' ? last.variant : null;
  const only = treatments.length === 1 ? treatments[0]! : null;
  const variant = named ?? shipped ?? only;
  if (variant !== null && treatments.includes(variant)) return variant;
  throw new UserError(
    variant === null ? 'which treatment was shipped?' : `${variant} is no treatment of this test`,
    { location: { file }, hint: `its treatments: ${treatments.join(', ')}` },
  );
}

/** Of version 1, only who keeps the control names it. */
function controlOf({ schemaVersion, decision, variant, ...line }: EvidenceLine): string | null {
  if (decision === 'keep-control') return variant;
  const [first] = line.comparisons;
  return schemaVersion === 2 ? (first as JournalComparison).control.variant : null;
}

/** Who spoke last of an experiment, and where that stands: a look on record, or a report that is yet to be. */
function spoken({ path, looks }: Journal) {
  const isLook = looks.length > 0;
  return {
    who: isLook ? 'the last look' : 'the report',
    location: isLook ? { file: path, line: looks.length } : { file: path },
  };
}

/** What is ended is collected on no more, so that it has to be said what is done instead. */
function undecided(journal: Journal): UserError {
  const { who, location } = spoken(journal);
  return new UserError(`${who} says to keep collecting, and that ends nothing`, {
    location,
    hint: (say) =>
      `collect on, or say what was done and why, by ${say.decision()} (ship, keep-control, invalid) and ${say.because()}`,
  });
}

function unexplained(journal: Journal, decision: string): UserError {
  const last = evidenceOf(journal)!;
  const { who, location } = spoken(journal);
  const verdict = last.variant === null ? last.decision : `${last.decision} of ${last.variant}`;
  return new UserError(`what was done, ${decision}, is not what ${who} says: ${verdict}`, {
    location,
    hint: (say) => `say why, by ${say.because()}: it is what the next test has to know`,
  });
}
