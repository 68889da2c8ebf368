import { version } from '../../../package.json';
import type { Analysis } from '../../experiment/analysis.js';
import { decideLook, decideUnrecorded } from '../../gate/look.js';
import { looksSoFar } from '../../gate/looks-so-far.js';
import { checkApart, recordLook } from '../../read/journal/journal.js';
import { readPlan } from '../../read/plan/read-plan.js';
import { REPORT_FORMAT_NAMES } from '../../render/report-formats.js';
import { buildReport } from '../../report/build.js';
import { followedPlan, type LookRecord, lookReport } from '../../report/occasion.js';
import { withProject } from '../../report/project-checks.js';
import type { Report } from '../../report/report.js';
import { DECISION_EXIT } from '../exit-codes.js';
import { checkedFlags } from '../flags/checked-flags.js';
import { FLAG_WORDS } from '../flags/flag-words.js';
import { type ReadByPlan, readByPlan } from '../input/read-by-plan.js';
import { sourcesOf } from '../input/sources.js';
import type { Io } from '../io.js';
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import { beganAt, checkHeld, planHeld } from '../project/plan-held.js';
import type { Project } from '../project/project.js';
import { projectRun } from '../project/project-run.js';
import { GATE_FLAGS, type GateFlags } from './gate-flags.js';

/**
 * Decides by a plan whether a treatment may be shipped, puts the look on record, and writes the report.
 * Gives the exit code of the decision. Only what was recorded is reported. A plan against the rules of its project
 * is refused before data are read: rules forbid, and change neither a question nor its answer.
 */
export async function gate(
  planPath: string,
  files: string[],
  given: unknown,
  project: Project,
  io: Io,
): Promise<number> {
  const flags = checkedFlags(GATE_FLAGS, given);
  const { journal = null } = flags;
  const sources = await sourcesOf(files);
  const paths = [planPath, ...sources.map(({ path }) => path)];
  if (journal !== null) checkApart(journal, paths);
  const inputs = journal === null ? paths : [...paths, journal];
  const targets = outputsFrom(flags, REPORT_FORMAT_NAMES, inputs);
  const plan = await readPlan(planPath);
  const held = planHeld(plan, project, beganAt(journal, io));
  checkHeld(plan, held);
  const read = await readByPlan(plan, sources, flags, io);
  const decided = journal === null ? unrecorded(read, io) : await recorded(read, journal, io);
  const report = withProject(decided, projectRun(held, project));
  await writeAnswer('analysis', report, targets, flags, io);
  return exitCodeOf(report, flags);
}

/** A look that nobody keeps; the plan must not need the ones before. */
function unrecorded(read: ReadByPlan, io: Io): Report {
  const analysis = decideUnrecorded({ ...read, time: io.now() });
  return reportOf(read, analysis, { journal: null, previous: null });
}

/** A look that is on record by the time its report is given. */
async function recorded(read: ReadByPlan, journal: string, io: Io): Promise<Report> {
  return recordLook(journal, async (before) => {
    const { analysis, line } = decideLook({ ...read, before }, { time: io.now(), version });
    const previous = before.looks.at(-1) ?? null;
    const looks = looksSoFar([...before.looks, line]);
    return { line, result: reportOf(read, analysis, { journal, previous }, looks) };
  });
}

function reportOf(
  { read, input }: ReadByPlan,
  analysis: Analysis,
  record: LookRecord,
  looks?: Report['looks'],
): Report {
  const occasion = {
    plan: followedPlan(read, analysis),
    look: lookReport(analysis, record),
    ...(looks === undefined ? {} : { looks }),
  };
  return buildReport(analysis, input, version, occasion, FLAG_WORDS);
}

function exitCodeOf({ verdict }: Report, { exitCode }: GateFlags): number {
  const said = exitCode.findLast(({ decision }) => decision === verdict.decision);
  return said?.code ?? DECISION_EXIT[verdict.decision];
}
