import * as z from 'zod/mini';
import { ALTERNATIVES } from '../../stats/alternative.js';
import { CORRECTIONS } from '../../stats/multiplicity.js';
import { name, nameValue, probability, said, size, text } from '../plan/value-schemas.js';

const list = (what: string) => z.array(nameValue, `must be a list of ${what}`);

/**
 * What flags are where a command line does not give them, by the flags' keys: the rules of a test, how files are
 * written, how an answer is shown. None that chooses rows, names metrics, or says what an exit code means: those
 * change what is asked, and stand in the command or in a plan.
 */
export const defaultsSchema = z.strictObject(
  {
    alpha: z.optional(probability.check(said('the threshold of significance', 0.05))),
    power: z.optional(probability.check(said('the chance to detect the mde', 0.8))),
    alternative: z.optional(
      z
        .enum(ALTERNATIVES, 'is no alternative')
        .check(said('what a test looks for: two-sided, greater or less')),
    ),
    correction: z.optional(
      z
        .enum(CORRECTIONS, 'is no correction')
        .check(said('for several comparisons: holm, bonferroni, hochberg, bh or none')),
    ),
    monitoring: z.optional(
      z
        .enum(['fixed', 'always-valid'], 'is neither fixed nor always-valid')
        .check(said('how a test may be looked at while it runs: fixed or always-valid')),
    ),
    mde: z.optional(
      size.check(
        said('of analyze, the smallest effect worth detecting: 5%, 0.5pp or 0.3', '5%', '0.5pp'),
      ),
    ),
    control: z.optional(
      name('of analyze, the variant that all others are compared with', 'generic'),
    ),
    variantColumn: z.optional(name('the column that holds the variant', 'variant')),
    unitsColumn: z.optional(name('the column that counts units, in files of counts', 'visitors')),
    unitId: z.optional(name('the column of unit ids, where a unit has several rows', 'user_id')),
    delimiter: z.optional(text('between fields: , ; | or tab', ';')),
    encoding: z.optional(text('of files that are not UTF-8', 'windows-1252')),
    decimal: z.optional(text('the decimal separator: . or ,', ',')),
    thousands: z.optional(text("between thousands: , . ' or space", '.')),
    missing: z.optional(
      list('texts').check(said('texts that stand for a missing value', ['unknown'])),
    ),
    comment: z.optional(text('what a line begins with that is a comment', '#')),
    format: z.optional(
      text('of answers that have such a format, where no file is named', 'json', 'markdown'),
    ),
    color: z.optional(
      z
        .literal(false, 'is no default; write false, or leave it out')
        .check(said('false: print without colour', false)),
    ),
  },
  'must hold flags and their values',
);

/** Flags and their values as the file writes them. */
export type WrittenDefaults = z.output<typeof defaultsSchema>;
