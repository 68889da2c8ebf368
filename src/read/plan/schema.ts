import * as z from 'zod/mini';
import { DEFAULTS } from '../../experiment/design.js';
import { MONITORING_METHODS, MOST_LOOKS } from '../../experiment/monitoring/stopping-rule.js';
import { ALTERNATIVES } from '../../stats/alternative.js';
import { CORRECTIONS } from '../../stats/multiplicity.js';
import { SPENDING_FORMS } from '../../stats/sequential/spending-family.js';
import { aboutKeys } from './about-schema.js';
import { metricSchema } from './metric-schema.js';
import { readingSchema } from './reading-schema.js';
import {
  name,
  nameValue,
  number,
  positive,
  probability,
  said,
  spending,
  text,
  whole,
} from './value-schemas.js';

const numbersByVariant = (value: typeof number, description: string, example: unknown) =>
  z
    .record(z.string(), value, 'must hold a number for each variant')
    .check(said(description, example));

const variants = z.strictObject(
  {
    control: name('the variant that all others are compared with', 'generic'),
    treatments: z.array(nameValue, 'must be a list of names').check(
      z.minLength(1, 'names no treatment'),
      // As many as `power` plans for.
      z.maxLength(999, 'are too many; 999 at most'),
      said('the variants that are to beat it', ['personalized'], ['light', 'full']),
    ),
    allocation: z.optional(
      numbersByVariant(
        positive,
        'the planned split, a weight above 0 for each variant; left out: equal shares',
        { generic: 1, personalized: 1 },
      ),
    ),
    intensity: z.optional(
      numbersByVariant(number, 'how strongly each variant personalizes, a number for each', {
        generic: 0,
        light: 1,
        full: 2,
      }),
    ),
    cost: z.optional(
      numbersByVariant(number, 'what a unit costs in a variant, beyond the control', {
        light: 0.02,
        full: 0.05,
      }),
    ),
    column: z.optional(
      name('the column that holds the variant; left out: recognized by its name', 'variant'),
    ),
  },
  'must hold control and treatments',
);

const units = z.strictObject(
  {
    id: z.optional(name('the column of unit ids, where a unit has several rows', 'user_id')),
    rows: z.optional(
      z
        .literal(true, 'is no statement about rows; write true, or leave it out')
        .check(said('true: each row is a unit of its own, though ids in it repeat', true)),
    ),
    column: z.optional(name('the column that counts units, in files of counts', 'visitors')),
    daily: z.optional(positive.check(said('units a day over all variants, to give days', 12000))),
  },
  'must hold id, rows, column or daily',
);

/** How a test may be looked at while it runs. */
export const monitoring = z
  .union(
    [
      z.enum(['fixed', 'always-valid']),
      z.strictObject({
        method: z
          .enum(MONITORING_METHODS, 'is no method')
          .check(said('fixed, always-valid or group-sequential')),
        spending: z.optional(
          spending.check(
            said(`how alpha is spent over the looks: ${SPENDING_FORMS}; left out: obrien-fleming`),
          ),
        ),
        looks: z.optional(
          whole(1, MOST_LOOKS, `must be a whole number from 1 to ${MOST_LOOKS}`).check(
            said('how many looks the size is planned for; a group-sequential plan must say it', 5),
          ),
        ),
      }),
    ],
    'is no way of monitoring',
  )
  .check(
    said(
      'how the test may be looked at while it runs: fixed, always-valid, or { method: group-sequential, spending: obrien-fleming, looks: 5 }; left out: fixed',
      'fixed',
      'always-valid',
      { method: 'group-sequential', spending: 'obrien-fleming', looks: 5 },
    ),
  );

/** Whether a text is a day of the calendar, as 2026-03-31. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** What a plan file holds, as written; rules between its keys are checked after it. */
export const planSchema = z.strictObject(
  {
    $schema: z.optional(text('where an editor finds the schema of plans, for completion')),
    planVersion: z.optional(
      z.literal(1, 'is no version of a plan').check(said('the version of this layout', 1)),
    ),
    experiment: name('the name of the experiment', 'homepage-hero'),
    hypothesis: z.optional(
      text(
        'what is claimed, in your words',
        'A hero matched to the visitor’s interests increases sign-ups.',
      ),
    ),
    ...aboutKeys,
    variants: variants.check(said('who is compared with whom')),
    units: z.optional(units.check(said('what was randomized, and how many come a day'))),
    reading: z.optional(
      readingSchema.check(said('how the data are read: which rows, and how values are written')),
    ),
    metrics: z
      .array(metricSchema, 'must be a list of metrics')
      .check(
        z.minLength(1, 'names no metric'),
        said('what is measured: exactly one primary metric, and others'),
      ),
    segments: z.optional(
      z
        .array(nameValue, 'must be a list of columns')
        .check(said('columns whose values are looked at one by one', ['country'])),
    ),
    stratify: z.optional(
      nameValue.check(
        said(
          'a column within whose values metrics are compared, and averaged over them',
          'country',
        ),
      ),
    ),
    triggered: z.optional(
      nameValue.check(
        said(
          'a column of 0 and 1 that says which units could see a difference: only they are compared and counted, in sampleSize and units.daily too',
          'saw_carousel',
        ),
      ),
    ),
    alpha: z.optional(
      probability.check(said(`the threshold of significance; left out: ${DEFAULTS.alpha}`, 0.05)),
    ),
    power: z.optional(
      probability.check(said(`the chance to detect the mde; left out: ${DEFAULTS.power}`, 0.8)),
    ),
    alternative: z.optional(
      z
        .enum(ALTERNATIVES, 'is no alternative')
        .check(
          said(
            `what the test looks for: two-sided, greater or less; left out: ${DEFAULTS.alternative}`,
          ),
        ),
    ),
    correction: z.optional(
      z
        .enum(CORRECTIONS, 'is no correction')
        .check(
          said(
            `for several comparisons: holm, bonferroni, hochberg, bh or none; left out: ${DEFAULTS.correction}`,
          ),
        ),
    ),
    monitoring: z.optional(monitoring),
    futility: z.optional(
      spending.check(
        said(
          'how beta (1 − power) is spent over the looks of a group-sequential test, to stop where it shows nothing; non-binding; as spending is written; left out: no such bounds',
          'obrien-fleming',
        ),
      ),
    ),
    minimumDays: z.optional(
      whole(1, 3650, 'must be a whole number of days, 1 or more').check(
        said('days that must have passed since the first look on record before any decision', 14),
      ),
    ),
    wholeWeeks: z.optional(
      z
        .boolean('is neither true nor false')
        .check(
          said(
            'true: decide only when whole weeks have passed since the first look on record; left out: false',
          ),
        ),
    ),
    decideBy: z.optional(
      z
        .string('is no date')
        .check(
          z.refine(isDay, 'is no date; write it as 2026-03-31'),
          said(
            'the date (universal time) from which on the control stays where nothing ships',
            '2026-03-31',
          ),
        ),
    ),
    sampleSize: z.optional(
      whole(2, Number.MAX_SAFE_INTEGER, 'must be a whole number, 2 or more').check(
        said(
          'units in the treatment with the smallest share; left out: computed from the baseline and the mde of the primary metric',
          53210,
        ),
      ),
    ),
  },
  'holds no keys and values',
);

/** A plan as its file writes it. */
export type WrittenPlan = z.output<typeof planSchema>;

/** The published schema of plan files as a JSON value, for editors: draft 2020-12, with a title. */
export function planJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test plan',
    description: 'What is promised before the data of an experiment are looked at.',
    ...z.toJSONSchema(planSchema, { io: 'input' }),
  };
}
