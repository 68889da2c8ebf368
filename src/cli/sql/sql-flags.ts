import { DIALECT_NAMES } from '../../sql/dialect.js';
import { type FlagValues, mandatory, optional, optionalWord } from '../flags/flag.js';
import { OUTPUT_FILE, SUMMED_UP, UNIT_ID, VARIANT_COLUMN } from '../flags/shared-flags.js';

/** The flags of `sql`. */
export const SQL_FLAGS = {
  'Where the results are:': {
    dialect: mandatory(optionalWord('<name>', 'the SQL of', DIALECT_NAMES)),
    table: mandatory(optional('<name>', 'the table or view, as schema.table')),
    where: optional('<condition>', 'only rows that fulfil this, in SQL', (is) => is.condition),
    ...VARIANT_COLUMN,
  },
  'What to sum up:': {
    ...SUMMED_UP,
    plan: optional('<file>', 'what a plan compares, in place of these flags'),
    ...UNIT_ID,
  },
  'Output:': OUTPUT_FILE,
};

export type SqlFlags = FlagValues<typeof SQL_FLAGS>;
