import * as z from 'zod/mini';
import { MONITORING_METHODS } from '../../experiment/monitoring/stopping-rule.js';
import { belief } from './belief-schema.js';
import {
  alternative,
  correction,
  count,
  level,
  optionalCount,
  optionalNumber,
  share,
  spending,
  tool,
} from './json-values.js';
import { pilot, plannedSize, units } from './pilot-schema.js';

/** On both scales, signed; relative to the control, `null` where that has no mean or is 0. */
const effect = z.strictObject({ absolute: z.number(), relative: optionalNumber });

/** Without an effect, and with the one asked about. */
const shares = z.strictObject({ null: share, effect: share });
const expectedUnits = z.strictObject({ null: units, effect: units });

/** How surely a test ends before its last look, and on which ground. */
const earlyStop = z.strictObject({ rejection: share, futility: share });

/** A look with its bound of futility. */
const futilityLook = z.strictObject({
  number: count,
  informationFraction: share,
  /** Over all variants. */
  units,
  /** The bound for z in the direction that is hoped for; `null` where there is nothing to spend. */
  statistic: optionalNumber,
  /** About the effect that has it, signed: in the metric's unit, and relative to the control. */
  effect: z.strictObject({ absolute: optionalNumber, relative: optionalNumber }),
});

/** When a planned test is given up that shows nothing. */
const futility = z.strictObject({
  spending,
  /** For which the bounds are set, in (0, 1): 1 − power is the beta that is spent. */
  power: share,
  /** Those but the last, which ends the test anyway. */
  looks: z.array(futilityLook),
  /**
   * How surely it ends before the last look, without an effect and with the one asked about; `null`, as the
   * bounds on the scale of the effect, for a power that rounds to 1, or that chance alone has.
   */
  stopsEarly: z.nullable(z.strictObject({ null: earlyStop, effect: earlyStop })),
});

/** How the test may be looked at while it runs, and what that costs. */
const monitoring = z.strictObject({
  method: z.enum(MONITORING_METHODS),
  /** Group-sequential only, like `looks`, `expectedShare` and `expectedUnits`. */
  spending: z.nullable(spending),
  looks: optionalCount,
  /** The sample size over that of one look, 1 or more. */
  inflation: z.number().check(z.minimum(1)),
  /** The mean share of the sample size at which it ends. */
  expectedShare: z.nullable(shares),
  /** The same in units over all variants. */
  expectedUnits: z.nullable(expectedUnits),
  /** When it is given up that shows nothing; `null` where it is not. */
  futility: z.nullable(futility),
  /**
   * What z of a comparison must exceed when so much of the size is there: at the planned looks, or where any number is
   * granted at even points.
   */
  boundary: z.array(
    z.strictObject({
      informationFraction: share,
      /** Over all variants. */
      units,
      /** `null` where nothing may be rejected yet. */
      statistic: optionalNumber,
    }),
  ),
});

/** A decision that waits for several tests of the same power. */
const plannedTogether = z.strictObject({
  /** How many tests there are beside the one that is planned. */
  guardrails: count,
  /** How surely all come out, whatever they have in common. */
  atLeast: share,
});

/** The size for an effect near the one asked about. */
const neighbour = z.strictObject({
  mde: effect,
  sampleSize: plannedSize,
  durationDays: z.nullable(units),
});

/** What the answers about an effect and about a margin have in common. */
export const planned = {
  schemaVersion: z.literal(1),
  /** Absent where a program of one's own made it by the library. */
  tool: z.exactOptional(tool),
  kind: z.enum(['proportion', 'mean']),
  /** The control's rate or mean; `null` where no mean was given. */
  baseline: optionalNumber,
  /** Means only. */
  sd: optionalNumber,
  /** Over all comparisons together. */
  alpha: level,
  power: share,
  /** Where a decision waits for other tests as well, how surely all come out; else `null`. */
  decision: z.nullable(plannedTogether),
  variants: count,
  sampleSize: plannedSize,
  monitoring,
  dailyUnits: optionalNumber,
  /** Whole days until the total is reached; `null` without daily units. */
  durationDays: z.nullable(units),
  formula: z.string(),
  /** The past data that the control is expected by; `null` where that was typed. */
  pilot: z.nullable(pilot),
  /** Power at sizes of a treatment from small to ample, for a curve. */
  curve: z.array(z.strictObject({ units, power: share })),
};

/** What is to be expected of the test over what is believed of the effect. */
const assurance = z.strictObject({
  prior: belief,
  /** That the treatment is truly better and the test shows it. */
  shown: share,
  /** That it is truly better. */
  better: share,
  /** That it is truly worse and the test shows it. */
  shownWorse: share,
});

/** The contract of `power --format json` for an effect. Effects are signed, shares 0–1. */
export const powerSchema = z.strictObject({
  ...planned,
  solvedFor: z.enum(['sampleSize', 'mde', 'power']),
  /** For each comparison, after the correction. */
  alphaPerComparison: level,
  correction,
  alternative,
  mde: effect,
  /** Sizes for effects around the MDE, smallest effect first. */
  neighbours: z.array(neighbour),
  /** Left out where no prior is given. */
  assurance: z.exactOptional(assurance),
});

/** The same as a JSON Schema, for programs in other languages. */
export function powerJsonSchema(): Record<string, unknown> {
  return {
    title: 'perso-test power',
    description:
      'What perso-test power --format json prints of an effect. Shares are 0 to 1; null: absent.',
    ...z.toJSONSchema(powerSchema),
  };
}
