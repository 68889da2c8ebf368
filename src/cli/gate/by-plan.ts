import { UserError } from '../../errors.js';
import { type Analysis, analyzeCells } from '../../experiment/analysis.js';
import { plannedUnits } from '../../experiment/size/planned-units.js';
import { designFromPlan, planReadOptions } from '../../gate/design-from-plan.js';
import { type LookContext, monitoringFrom, type PlanRead } from '../../gate/monitoring-from.js';
import { hintingAtPlan } from '../../gate/plan-hints.js';
import { dataHash } from '../../read/bytes/data-hash.js';
import { readPlan } from '../../read/plan/read-plan.js';
import type { ReadResult } from '../../read/read-cells.js';
import type { Source } from '../../read/reading.js';
import type { FollowedPlan } from '../../report/report.js';
import { dialectFrom, saidOfFiles } from '../flags/dialect.js';
import type { DialectFlags } from '../flags/shared-flags.js';
import { readWithProgress } from '../input/read-files.js';
import type { Io } from '../io.js';

/** A plan with the data that were read by it. */
export interface ReadByPlan {
  plan: PlanRead;
  result: ReadResult;
  /** The hash over the data files. */
  data: string;
}

/** Reads a plan, and the files as it says. */
export async function readByPlan(
  path: string,
  sources: readonly Source[],
  flags: DialectFlags & { quiet?: boolean | undefined },
  io: Io,
): Promise<ReadByPlan> {
  const plan = { ...(await readPlan(path)), path };
  const options = { ...planReadOptions(plan.plan), ...dialectFrom(flags) };
  const quiet = flags.quiet === true;
  const result = await hintingAtPlan(readWithProgress(sources, options, io, { quiet }));
  checkOnce(result.files);
  const files = result.files.map(({ sha256 }, i) => ({
    sha256: sha256!,
    variant: sources[i]!.variant,
  }));
  return { plan, result, data: dataHash(files, saidOfFiles(flags)) };
}

/**
 * Checks that no file is given twice: its units would count twice, and any effect look surer than it is.
 *
 * @throws {UserError} naming the second one.
 */
function checkOnce(files: ReadResult['files']): void {
  for (const [i, { path, sha256 }] of files.entries()) {
    const first = files.slice(0, i).find((file) => file.sha256 === sha256);
    if (first === undefined) continue;
    throw new UserError(`these are the bytes of ${first.path} again, and would count twice`, {
      location: { file: path },
      hint: 'leave out one of the two',
    });
  }
}

/** The analysis that a plan promised, of this look. */
export function analysisByPlan(
  { plan, result, data }: ReadByPlan,
  before: LookContext['before'],
): Analysis {
  const { cells } = result;
  const monitoring = monitoringFrom({ read: plan, cells, data, before });
  const design = designFromPlan(plan.plan, cells, plan.path, monitoring);
  return analyzeCells({ ...cells, metrics: design.metrics.map(({ name }) => name) }, design);
}

/**
 * Checks that a gate knows what it must not guess.
 *
 * @throws {UserError} when there is no journal, and the plan cannot be kept without one.
 */
export function checkRecorded({ plan, path }: PlanRead): void {
  if (plan.monitoring.method === 'group-sequential') {
    throw new UserError('a group-sequential test must know the looks before this one', {
      location: { file: path },
      hint: 'pass --journal looks.jsonl, and keep that file from one look to the next',
    });
  }
  if (plannedUnits(plan) === null) {
    throw new UserError('the plan says neither sampleSize nor what the control is expected to do', {
      location: { file: path },
      hint: 'add one (baseline), or pass --journal, which keeps the size that the first look has',
    });
  }
}

/** What a plan promised, for the report. */
export function followedPlan({ plan, path, sha256 }: PlanRead, { design }: Analysis): FollowedPlan {
  const { experiment, hypothesis, units } = plan;
  return {
    path,
    sha256,
    experiment,
    hypothesis,
    plannedUnits: Object.fromEntries(design.monitoring!.plannedUnits),
    dailyUnits: units.daily,
  };
}
