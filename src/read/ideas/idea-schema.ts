import * as z from 'zod/mini';
import { DEFAULTS } from '../../experiment/design.js';
import { ALTERNATIVES } from '../../stats/alternative.js';
import { DIRECTIONS } from '../../stats/margin/margin.js';
import { baseline } from '../plan/metric-schema.js';
import { monitoring } from '../plan/schema.js';
import {
  name,
  nameValue,
  number,
  positive,
  probability,
  rate,
  said,
  size,
  spending,
  text,
  whole,
} from '../plan/value-schemas.js';
import { isWithinReach, writtenEffectSize } from '../values/written-numbers.js';

/** A relative effect, always in percent: 0.5 might be half of the control or half a percent of it. */
const percent = z.union([z.number(), z.string()], 'is no number').check(
  z.refine((value) => {
    const written = writtenEffectSize(String(value));
    return written?.scale === 'relative' || written?.size === 0;
  }, 'is no share of the control; write it in percent, as 0.5%'),
  z.refine((value) => isWithinReach(String(value)), 'is out of reach'),
);

const spread = percent.check(
  z.refine((value) => Number.parseFloat(String(value)) > 0, 'must be above 0%'),
);

const tags = z.record(z.string(), nameValue, 'must hold a text for each tag').check(
  z.refine((like) => Object.keys(like).length > 0, 'names no tag'),
  said('tags of earlier experiments that it is like', { tactic: 'hero' }),
);

const prior = z
  .union(
    [
      z.strictObject({
        mean: percent.check(
          said('the effect that is expected on average, in percent of the control', '0.5%'),
        ),
        sd: spread.check(
          said(
            'how far true effects of such ideas lie apart, a standard deviation in percent of the control',
            '2%',
          ),
        ),
      }),
      z.strictObject({
        mean: percent.check(
          said('the effect that is expected on average, in percent of the control', '0.5%'),
        ),
        scale: spread.check(
          said('what Student’s t is multiplied by, in percent of the control', '1%'),
        ),
        df: number.check(
          z.refine((value) => Number(value) > 1, 'must be above 1'),
          said('degrees of freedom of Student’s t: few give large effects their due', 3),
        ),
      }),
      z.strictObject({ like: tags }),
    ],
    'is neither mean and sd, nor mean, scale and df, nor like',
  )
  .check(
    said(
      'what is known of the relative effect before the test: { mean: 0.5%, sd: 2% }, with heavy tails { mean: 0.5%, scale: 1%, df: 3 }, or { like: { tactic: hero } } for what the ledger has seen of such experiments',
      { mean: '0.5%', sd: '2%' },
      { mean: '0.5%', scale: '1%', df: 3 },
      { like: { tactic: 'hero' } },
    ),
  );

/** A share above 0. */
const share = rate.check(
  z.refine((value) => Number.parseFloat(String(value)) > 0, 'must be above 0'),
);

const guardrail = z.strictObject(
  {
    name: z.optional(name('what it is called', 'unsubscribe')),
    baseline,
    margin: size.check(
      said(
        'how much worse it may get: 0.2pp (points of a rate), 0.3 (its unit) or 1% (of the control)',
        '0.2pp',
      ),
    ),
    direction: z
      .enum(DIRECTIONS, 'is no direction')
      .check(said('which change of it is an improvement: increase or decrease')),
  },
  'must hold baseline, margin and direction',
);

const rice = z.strictObject(
  {
    reach: positive.check(said('how many meet it in a period, a quarter say', 120000)),
    impact: positive.check(said('3 massive, 2 high, 1 medium, 0.5 low, 0.25 minimal', 1)),
    confidence: share.check(said('how sure one is of both: 80%', '80%')),
    effort: positive.check(said('person-months', 2)),
  },
  'must hold reach, impact, confidence and effort',
);

const money = (description: string, example: number) =>
  number.check(
    z.refine((value) => !(Number(value) < 0), 'is below 0'),
    said(description, example),
  );

