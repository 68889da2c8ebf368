import type { FlagValues } from '../flags/flag.js';
import { OUTPUT_FILE } from '../flags/shared-flags.js';

/** The flags of `completion`. */
export const COMPLETION_FLAGS = {
  'Output:': OUTPUT_FILE,
};

export type CompletionFlags = FlagValues<typeof COMPLETION_FLAGS>;
