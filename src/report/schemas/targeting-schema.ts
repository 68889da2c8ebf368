import * as z from 'zod/mini';
import { CONCLUSIONS } from '../../experiment/targeting/targeting.js';
import { kind } from './comparison-schema.js';
import { count, share } from './json-values.js';

const gain = { estimate: z.number(), lower: z.number(), upper: z.number() };

/** Which variant each segment should get by these columns, and what that gains. */
export const targeting = z.strictObject({
  metric: z.string(),
  kind,
  columns: z.array(z.string()),
  /** Whether gains are in money; else they are in the metric's unit, more being better. */
  isMoney: z.boolean(),
  /** Units of all segments, and those of segments that are too small by themselves. */
  units: count,
  pooledUnits: count,
  /** Units in segments that lack a variant, which no rule is about. */
  unitsLeftOut: count,
  /** The largest segment first, those that are too small by themselves last. */
  cells: z.array(
    z.strictObject({
      /** `null`: all that are too small by themselves. */
      segment: z.nullable(z.record(z.string(), z.string())),
      units: count,
      share,
      /** Which variant the rule gives them. */
      variant: z.string(),
      /** Of each treatment over the control: as measured, and drawn towards that of all segments. */
      gains: z.array(
        z.strictObject({ variant: z.string(), estimate: z.number(), shrunk: z.number() }),
      ),
    }),
  ),
  splits: count,
  /** Of the intervals of gains. */
  confidence: share,
  /** Of rules learned on half of the units and valued on the other, over the control for everyone. */
  overNoOne: z.strictObject(gain),
  /** And over each treatment for everyone. */
  overEveryone: z.array(z.strictObject({ variant: z.string(), ...gain })),
  /** What the rule seems to gain over the control on the units that it was learned on: too much. */
  inSample: z.number(),
  conclusion: z.strictObject({ code: z.enum(CONCLUSIONS), message: z.string() }),
});
