import { ANSWER_FORMAT_NAMES } from '../../render/answer-formats.js';
import type { FlagValues } from '../flags/flag.js';
import { CSV_FORMAT, outputFlags } from '../flags/shared-flags.js';

/** The flags of `describe`. */
export const DESCRIBE_FLAGS = {
  'Reading:': CSV_FORMAT,
  'Output:': outputFlags(ANSWER_FORMAT_NAMES),
};

export type DescribeFlags = FlagValues<typeof DESCRIBE_FLAGS>;
