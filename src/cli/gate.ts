import { version } from '../../package.json';
import { analyzeCells } from '../experiment/analysis.js';
import { leastFraction } from '../experiment/monitoring.js';
import { dataHash } from '../read/data-hash.js';
import { checkApart, type JournalLine, recordLook } from '../read/journal.js';
import { readPlan } from '../read/plan-file.js';
import { readCells } from '../read/read-cells.js';
import { buildReport } from '../report/build.js';
import type { LookReport, PlanReport, Report } from '../report/report.js';
import { designFromPlan, planReadOptions } from './design-from-plan.js';
import { dialectFrom } from './dialect-flags.js';
import { DECISION_EXIT } from './exit-codes.js';
import { REPORT_FORMATS } from './flags.js';
import { type GateFlags, gateFlags } from './gate-options.js';
import { inputReport, sourceOf } from './input.js';
import type { Io } from './io.js';
import { journalLine } from './journal-line.js';
import { type LookContext, monitoringFrom, type PlanRead } from './monitoring-from.js';
import { outputsFrom, writeOutputs } from './outputs.js';
import { renderedReport } from './rendered.js';
import { checkedFlags } from './values.js';

/**
 * Decides by a plan whether a treatment may be shipped, puts the look on record, and writes the report.
 * Gives the exit code of the decision. Only what was recorded is reported.
 */
export async function gate(
  planPath: string,
  files: string[],
  given: unknown,
  io: Io,
): Promise<number> {
  const flags = checkedFlags(gateFlags, given);
  const sources = files.map(sourceOf);
  const paths = [planPath, ...sources.map(({ path }) => path)];
  if (flags.journal !== undefined) checkApart(flags.journal, paths);
  const inputs = flags.journal === undefined ? paths : [...paths, flags.journal];
  const targets = outputsFrom(flags, REPORT_FORMATS, inputs);
  const plan = { ...(await readPlan(planPath)), path: planPath };
  const read = await readCells(
    sources,
    { ...planReadOptions(plan.plan), ...dialectFrom(flags) },
    io,
  );
  const hashed = read.files.map(({ sha256 }, i) => ({ sha256, variant: sources[i]!.variant }));
  const context = { read: plan, cells: read.cells, data: dataHash(hashed) };
  const input = inputReport(read);
  const report = await recorded(flags.journal, (before) => {
    const { analysis, occasion } = lookAt({ ...context, before }, flags.journal ?? null);
    return {
      result: buildReport(analysis, input, version, occasion),
      line: () => journalLine(analysis, { ...context, time: io.now(), version }),
    };
  });
  const quiet = flags.quiet === true;
  await writeOutputs(
    targets,
    flags,
    (format, style) => renderedReport(report, format, style, quiet),
    io,
  );
  return exitCodeOf(report, flags);
}

/** What is decided, once it is on record where a journal is kept. */
async function recorded(
  journal: string | undefined,
  decide: (before: JournalLine[] | null) => { result: Report; line: () => JournalLine },
): Promise<Report> {
  if (journal === undefined) return decide(null).result;
  return recordLook(journal, async (before) => {
    const { result, line } = decide(before);
    return { result, line: line() };
  });
}

function lookAt(context: LookContext, journal: string | null) {
  const { read, cells, before } = context;
  const monitoring = monitoringFrom(context);
  const design = designFromPlan(read.plan, cells, read.path, monitoring);
  const analysis = analyzeCells(
    { ...cells, metrics: design.metrics.map(({ name }) => name) },
    design,
  );
  const last = before?.at(-1);
  const look: LookReport = {
    number: monitoring.look,
    repeated: monitoring.repeats !== null,
    informationFraction: Math.min(1, leastFraction(design)),
    journal,
    previous:
      last === undefined ? null : { number: last.look, time: last.time, decision: last.decision },
  };
  return { analysis, occasion: { plan: planReport(read, monitoring.plannedUnits), look } };
}

/** What a plan promised, for the report. */
export function planReport(
  { plan, path, sha256 }: PlanRead,
  plannedUnits: ReadonlyMap<string, number>,
): PlanReport {
  const { experiment, hypothesis, units } = plan;
  return {
    ...{ path, sha256, experiment, hypothesis },
    plannedUnits: Object.fromEntries(plannedUnits),
    dailyUnits: units.daily,
  };
}

function exitCodeOf({ verdict }: Report, { exitCode }: GateFlags): number {
  const said = exitCode.findLast(({ decision }) => decision === verdict.decision);
  return said?.code ?? DECISION_EXIT[verdict.decision];
}
