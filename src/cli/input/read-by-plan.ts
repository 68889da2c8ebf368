import { planReadOptions } from '../../gate/design-from-plan.js';
import { hashOfLook } from '../../gate/hash-of-look.js';
import type { LookContext } from '../../gate/monitoring-from.js';
import type { PlanRead } from '../../read/plan/read-plan.js';
import type { Source } from '../../read/reading.js';
import { inputReport } from '../../report/input-report.js';
import type { InputReport } from '../../report/report.js';
import { besidePlan, csvFormatFrom, saidOfFiles } from '../flags/csv-format.js';
import type { TableFormatFlags } from '../flags/shared-flags.js';
import type { Io } from '../io.js';
import { readWithProgress } from './read-files.js';

/** A plan with the data that were read by it, and what the report says of them. */
export interface ReadByPlan extends Omit<LookContext, 'before' | 'time'> {
  input: InputReport;
}

/** Reads the files as a plan says. */
export async function readByPlan(
  read: PlanRead,
  sources: readonly Source[],
  flags: TableFormatFlags & { quiet?: boolean | undefined; overTime?: string | undefined },
  io: Io,
): Promise<ReadByPlan> {
  const said = besidePlan(flags);
  const options = {
    ...planReadOptions(read.plan, csvFormatFrom(said)),
    overTime: flags.overTime ?? null,
    aroundQuantiles: read.plan.monitoring.method !== 'always-valid' && flags.overTime === undefined,
  };
  const quiet = flags.quiet === true;
  const result = await readWithProgress(sources, options, io, { quiet });
  const data = hashOfLook(result.files, sources, saidOfFiles(said));
  return { read, aggregates: result.aggregates, data, input: inputReport(result) };
}
