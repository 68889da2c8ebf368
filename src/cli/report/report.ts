import { REPORT_FORMAT_NAMES } from '../../render/report-formats.js';
import { checkedFlags } from '../flags/checked-flags.js';
import type { Io } from '../io.js';
import { outputsFrom } from '../output/outputs.js';
import { writeReport } from '../output/rendered.js';
import { REPORT_FLAGS } from './report-flags.js';
import { readSavedReport } from './saved-report.js';

/** Writes a saved report in the formats asked for. */
export async function report(file: string, given: unknown, io: Io): Promise<void> {
  const flags = checkedFlags(REPORT_FLAGS, given);
  const targets = outputsFrom(flags, REPORT_FORMAT_NAMES, [file]);
  await writeReport(await readSavedReport(file, io), targets, flags, io);
}
