import { version } from '../../../package.json';
import { UserError } from '../../errors.js';
import { analyzeLook } from '../../gate/look.js';
import { readJournal } from '../../read/journal/journal.js';
import { readPlan } from '../../read/plan/read-plan.js';
import type { Source } from '../../read/reading.js';
import { buildReport } from '../../report/build.js';
import { followedPlan } from '../../report/occasion.js';
import { withProject } from '../../report/project-checks.js';
import type { Report } from '../../report/report.js';
import { flagName } from '../flags/flag.js';
import { FLAG_WORDS } from '../flags/flag-words.js';
import { FILES_OF_A_PLAN, PROJECT } from '../flags/shared-flags.js';
import { readByPlan } from '../input/read-by-plan.js';
import type { Io } from '../io.js';
import { beganAt, planHeld } from '../project/plan-held.js';
import type { Project } from '../project/project.js';
import { projectRun } from '../project/project-run.js';
import { ANALYZE_FLAGS, type AnalyzeFlags } from './analyze-flags.js';

/** What may be said beside a plan: where it is, how files are written, and where the answer goes. */
const BESIDE_A_PLAN = new Set([
  'plan',
  'journal',
  // Beside what the plan asks, and no part of what it decides.
  'overTime',
  ...Object.keys(FILES_OF_A_PLAN),
  ...Object.keys(PROJECT),
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
  project: Project,
  io: Io,
): Promise<Report> {
  const other = said.find((key) => !BESIDE_A_PLAN.has(key));
  if (other !== undefined) {
    throw new UserError(`${flagName(other)}: the plan says what is asked`, {
      hint: 'leave out one of the two; without --plan the flags ask',
    });
  }
  const plan = await readPlan(flags.plan);
  const held = planHeld(plan, project, beganAt(flags.journal ?? null, io));
  const read = await readByPlan(plan, sources, flags, io);
  const before = flags.journal === undefined ? null : readJournal(flags.journal);
  const analysis = analyzeLook({ ...read, before, time: io.now() });
  const occasion = { plan: followedPlan(read.read, analysis), look: null };
  const report = buildReport(analysis, read.input, version, occasion, FLAG_WORDS);
  return withProject(report, projectRun(held, project));
}
