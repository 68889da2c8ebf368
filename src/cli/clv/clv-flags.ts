import { TIME_UNITS } from '../../experiment/lifetime/time-units.js';
import { REFUND_RULES } from '../../read/transactions/transactions.js';
import { DATE_ORDERS } from '../../read/values/days.js';
import { answerFormats } from '../../render/answers.js';
import {
  type FlagValues,
  oneOf,
  optional,
  optionalWord,
  toggle,
  withDefault,
} from '../flags/flag.js';
import { CONTROL, CSV_FORMAT, outputFlags, TEST, VARIANT_COLUMN } from '../flags/shared-flags.js';

/** The flags of `clv`. */
export const CLV_FLAGS = {
  'What to predict:': {
    horizon: withDefault(
      '<time>',
      'how far ahead: 365d, 52w, 12m, 2y',
      '365d',
      (is) => is.timespan,
    ),
    discount: withDefault(
      '<share>',
      'what a purchase a year later is worth less',
      '0%',
      (is) => is.rate,
    ),
    purchasesOnly: toggle('predict purchases, and nothing of what they are worth'),
    timeUnit: optionalWord(
      '<name>',
      'of the model: week; of a table of sums it must be said',
      TIME_UNITS,
    ),
    customersOut: optional(
      '<file>',
      'write what is predicted of each customer, as CSV that analyze reads',
    ),
  },
  'What to compare:': {
    assignments: optional(
      '<file>',
      'who was assigned to which variant, where transactions do not say',
    ),
    ...CONTROL,
    allocation: optional(
      '<name=weight,…>',
      'the planned split of customers (default: equal)',
      (is) => is.namedWeights,
    ),
    alpha: TEST.alpha,
  },
  'What the model knows:': {
    until: optional(
      '<date>',
      'the last day that counts (default: the last of the data)',
      (is) => is.date,
    ),
    fitUntil: optional(
      '<date>',
      'fit the model to what was known on that day, before a test (default: at the end)',
      (is) => is.date,
    ),
    calibrateAt: optional(
      '<date>',
      'where to part the data, to hold the model against later purchases (default: in the middle)',
      (is) => is.date,
    ),
  },
  'Reading:': {
    customer: optional('<column>', 'who bought'),
    date: optional('<column>', 'when'),
    amount: optional('<column>', 'how much'),
    ...VARIANT_COLUMN,
    dateOrder: optionalWord('<order>', 'of day and month between slashes or dashes', DATE_ORDERS),
    refunds: oneOf(
      '<what>',
      'for negative amounts; net takes them from the purchase before',
      REFUND_RULES,
    ),
    ...CSV_FORMAT,
  },
  'Output:': outputFlags(answerFormats('lifetime')),
};

export type ClvFlags = FlagValues<typeof CLV_FLAGS>;