/** What may be said of an idea, or of all of them. */
export const ideaKeys = {
  owner: z.optional(name('who answers for it', 'growth team')),
  surface: z.optional(
    name('where visitors meet it; tests on one surface do not run at the same time', 'homepage'),
  ),
  blocks: z.optional(
    z
      .array(nameValue, 'must be a list of ideas')
      .check(said('other ideas whose tests may not run at the same time', ['checkout-copy'])),
  ),
  metric: z.optional(name('what it is to improve', 'signup')),
  direction: z.optional(
    z
      .enum(DIRECTIONS, 'is no direction')
      .check(said('which change is an improvement: increase or decrease; left out: increase')),
  ),
  baseline: z.optional(baseline),
  value: z.optional(
    positive.check(
      said('what a success, or one of the metric, is worth in money; 1 counts in successes', 12),
    ),
  ),
  prior: z.optional(prior),
  reach: z.optional(
    share.check(said('the share of the weekly units that meet it; left out: all', '40%')),
  ),
  horizonWeeks: z.optional(
    positive.check(said('for how many weeks the decision is made, those of the test included', 52)),
  ),
  horizonUnits: z.optional(
    positive.check(said('the same in units that meet it, in place of weeks', 2000000)),
  ),
  discount: z.optional(
    rate.check(
      said('a year’s rate: at 10% money a year later is worth 1 ÷ 1.1; left out: 0', '10%'),
    ),
  ),
  build: z.optional(
    money('what it costs to build, before it is tested or shipped; left out: 0', 4000),
  ),
  testCost: z.optional(money('what running a test costs, whatever its size; left out: 0', 500)),
  cost: z.optional(
    number.check(said('what a unit costs with it, beyond the control; left out: 0', 0.02)),
  ),
  alpha: z.optional(
    probability.check(
      said(`the gate’s threshold of significance; left out: ${DEFAULTS.alpha}`, 0.05),
    ),
  ),
  alternative: z.optional(
    z
      .enum(ALTERNATIVES, 'is no alternative')
      .check(said(`what the gate’s test looks for; left out: ${DEFAULTS.alternative}`)),
  ),
  monitoring: z.optional(monitoring),
  futility: z.optional(
    spending.check(
      said(
        'how a group-sequential test gives up that shows nothing; as spending is written',
        'obrien-fleming',
      ),
    ),
  ),
  power: z.optional(
    probability.check(
      said(`the power that futility spends from; left out: ${DEFAULTS.power}`, 0.8),
    ),
  ),
  treated: z.optional(
    probability.check(said('the share of the units in the test that get it; left out: 50%', '50%')),
  ),
  guardrails: z.optional(
    z
      .array(guardrail, 'must be a list of guardrails')
      .check(
        z.maxLength(20, 'are too many; 20 at most'),
        said(
          'metrics that must be shown not to get worse, or nothing is shipped; truly they are taken to stay as they are',
        ),
      ),
  ),
  minimumWeeks: z.optional(
    whole(1, 520, 'must be a whole number of weeks, 1 or more').check(
      said('the shortest test, in whole weeks; left out: 1', 2),
    ),
  ),
  mostWeeks: z.optional(
    whole(1, 520, 'must be a whole number of weeks, 1 or more').check(
      said('the longest test, in whole weeks; left out: the horizon', 8),
    ),
  ),
  shipUntested: z.optional(
    z
      .boolean('is neither true nor false')
      .check(said('false: nothing goes out without a test; left out: true')),
  ),
  rice: z.optional(
    rice.check(said('for a RICE score beside the value; it has no say in the ranking')),
  ),
};

/** An idea as a backlog writes it. */
export const ideaSchema = z.strictObject(
  {
    name: name('what it is called', 'hero-by-weather'),
    idea: z.optional(text('what is to be done, in your words', 'A hero that matches the weather.')),
    plan: z.optional(
      name('a plan file from here, for its metric, rule and guardrails', 'plans/hero.yaml'),
    ),
    ...ideaKeys,
  },
  'must hold a name',
);

export type WrittenIdea = z.output<typeof ideaSchema>;
