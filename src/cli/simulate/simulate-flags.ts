import { DEFAULTS } from '../../experiment/design.js';
import { answerFormats } from '../../render/answers.js';
import { SPENDINGS } from '../../stats/sequential/spending-family.js';
import { type FlagValues, optional, repeatable, told, withDefault } from '../flags/flag.js';
import { FILES, MONITORING, outputFlags, PROJECT, TEST } from '../flags/shared-flags.js';
import { POWER_FLAGS } from '../power/power-flags.js';

/** A hundred million experiments take a day; more is a slip. */
const MOST_EXPERIMENTS = 1e8;
/** A look every hour of a year; a group-sequential test of more could not be worked out. */
const MOST_SIMULATED_LOOKS = 10_000;
/** More than any machine has cores. */
const MOST_THREADS = 1024;

const {
  'The metric:': { baseline, mean, sd },
  'Two of these:': { mde, sampleSize, power },
  'The test:': { variants, allocation, dailyUnits },
} = POWER_FLAGS;

/** What stands for a plan, as `power` has it; what is not said is as plans have it. */
const IN_PLACE_OF_A_PLAN = {
  baseline,
  mean: { ...mean, description: 'expected mean of the control' },
  sd,
  mde: { ...mde, description: 'the effect to detect: 5% (of the control), 0.5pp or 0.3' },
  sampleSize: { ...sampleSize, description: 'units in each treatment in the end' },
  power: told({ ...power, description: 'where no sample size is given' }, DEFAULTS.power),
  alpha: told(TEST.alpha),
  alternative: told(TEST.alternative),
  correction: told(TEST.correction),
  monitoring: told({
    ...MONITORING.monitoring,
    value: '<method>',
    description: 'how it may be looked at',
  }),
  spending: told(
    { ...MONITORING.spending, description: 'of a group-sequential test' },
    SPENDINGS[0],
  ),
  futility: MONITORING.futility,
  variants: told(variants),
  allocation: told(allocation),
  dailyUnits,
};

/** The names of those, as the flags have them. */
export const QUESTION_FLAGS = Object.keys(
  IN_PLACE_OF_A_PLAN,
) as (keyof typeof IN_PLACE_OF_A_PLAN)[];

/** The flags of `simulate`. */
export const SIMULATE_FLAGS = {
  'The simulation:': {
    experiments: withDefault('<number>', 'how many of each kind', 10_000, (is) =>
      is.wholeFrom(1, MOST_EXPERIMENTS),
    ),
    looks: told(
      optional('<number>', 'evenly spaced', (is) => is.wholeFrom(1, MOST_SIMULATED_LOOKS)),
      "the plan's, or its days, or 20",
    ),
    seed: withDefault('<number>', 'of the random numbers', 1, (is) =>
      is.wholeFrom(0, Number.MAX_SAFE_INTEGER),
    ),
    threads: told(
      optional('<number>', 'that share the work', (is) => is.wholeFrom(1, MOST_THREADS)),
      'all cores',
    ),
    prior: optional(
      '<file>',
      'also draw true effects from what earlier tests tell, which perso-test programme --prior-out writes',
    ),
    from: repeatable('<file>', "draw from the control's units in a file of results"),
  },
  'Without a plan:': IN_PLACE_OF_A_PLAN,
  'Reading:': FILES,
  'The project:': PROJECT,
  'Output:': outputFlags(answerFormats('simulation')),
};

export type SimulateFlags = FlagValues<typeof SIMULATE_FLAGS>;
