import * as z from 'zod/mini';
import { MARGIN_KINDS } from '../../experiment/design.js';
import { ROLES } from '../../experiment/metric-kind.js';
import { MONITORING_METHODS } from '../../experiment/monitoring/stopping-rule.js';
import { ALTERNATIVES } from '../../stats/alternative.js';
import { CORRECTIONS } from '../../stats/multiplicity.js';
import { SPENDING_PATTERN } from '../../stats/sequential/spending-family.js';

/** A proportion. */
export const share = z.number().check(z.minimum(0), z.maximum(1));
/** A threshold of significance: neither nothing nor everything is rejected. */
export const level = z.number().check(z.gt(0), z.lt(1));
export const count = z.int().check(z.minimum(0));
export const optionalNumber = z.nullable(z.number());
export const optionalShare = z.nullable(share);
export const optionalCount = z.nullable(count);
export const optionalText = z.nullable(z.string());

/** Whole units of two arms that are compared, and of all variants together. */
export const requiredUnits = z.strictObject({ control: count, treatment: count, total: count });

/** In hexadecimal. */
export const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

export const role = z.enum(ROLES);
export const marginKind = z.enum(MARGIN_KINDS);
export const alternative = z.enum(ALTERNATIVES);
export const correction = z.enum(CORRECTIONS);
export const monitoringMethod = z.enum(MONITORING_METHODS);

/** A spending function by its name. */
export const spending = z.string().check(z.regex(SPENDING_PATTERN));

/** How a test is given up that shows nothing: beta, 1 − power, is spent so over its looks. */
export const futilityRule = z.strictObject({ spending, power: share });

/** Which program wrote it. */
export const tool = z.strictObject({ name: z.literal('perso-test'), version: z.string() });

/** The hypotheses of each metric, as sentences. */
export const hypotheses = z.array(
  z.strictObject({
    metric: z.string(),
    /** What the test is called. */
    test: z.string(),
    alternative: z.string(),
    null: z.string(),
    threshold: z.string(),
  }),
);

/** How surely each test comes out that a decision to ship waits for: the primary metric's, then each guardrail's. */
export const testPowers = z.array(z.strictObject({ metric: z.string(), power: share }));
