import * as z from 'zod/mini';
import { MONITORING_METHODS } from '../../experiment/monitoring/stopping-rule.js';
import { WRITTEN_KINDS } from '../../experiment/size/plan.js';
import { DIRECTIONS } from '../../stats/margin/margin.js';
import { CORRECTIONS } from '../../stats/multiplicity.js';
import { QUANTILE_KIND } from '../plan/metric-schema.js';
import { isDay } from '../plan/schema.js';
import { name, nameValue, probability, said, size, text, whole } from '../plan/value-schemas.js';
import { writtenEffectSize } from '../values/written-numbers.js';
import { defaultsSchema } from './defaults-schema.js';

/** Any value, or one of these. */
const anyOrNames = (what: string) =>
  z.union(
    [z.literal('any'), z.array(nameValue).check(z.minLength(1, 'names none'))],
    `is neither any nor a list of ${what}`,
  );

const days = (description: string, example: number) =>
  z.optional(
    whole(1, 3650, 'must be a whole number of days, 1 or more').check(said(description, example)),
  );

const required = (description: string) =>
  z.optional(
    z
      .literal(true, 'is no rule; write true, or leave it out')
      .check(said(`true: ${description}`, true)),
  );

const most = (description: string, example: number) =>
  z.optional(whole(1, 1000, 'must be a whole number, 1 or more').check(said(description, example)));

const guardrail = z.strictObject(
  {
    metric: name('the name of the metric in plans', 'unsubscribe'),
    margin: size.check(
      said(
        'the largest margin that a plan may give it: 0.2pp (points of a rate), 0.3 (the metric’s unit) or 1% (of the control)',
        '0.5pp',
        '1%',
      ),
    ),
  },
  'must hold metric and margin',
);

const definition = z.strictObject(
  {
    name: name('what plans call it', 'signup'),
    column: z.optional(name('where it is read from; left out: its name', 'signed_up')),
    kind: z.optional(
      z
        .union(
          [z.enum(WRITTEN_KINDS), z.string().check(z.regex(QUANTILE_KIND, 'is no kind of metric'))],
          'is no kind of metric',
        )
        .check(said('proportion, mean, ratio, median or p95; left out: any', 'proportion')),
    ),
    direction: z.optional(
      z
        .enum(DIRECTIONS, 'is no direction')
        .check(said('which change is an improvement: increase or decrease; left out: either')),
    ),
    mde: z.optional(
      size.check(
        said(
          'the largest mde of a plan that decides by it: 5%, 0.5pp or 0.3; left out: that of all metrics',
          '0.5pp',
        ),
      ),
    ),
  },
  'must hold the name of a metric',
);

const atOnce = z.strictObject(
  {
    tests: most('experiments that may run on a surface at a time; left out: any number', 2),
    ships: most(
      'treatments that may be shipped on a surface within so many days; left out: any number',
      1,
    ),
    days: days('within how many days ships are counted; left out: 28', 28),
  },
  'must hold tests or ships',
);

