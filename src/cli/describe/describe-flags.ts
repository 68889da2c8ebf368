import { answerFormats } from '../../render/answers.js';
import type { FlagValues } from '../flags/flag.js';
import { CSV_FORMAT, outputFlags, PROJECT } from '../flags/shared-flags.js';

/** The flags of `describe`. */
export const DESCRIBE_FLAGS = {
  'Reading:': CSV_FORMAT,
  'The project:': PROJECT,
  'Output:': outputFlags(answerFormats('description')),
};

export type DescribeFlags = FlagValues<typeof DESCRIBE_FLAGS>;
