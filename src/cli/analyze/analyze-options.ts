import * as z from 'zod/mini';
import type { EffectSize } from '../../experiment/design.js';
import { plainNumber } from '../../read/values/written-numbers.js';
import { dialectFlags } from '../flags/dialect-options.js';
import { monitoringFlags } from '../flags/monitoring-flags.js';
import {
  effectSize,
  namedNumbers,
  namedWeights,
  probability,
  wholeNumber,
} from '../flags/values.js';
import { outputFlags } from '../output/outputs.js';
import { capValue } from './cap-value.js';

const texts = z._default(z.array(z.string()), []);

/** Text before the last equals sign, a metric's name or '', and behind it. */
const namedText = z.transform((text: string) => {
  const at = text.lastIndexOf('=');
  return { metric: text.slice(0, Math.max(0, at)), size: text.slice(at + 1) };
});

/** A metric's name and an effect, which must be above 0. */
const namedSize = (otherwise: string) =>
  z.object({
    metric: z.string(),
    size: z.pipe(
      effectSize,
      z.custom<EffectSize>((value) => (value as EffectSize).size > 0, otherwise),
    ),
  });

/** A smallest effect for all metrics (name '') or for one. */
const mde = z.pipe(
  z.pipe(z.string(), namedText),
  namedSize('must be above 0; for a decrease pass --alternative less'),
);

/** A margin for a metric, as unsubscribed=0.2pp. */
const margin = z.pipe(
  z.pipe(z.string().check(z.regex(/^.+=.+$/s, 'names no margin; write METRIC=0.2pp')), namedText),
  namedSize('must be above 0; whether lower is worse, --lower-is-better says'),
);

/** A pre-period column for a metric, as revenue=revenue_before. */
const covariate = z.pipe(
  z.string().check(z.regex(/^.+=.+$/s, 'names no covariate; write METRIC=COLUMN')),
  z.transform((text) => {
    const at = text.lastIndexOf('=');
    return { metric: text.slice(0, at), column: text.slice(at + 1) };
  }),
);

const positive = z.pipe(
  z.pipe(z.string(), z.transform(plainNumber)),
  z.number('is not a number').check(z.gt(0, 'must be above 0')),
);

/** The flags of `analyze`, as commander gives them, checked and converted. */
export const analyzeFlags = z.object({
  metric: texts,
  control: z.optional(z.string()),
  allocation: z.optional(namedWeights),
  alpha: probability,
  power: probability,
  mde: z._default(z.array(mde), []),
  alternative: z.enum(['two-sided', 'greater', 'less']),
  correction: z.enum(['holm', 'bonferroni', 'hochberg', 'bh', 'none']),
  test: z._default(
    z.array(
      z.enum(
        ['score', 'fisher', 'welch', 'student', 'mann-whitney'],
        'is no test; write score, fisher, welch, student or mann-whitney',
      ),
    ),
    [],
  ),
  intensity: z.optional(namedNumbers),
  cost: z.optional(namedNumbers),
  value: z.optional(positive),
  bayes: z.optional(z.boolean()),
  lowerIsBetter: texts,
  nonInferior: z._default(z.array(margin), []),
  equivalent: z._default(z.array(margin), []),
  segment: texts,
  covariate: z._default(z.array(covariate), []),
  cap: z._default(z.array(capValue), []),
  poolSegments: z.optional(wholeNumber),
  variantColumn: z.optional(z.string()),
  unitsColumn: z.optional(z.string()),
  unitId: z.optional(z.string()),
  ...monitoringFlags,
  sampleSize: z.optional(wholeNumber),
  plan: z.optional(z.string()),
  journal: z.optional(z.string()),
  ...dialectFlags,
  ...outputFlags,
  quiet: z.optional(z.boolean()),
});

export type AnalyzeFlags = z.output<typeof analyzeFlags>;
