import { REPORT_FORMAT_NAMES } from '../../render/report-formats.js';
import type { FlagValues } from '../flags/flag.js';
import { reportOutputFlags } from '../flags/shared-flags.js';

/** The flags of `report`. */
export const REPORT_FLAGS = { 'Output:': reportOutputFlags(REPORT_FORMAT_NAMES) };

export type ReportFlags = FlagValues<typeof REPORT_FLAGS>;
