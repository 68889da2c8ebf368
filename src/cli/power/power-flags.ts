import { answerFormats } from '../../render/answers.js';
import { type FlagValues, optional, repeatable, toggle, withDefault } from '../flags/flag.js';
import {
  CAP,
  CONTROL,
  MONITORING,
  outputFlags,
  PROJECT,
  READING,
  SUMMED_UP,
  TEST,
} from '../flags/shared-flags.js';

/** More treatments than a thousand are a slip. */
const MOST_VARIANTS = 1000;

/** A decision that waits for more than that is a slip too. */
const MOST_GUARDRAILS = 1000;

/** How many variants a plan has is another question than which are read: that is the control alone. */
const { variants: _, ...readOfPast } = READING;

/** How past data are read. */
export const PILOT_READING = readOfPast;

/** What stands for the metric where past data are read. */
export const FROM_DATA = {
  from: repeatable('<file>', "past data: the control's units, or of a file without variants all"),
  metric: SUMMED_UP.metric,
  covariate: SUMMED_UP.covariate,
  ...CAP,
  control: { ...CONTROL.control, description: 'the variant that is read of them' },
};

/** The flags of `power`. */
export const POWER_FLAGS = {
  'The metric:': {
    baseline: optional('<rate>', 'expected rate of the control: 10% or 0.1', (is) => is.rate),
    mean: optional(
      '<number>',
      'expected mean of the control, for relative effects',
      (is) => is.number,
    ),
    sd: optional('<number>', 'standard deviation between units, for a mean', (is) => is.positive),
  },
  'Or the metric from past data:': FROM_DATA,
  'Two of these:': {
    mde: optional(
      '<size>',
      'smallest effect worth detecting: 5% (of the control), 0.5pp or 0.3',
      (is) => is.effectSize,
    ),
    sampleSize: optional('<units>', 'units in each treatment', (is) => is.wholeFrom(2)),
    power: optional('<share>', 'chance to detect the effect', (is) => is.power),
  },
  'Or for a guardrail, two of --margin, --sample-size and --power:': {
    margin: optional(
      '<size>',
      'how much worse it may be: 1% (of the control), 0.2pp or 0.3; "smallest" asks for it',
      (is) => is.marginOrSmallest,
    ),
    benefit: optional(
      '<size>',
      'how much better the treatment truly is there, −0.1pp: worse (0: alike)',
      (is) => is.effectSize,
    ),
    lowerIsBetter: toggle('where worse is higher'),
    equivalence: toggle('neither worse nor better by the margin'),
  },
  'What is believed:': {
    prior: optional(
      '<file>',
      'a file of what earlier tests tell of true effects, which perso-test programme --prior-out writes',
    ),
  },
  'The decision:': {
    guardrails: withDefault(
      '<number>',
      'other tests that must come out as well: the power is of all together',
      0,
      (is) => is.wholeFrom(0, MOST_GUARDRAILS),
    ),
  },
  'The test:': {
    ...TEST,
    variants: withDefault('<number>', 'how many, the control included', 2, (is) =>
      is.wholeFrom(2, MOST_VARIANTS),
    ),
    allocation: withDefault(
      '<shares>',
      'control to each treatment, as 2:1',
      '1:1',
      (is) => is.shares,
    ),
    dailyUnits: optional(
      '<number>',
      'units a day over all variants, to give days',
      (is) => is.positive,
    ),
  },
  'A test that is looked at while it runs:': MONITORING,
  'Reading past data:': PILOT_READING,
  'The project:': PROJECT,
  'Output:': outputFlags(answerFormats('power')),
};

export type PowerFlags = FlagValues<typeof POWER_FLAGS>;

/** Those of them that say which test is planned, for `simulate` too. */
export type QuestionFlags = FlagValues<
  Pick<
    typeof POWER_FLAGS,
    | 'The metric:'
    | 'Two of these:'
    | 'The decision:'
    | 'The test:'
    | 'A test that is looked at while it runs:'
  >
>;
