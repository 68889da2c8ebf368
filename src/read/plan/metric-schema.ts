import * as z from 'zod/mini';
import { ROLES } from '../../experiment/metric-kind.js';
import { WRITTEN_KINDS } from '../../experiment/size/plan.js';
import { DIRECTIONS } from '../../stats/margin/margin.js';
import { writtenCap } from '../values/written-cap.js';
import { name, nameValue, number, positive, rate, said, size } from './value-schemas.js';

/** A quantile as a kind: median, p95, p99.9. */
export const QUANTILE_KIND = /^(?:median|p\d{1,2}(?:\.\d+)?)$/;

/** What is expected of a control. */
export const baseline = z
  .union(
    [
      rate,
      z.strictObject({
        mean: number.check(said('the expected mean of the control', 25)),
        sd: positive.check(said('the standard deviation between units', 40)),
      }),
    ],
    'is neither a rate nor mean and sd',
  )
  .check(
    said(
      'what the control is expected to do, to compute the sample size: a rate, as 10%, or { mean: 25, sd: 40 }',
      '10%',
      { mean: 25, sd: 40 },
    ),
  );

/** A metric as a plan writes it. */
export const metricSchema = z.strictObject(
  {
    name: name('what the report calls it', 'signup'),
    column: z.optional(
      name(
        'where it is read from, without its kind: COLUMN, A/B or COLUMN=VALUE; left out: its name',
        'signed_up',
        'clicks/sessions',
      ),
    ),
    kind: z.optional(
      z
        .union(
          [z.enum(WRITTEN_KINDS), z.string().check(z.regex(QUANTILE_KIND, 'is no kind of metric'))],
          'is no kind of metric',
        )
        .check(
          said(
            'proportion, mean, ratio, or a quantile as median or p95; left out: recognized from the data',
            'proportion',
            'p95',
          ),
        ),
    ),
    role: z
      .enum(ROLES, 'is no role')
      .check(
        said(
          'primary (the one that decides), secondary, or guardrail (must not get worse by its margin)',
        ),
      ),
    direction: z.optional(
      z
        .enum(DIRECTIONS, 'is no direction')
        .check(
          said(
            'which change is an improvement: increase or decrease; a metric with a margin must say it; left out: as the alternative claims, else increase',
          ),
        ),
    ),
    mde: z.optional(
      size.check(
        said(
          'the smallest effect worth detecting: 5% (of the control), 0.5pp (points of a rate) or 0.3 (the metric’s unit)',
          '5%',
          '0.5pp',
        ),
      ),
    ),
    margin: z.optional(
      size.check(
        said(
          'how much worse a guardrail, or a primary metric that must not get worse, may get: 0.2pp (points of a rate), 0.3 (the metric’s unit) or 1% (of the control)',
          '0.2pp',
          '1%',
        ),
      ),
    ),
    equivalence: z.optional(
      z
        .boolean('is neither true nor false')
        .check(
          said(
            'true: a guardrail that may not differ by its margin in either direction; left out: false',
          ),
        ),
    ),
    value: z.optional(
      positive.check(said('what a success, or one of the metric, is worth in money', 12)),
    ),
    covariate: z.optional(
      z
        .union(
          [nameValue, z.array(nameValue, 'is no list').check(z.minLength(1, 'names none'))],
          'is neither a name nor a list of names',
        )
        .check(
          said(
            'the pre-period column that the metric is adjusted for, or several',
            'visits_before',
            ['visits_before', 'spend_before'],
          ),
        ),
    ),
    cap: z.optional(
      z.union([z.number(), z.string()], 'is no cap').check(
        z.superRefine((value, context) => {
          const cap = writtenCap(String(value));
          if ('fault' in cap)
            context.addIssue({ code: 'custom', message: cap.fault, input: value });
        }),
        said(
          'what larger values of a mean are brought down to: 99.9% (a quantile, over all variants) or 500; -50..500: smaller ones up, too',
          '99.9%',
          500,
        ),
      ),
    ),
    baseline: z.optional(baseline),
    surrogate: z.optional(
      z
        .strictObject(
          {
            for: name('the outcome that it foretells', 'revenue_12m'),
            mayShip: z.optional(
              z
                .boolean('is neither true nor false')
                .check(
                  said(
                    'true: a treatment may be shipped by it; a primary metric that is a surrogate must say so; left out: false',
                  ),
                ),
            ),
          },
          'must hold for, the outcome',
        )
        .check(
          said(
            'that it foretells an outcome rather than measuring it, as the index of perso-test surrogate does',
            { for: 'revenue_12m' },
          ),
        ),
    ),
    longTermOf: z.optional(
      nameValue.check(
        said(
          'the metric of this plan whose long-term form it is: reports show the two side by side, and whether they agree',
          'orders_30d',
        ),
      ),
    ),
  },
  'must hold name and role',
);

export type WrittenMetric = z.output<typeof metricSchema>;
