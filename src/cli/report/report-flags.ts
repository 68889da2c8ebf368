import { ANSWER_KINDS, answerFormats } from '../../render/answers.js';
import type { FlagValues } from '../flags/flag.js';
import { reportOutputFlags } from '../flags/shared-flags.js';

/** The formats of all that can be saved. */
export const SAVED_FORMATS: readonly string[] = [...new Set(ANSWER_KINDS.flatMap(answerFormats))];

/** The flags of `report`. */
export const REPORT_FLAGS = { 'Output:': reportOutputFlags(SAVED_FORMATS) };

export type ReportFlags = FlagValues<typeof REPORT_FLAGS>;
