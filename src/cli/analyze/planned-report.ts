import { version } from '../../../package.json';
import { UserError } from '../../errors.js';
import { analyzeLook } from '../../gate/look.js';
import { readJournal } from '../../read/journal/journal.js';
import type { Source } from '../../read/reading.js';
import { buildReport } from '../../report/build.js';
import { followedPlan } from '../../report/occasion.js';
import type { Report } from '../../report/report.js';
import { flagName } from '../flags/flag.js';
import { FLAG_WORDS } from '../flags/flag-words.js';
import { FILES_OF_A_PLAN } from '../flags/shared-flags.js';
import { readByPlan } from '../input/read-by-plan.js';
import type { Io } from '../io.js';
import { ANALYZE_FLAGS, type AnalyzeFlags } from './analyze-flags.js';

/** What may be said beside a plan: where it is, how files are written, and where the answer goes. */
const BESIDE_A_PLAN = new Set([
  'plan',
  'journal',
  ...Object.keys(FILES_OF_A_PLAN),
  ...Object.keys(ANALYZE_FLAGS['Output:']),
]);

/**
 * The report of what a plan promised, of these files as they are now; nothing is put on record.
 *
 * @throws {UserError} when a flag asks for something else than the plan, beside what reading may find.
 */
export async function plannedReport(
  flags: AnalyzeFlags & { plan: string },
  said: readonly string[],
  sources: readonly Source[],
  io: Io,
): Promise<Report> {
  const other = said.find((key) => !BESIDE_A_PLAN.has(key));
  if (other !== undefined) {
    throw new UserError(`${flagName(other)}: the plan says what is asked`, {
      hint: 'leave out one of the two; without --plan the flags ask',
    });
  }
  const read = await readByPlan(flags.plan, sources, flags, io);
  const before = flags.journal === undefined ? null : readJournal(flags.journal);
  const analysis = analyzeLook({ ...read, before, time: io.now() });
  const occasion = { plan: followedPlan(read.read, analysis), look: null };
  return buildReport(analysis, read.input, version, occasion, FLAG_WORDS);
}
