import { UserError } from '../errors.js';
import { type Analysis, analyzeCells } from '../experiment/analysis.js';
import { plannedUnits } from '../experiment/planned-units.js';
import { dataHash } from '../read/data-hash.js';
import { readPlan } from '../read/plan-file.js';
import type { ReadResult } from '../read/read-cells.js';
import type { Source } from '../read/reading.js';
import type { PlanReport } from '../report/report.js';
import { designFromPlan, planReadOptions } from './design-from-plan.js';
import { type DialectFlags, dialectFrom } from './dialect-flags.js';
import type { Io } from './io.js';
import { type LookContext, monitoringFrom, type PlanRead } from './monitoring-from.js';
import { readWithProgress } from './read-files.js';

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
  const result = await readWithProgress(sources, options, io, { quiet });
  const files = result.files.map(({ sha256 }, i) => ({ sha256, variant: sources[i]!.variant }));
  return { plan, result, data: dataHash(files) };
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
export function planReport({ plan, path, sha256 }: PlanRead, { design }: Analysis): PlanReport {
  const { experiment, hypothesis, units } = plan;
  return {
    ...{ path, sha256, experiment, hypothesis },
    plannedUnits: Object.fromEntries(design.monitoring!.plannedUnits),
    dailyUnits: units.daily,
  };
}
