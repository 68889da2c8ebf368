import { DEFAULTS } from '../../experiment/design.js';
import { MONITORING_METHODS } from '../../experiment/monitoring/stopping-rule.js';
import { BAD_ROW_RULES, WRITTEN_LAYOUTS } from '../../read/reading.js';
import { ALTERNATIVES } from '../../stats/alternative.js';
import { CORRECTIONS } from '../../stats/multiplicity.js';
import { SPENDINGS } from '../../stats/sequential/spending-family.js';
import {
  type FlagValues,
  oneOf,
  optional,
  optionalWord,
  repeatable,
  toggle,
  told,
  unlessNegated,
  withDefault,
} from './flag.js';

/** What results are read from. */
export const RESULT_FILES =
  "CSV (also gzipped), Parquet, .xlsx, 'DIR/*.csv'; NAME=FILE makes a file the variant NAME";

/** Of every test, in `analyze` as in `power`. */
export const TEST = {
  alpha: withDefault('<share>', 'threshold of significance', DEFAULTS.alpha, (is) => is.alpha),
  alternative: oneOf('<side>', 'what the hypothesis claims of the effect', ALTERNATIVES),
  correction: oneOf('<name>', 'for several comparisons', CORRECTIONS),
};

/** How a test is looked at while it runs. */
export const MONITORING = {
  monitoring: oneOf('<name>', 'how it may be looked at while it runs', MONITORING_METHODS),
  looks: optional(
    '<number>',
    'how many looks a group-sequential test is planned with',
    (is) => is.plannedLooks,
  ),
  spending: {
    ...optional(
      '<name>',
      'how it spends alpha over them: obrien-fleming (default), pocock, power-RHO, hwang-shih-decani:GAMMA',
      (is) => is.spending,
    ),
    suggested: SPENDINGS,
  },
  futility: {
    ...optional(
      '<name>',
      'how it spends beta, to stop what shows nothing (non-binding): as --spending',
      (is) => is.spending,
    ),
    suggested: SPENDINGS,
  },
};

export type MonitoringFlags = FlagValues<{ all: typeof MONITORING }>;

/** What is summed up of the rows, whoever sums them. */
export const SUMMED_UP = {
  metric: { ...repeatable('<name>', 'a metric, the primary one first'), short: '-m' },
  segment: repeatable('<column>', 'keep the values of a column apart'),
  covariate: repeatable(
    '<metric=column>',
    'a pre-period column for a metric',
    (is) => is.covariate,
  ),
};

/** The column of triggers. */
export const TRIGGERED = optional(
  '<column>',
  'compare only units for which it says 1: those who could see a difference',
);

/** The variant that is the control. */
export const CONTROL = {
  control: optional('<name>', 'the variant that everyone else is compared with'),
};

/** What values are brought down to. */
export const CAP = {
  cap: repeatable(
    '<metric=size>',
    'bring larger values of a mean down to a quantile (99.9%, over all variants) or a value (500); LOW..HIGH: smaller ones up, too',
    (is) => is.cap,
  ),
};

/** The column of variants, which a warehouse has as a file has. */
export const VARIANT_COLUMN = {
  variantColumn: optional('<name>', 'the column that holds the variant'),
};

/** The column of units' ids. */
export const UNIT_ID = {
  unitId: optional('<column>', 'add up the rows that have the same id in a column'),
};

/** What a row is. */
export const LAYOUT = { layout: optionalWord('<name>', 'what a row is', WRITTEN_LAYOUTS) };

/** Which bytes are the table. */
const TABLE_FORMAT = {
  delimiter: optional('<char>', 'between fields: , ; | or tab', (is) => is.delimiter),
  encoding: optional('<name>', 'of the files, such as windows-1252 (default: UTF-8)'),
  skipLines: optional('<number>', 'above the header', (is) => is.lines),
  sheet: optional('<name>', 'of an Excel workbook'),
};

/** What the texts in it mean, and which of them count: of a plan's data its own keys say that. */
const VALUE_FORMAT = {
  decimal: repeatable('<char>', '. or , in numbers; COLUMN=, for one column', (is) => is.decimal),
  thousands: optional('<char>', "between thousands: , . ' or space", (is) => is.thousands),
  missing: repeatable('<text>', 'a text that means a missing value', (is) => is.missing),
  comment: optional('<text>', 'what a line begins with that is a comment', (is) => is.comment),
  onBadRow: oneOf('<what>', 'for rows that cannot be read', BAD_ROW_RULES),
};

/** How files are written. */
export const CSV_FORMAT = { ...TABLE_FORMAT, ...VALUE_FORMAT };

/** Of files that a plan may be about. */
export const FILES = { ...LAYOUT, ...CSV_FORMAT };

/** Of files that a plan is about, which says the rest. */
export const FILES_OF_A_PLAN = { ...LAYOUT, ...TABLE_FORMAT };

export type CsvFormatFlags = FlagValues<{ all: typeof FILES }>;

/** What may be said beside a plan. */
export type TableFormatFlags = FlagValues<{ all: typeof FILES_OF_A_PLAN }>;

/** Which rows are read. */
const CHOSEN_ROWS = {
  where: repeatable(
    '<condition>',
    'only rows that are so: "country = DE", "day < 2026-03-08", "age in 20, 30"',
    (is) => is.condition,
  ),
  variants: repeatable('<names>', 'only these variants, in any case: generic,personalized'),
};

/** How files are read that no plan is about. */
export const READING = {
  ...CHOSEN_ROWS,
  emptyIs: optional(
    '<0>',
    'what an empty value of a metric means, where it is not missing',
    (is) => is.zero,
  ),
  ...LAYOUT,
  ...VARIANT_COLUMN,
  unitsColumn: optional('<name>', 'the column that holds numbers of units'),
  ...UNIT_ID,
  rowsAreUnits: toggle('each row is a unit, though ids repeat or a row seems to sum several up'),
  ...CSV_FORMAT,
};

/** The rules that a run is held to, and what its flags are by default. */
export const PROJECT = {
  policy: told(
    optional('<file>', 'rules and defaults of the project; none: without any'),
    'perso-test.yaml, here or above',
  ),
};

/** Where an answer goes that has one format. */
export const OUTPUT_FILE = {
  output: {
    ...optional('<file>', 'write to a file, whole or not at all'),
    short: '-o',
    writes: true,
  },
} as const;

/** Where an answer goes, and in which of these formats. */
export function outputFlags(formats: readonly string[]) {
  return {
    format: {
      ...repeatable('<name[=file]>', `${formats.join(', ')}; with =FILE into that file too`),
      suggested: formats,
      short: '-f',
      usual: formats[0]!,
      writes: true,
    },
    output: {
      ...optional('<file>', 'write to a file what standard output would get'),
      short: '-o',
      writes: true,
    },
    color: { ...unlessNegated('print without colour'), writes: true },
  } as const;
}

/** Where a report goes, and how much of its text is wanted. */
export function reportOutputFlags(formats: readonly string[]) {
  return {
    ...outputFlags(formats),
    quiet: { ...toggle('of text, the verdict only'), short: '-q', writes: true },
    plot: {
      ...toggle('of text, draw effects and intervals in place of figures'),
      writes: true,
    },
    details: {
      ...toggle('of text, every comparison in full, however many there are'),
      writes: true,
    },
  } as const;
}