/** The rules that every plan and every journal is held against, as the file writes them. */
const rulesSchema = z.strictObject(
  {
    since: z.optional(
      z
        .string('is no date')
        .check(
          z.refine(isDay, 'is no date; write it as 2026-03-31'),
          said(
            'the date (universal time) from which on the rules hold: experiments whose first look is older are not held to them; left out: all are',
            '2026-01-01',
          ),
        ),
    ),
    alpha: z.optional(probability.check(said('the largest alpha that a plan may have', 0.05))),
    power: z.optional(
      probability.check(
        said('the smallest power that a plan may have, at the size that it plans', 0.8),
      ),
    ),
    mde: z.optional(
      size.check(
        z.refine(
          (value) => writtenEffectSize(String(value))?.scale === 'relative',
          'is not relative to the control; write 5%, or a size in points or units at one of the metrics',
        ),
        said(
          'the largest mde that a plan may have, of the control: a test that finds no less would miss what is worth having',
          '5%',
        ),
      ),
    ),
    corrections: z.optional(
      z
        .array(z.enum(CORRECTIONS, 'is no correction'), 'must be a list of corrections')
        .check(
          z.minLength(1, 'names none'),
          said('the corrections that a plan of several comparisons may have; left out: any', [
            'holm',
            'bonferroni',
          ]),
        ),
    ),
    monitoring: z.optional(
      z
        .array(z.enum(MONITORING_METHODS, 'is no method'), 'must be a list of methods')
        .check(
          z.minLength(1, 'names none'),
          said('the ways in which a plan may be looked at while it runs; left out: any', [
            'always-valid',
            'group-sequential',
          ]),
        ),
    ),
    kpi: z.optional(
      name('the name of the metric that every plan must have, in whichever role', 'signup'),
    ),
    metrics: z.optional(
      z
        .array(definition, 'must be a list of metrics')
        .check(
          said('how metrics are defined: a plan that has one of these names must define it so', [
            { name: 'signup', column: 'signed_up', kind: 'proportion', direction: 'increase' },
          ]),
        ),
    ),
    guardrails: z.optional(
      z
        .array(guardrail, 'must be a list of guardrails')
        .check(
          said('the guardrails that every plan must have', [
            { metric: 'unsubscribe', margin: '0.5pp' },
          ]),
        ),
    ),
    minimumDays: days('the least minimumDays that a plan may have', 7),
    wholeWeeks: required('every plan must have wholeWeeks: true'),
    tags: z.optional(
      z
        .record(
          z.string(),
          anyOrNames('values'),
          'must hold any, or a list of values, for each tag',
        )
        .check(
          said(
            'the tags that every plan must have, each with the values that it may have, or any',
            {
              surface: ['homepage', 'product', 'cart', 'email'],
              tactic: 'any',
            },
          ),
        ),
    ),
    owners: z.optional(
      anyOrNames('owners').check(
        said('who may own an experiment: every plan must have an owner; any: whoever', 'any', [
          'growth',
          'crm',
        ]),
      ),
    ),
    decideBy: required('every plan must have decideBy'),
    surface: z.optional(
      name('the tag that says where an experiment runs; left out: surface', 'surface'),
    ),
    overlaps: z.optional(
      z
        .literal('none', 'is no rule; write none, or leave it out')
        .check(
          said(
            'none: no two experiments may run at a time on a surface where one changes what the other measures; left out: such are told as warnings',
            'none',
          ),
        ),
    ),
    atOnce: z.optional(atOnce.check(said('how much may happen on a surface at a time'))),
    overrides: z.optional(
      z
        .union(
          [z.enum(['none', 'any']), z.array(nameValue).check(z.minLength(1, 'names none'))],
          'is neither none, any nor a list of owners',
        )
        .check(
          said(
            'whose experiments may be ended with another decision than their last look has: none, any, or owners; left out: any, told as warnings',
            ['growth'],
            'none',
          ),
        ),
    ),
    closeWithinDays: days(
      'within how many days after its decision an experiment must be closed; left out: 14, told as warnings',
      14,
    ),
  },
  'must hold rules',
);

/** What perso-test.yaml holds. */
export const policySchema = z.strictObject(
  {
    $schema: z.optional(text('where an editor finds the schema of this file, for completion')),
    policyVersion: z.optional(
      z.literal(1, 'is no version of it').check(said('the version of this layout', 1)),
    ),
    defaults: z.optional(
      defaultsSchema.check(said('what flags are where a command line does not give them')),
    ),
    policy: z.optional(
      rulesSchema.check(said('the rules that plans and journals are held against')),
    ),
  },
  'holds no keys and values',
);

/** The file as it is written. */
export type WrittenPolicy = z.output<typeof policySchema>;

/** Its rules as they are written. */
export type WrittenRules = z.output<typeof rulesSchema>;

/** The published schema of the file as a JSON value, for editors: draft 2020-12, with a title. */
export function policyJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test policy',
    description: 'perso-test.yaml: the rules of a project, and what its flags are by default.',
    ...z.toJSONSchema(policySchema, { io: 'input' }),
  };
}
