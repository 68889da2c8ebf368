import { refusedLine } from '../read/journal/refused-line.js';
import type { Journal } from '../read/journal/schema.js';
import type { PlanRead } from '../read/plan/read-plan.js';
import { faultOfDecision } from './decision-on-record.js';
import { faultOfNames } from './names-on-record.js';
import { faultOfFigures } from './replay.js';
import { faultOfVersion1 } from './version-1-on-record.js';

/**
 * Checks that the looks on record say what their own figures come to by the plan. Of a look by another plan, or
 * of any where the first is by another, the figures cannot be known; such a journal decides nothing anyway.
 *
 * @throws {UserError} at the first line that does not, with what it says and what the figures do.
 */
export function checkJournal(journal: Journal, read: PlanRead): void {
  for (const i of journal.looks.keys()) {
    const fault = faultOfLook(journal, i, read);
    if (fault === null) continue;
    // A version that works a figure out better may come to another, and must not be told it was forged.
    const hint = `restore the journal from a copy; where perso-test ${journal.looks[i]!.tool} wrote it so, go on with that version`;
    throw refusedLine(fault, { file: journal.path, line: i + 1 }, hint);
  }
}

/** What is wrong with what look i of a journal says, from 0; `null` where nothing is. */
export function faultOfLook(journal: Journal, i: number, read: PlanRead): string | null {
  const { looks } = journal;
  const [line, first] = [looks[i]!, looks[0]!];
  const fault = faultOfDecision(line, first);
  if (fault !== null || line.plan !== read.sha256 || first.plan !== read.sha256) return fault;
  const before = { ...journal, looks: looks.slice(0, i), report: null, closing: null };
  const names = faultOfNames(line, read.plan);
  if (names !== null) return names;
  return line.schemaVersion === 1
    ? faultOfVersion1(line, before, read)
    : faultOfFigures(line, before, read);
}
