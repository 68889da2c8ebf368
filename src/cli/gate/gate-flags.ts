import { DECISIONS } from '../../experiment/decision/decision-code.js';
import { REPORT_FORMAT_NAMES } from '../../render/report-formats.js';
import { type FlagValues, once, repeatable } from '../flags/flag.js';
import { FILES_OF_A_PLAN, PROJECT, reportOutputFlags } from '../flags/shared-flags.js';

/** The flags of `gate`. */
export const GATE_FLAGS = {
  'The gate:': {
    journal: once('<file>', 'keep each look on record there, and read the earlier ones'),
    exitCode: {
      ...repeatable('<decision=code>', 'another exit code: keep-collecting=0', (is) => is.exitCode),
      suggested: DECISIONS.map((decision) => `${decision}=`),
    },
  },
  'Reading:': FILES_OF_A_PLAN,
  'The project:': PROJECT,
  'Output:': reportOutputFlags(REPORT_FORMAT_NAMES),
};

export type GateFlags = FlagValues<typeof GATE_FLAGS>;
