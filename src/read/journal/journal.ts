import { existsSync, readFileSync, statSync } from 'node:fs';
import { UserError } from '../../errors.js';
import { OWN_PATHS } from '../paths/paths.js';
import { lineSha256 } from './chain.js';
import { faultOfPlace } from './line.js';
import { journalIn } from './lines.js';
import { PATIENCE, type Patience, withClaim } from './lock.js';
import { checkWritable, type JournalPlace, journalPlace, onJournal } from './place.js';
import { replaceBy } from './replaced.js';
import type { ReportLine } from './report-line.js';
import { type AnyLine, faultOf, isClosing, isReport, type Journal } from './schema.js';
import type { ClosingLine, JournalLine } from './version-2.js';

export { checkApart } from './place.js';
export type { Journal } from './schema.js';
export type { JournalComparison, JournalLine } from './version-2.js';

/**
 * What is on record in a journal; nothing where the file does not exist. It is read without waiting for
 * anyone: a journal is only ever replaced as a whole. That its lines are whole, and stand where they were
 * written, is known then; what they say is held against the plan by `analyzeLook` and `decideLook`.
 *
 * @throws {UserError} when it cannot be read, or on its first line that is not wholly a look, or stands
 *   where it was not written.
 * @example
 * readJournal('none-yet.jsonl').looks; // => []
 * readJournal('fixtures/programme/cart-checkout-short.jsonl').looks[0]?.units.generic; // => 46509
 */
export function readJournal(path: string): Journal {
  const place = journalPlace(path);
  return journalIn(bytesIn(place), path);
}

/**
 * The result of `decide`, once its line is on disk. `decide` makes it from the looks before, and
 * nobody else can add one meanwhile. When it throws, nothing is recorded.
 *
 * The line is added by writing the whole journal anew into the lock's own file, flushing it, and
 * renaming it over the journal, which also lets go of the lock. So a reader sees the journal before
 * or after, and a crash at any moment, or a power cut, leaves either: appending in place would leave
 * half a line when it is cut off, which then could not be told from a damage done by others. A
 * journal has a line a look, so copying it costs nothing.
 *
 * @throws {UserError} when the journal is damaged, held by another for too long, or cannot be written.
 * @example
 * const read = await readPlan('fixtures/plan.yaml');
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const { aggregates, files } = await readAggregates(sources, planReadOptions(read.plan), process);
 * const data = hashOfLook(files, sources);
 * const decision = await recordLook('looks.jsonl', async (before) => {
 *   const { line } = decideLook({ read, aggregates, data, before }, { time: new Date(), version: '1.0.0' });
 *   return { line, result: line.decision };
 * });
 * decision; // => 'ship'
 * readJournal('looks.jsonl').looks.length; // => 1
 */
export async function recordLook<T>(
  path: string,
  decide: (before: Journal) => Promise<{ line: JournalLine; result: T }>,
  patience = PATIENCE,
): Promise<T> {
  const decideOne = async (before: Journal) => {
    const { line, result } = await decide(before);
    return { lines: [line], result };
  };
  return recordLines(path, decideOne, patience);
}

/**
 * The line that `close` makes of the looks on record, once it is on disk behind them and so ends the experiment;
 * `closingLine` makes one. As a look it is written whole or not at all, and when `close` throws, nothing is.
 *
 * @throws {UserError} as `recordLook`.
 * @example
 * const read = await readPlan('fixtures/plan.yaml');
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const { aggregates, files } = await readAggregates(sources, planReadOptions(read.plan), process);
 * const data = hashOfLook(files, sources);
 * await recordLook('closed.jsonl', async (before) => {
 *   const { line } = decideLook({ read, aggregates, data, before }, { time: new Date(), version: '1.0.0' });
 *   return { line, result: line.decision };
 * });
 * const closed = await recordClosing('closed.jsonl', (before) =>
 *   closingLine(before, { learned: 'Interests are worth a hero.' }, { time: new Date(), version: '1.0.0' }),
 * );
 * [closed.decision, closed.variant]; // => [ 'ship', 'full' ]
 * readJournal('closed.jsonl').closing?.learned; // => 'Interests are worth a hero.'
 */
export async function recordClosing(
  path: string,
  close: (before: Journal) => ClosingLine,
  patience = PATIENCE,
): Promise<ClosingLine> {
  const decide = async (before: Journal) => {
    const line = close(before);
    return { lines: [line], result: line };
  };
  return recordLines(path, decide, patience);
}

/**
 * A new journal of a test that had no gate: its report, and the line that `close` makes behind it, both or none.
 *
 * @throws {UserError} when there is a journal already, else as `recordLook`.
 */
export async function recordReport(
  path: string,
  report: ReportLine,
  close: (before: Journal) => ClosingLine,
  patience = PATIENCE,
): Promise<ClosingLine> {
  const decide = async (before: Journal) => {
    if (before.last !== null) throw begunAlready(path);
    const closing = close(withLine(before, report));
    return { lines: [report, closing], result: closing };
  };
  return recordLines(path, decide, patience);
}

function begunAlready(file: string): UserError {
  return new UserError('this journal is begun already', {
    location: { file },
    hint: 'a report begins a journal of its own; give another name',
  });
}

/** Those lines as they are written, each of which may follow the ones before. */
function textOf(lines: readonly AnyLine[], before: Journal): Buffer {
  let journal = before;
  for (const line of lines) {
    checkNext(line, journal);
    journal = withLine(journal, line);
  }
  return Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** The journal with one line more. */
function withLine(journal: Journal, line: AnyLine): Journal {
  const last = lineSha256(JSON.stringify(line));
  if (isClosing(line)) return { ...journal, closing: line, last };
  if (isReport(line)) return { ...journal, report: line, last };
  return { ...journal, looks: [...journal.looks, line], last };
}

async function recordLines<T>(
  path: string,
  decide: (before: Journal) => Promise<{ lines: AnyLine[]; result: T }>,
  patience: Patience,
): Promise<T> {
  const place = journalPlace(path);
  checkWritable(place);
  return withClaim(place, patience, async (claim) => {
    const bytes = bytesIn(place);
    const before = journalIn(bytes, path);
    const { lines, result } = await decide(before);
    const next = Buffer.concat([bytes, textOf(lines, before)]);
    checkHeld(claim, path);
    onJournal(path, () => replaceBy(claim, next, place));
    return result;
  });
}

function bytesIn({ named, folder, name }: JournalPlace): Buffer {
  return onJournal(named, () => {
    const path = OWN_PATHS.join(folder, name);
    const exists = statSync(path, { throwIfNoEntry: false }) !== undefined;
    return exists ? readFileSync(path) : Buffer.alloc(0);
  });
}

/** A line that could not be read again is a bug of ours, not the user's. */
function checkNext(line: AnyLine, before: Journal): void {
  const fault = faultOf(line) ?? faultOfPlace(line, before);
  if (before.closing !== null) throw new Error('no line for a journal: it is closed');
  if (fault !== null) throw new Error(`no line for a journal: ${fault}`);
  if (line.schemaVersion === 1) throw new Error('no line for a journal: it is of version 1');
  if (line.previous !== before.last)
    throw new Error('no line for a journal: another one came before');
}

/** Where someone deleted the lock, another may have written since, and the journal is not ours to replace. */
function checkHeld(claim: string, file: string): void {
  if (existsSync(claim)) return;
  throw new UserError('the lock of the journal was deleted while it was held', {
    location: { file },
    hint: 'nothing was recorded; run this again',
  });
}
