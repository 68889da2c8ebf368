import type { DecisionCode } from '../../experiment/decision/decision-code.js';
import type { EffectMagnitude } from '../../experiment/design.js';
import type { Breach, DefinitionOfMetric } from '../../programme/policy/breach.js';
import { wordSize } from './effects.js';
import { formatCount, formatCounted, formatShort } from './numbers.js';

type BreachOf<C extends Breach['code']> = Extract<Breach, { code: C }>;

/** What each breach says, as a clause without its experiment; docs/codes.md has their meaning. */
const RULE_WORDS: { [C in Breach['code']]: (breach: BreachOf<C>) => string } = {
  ALPHA_TOO_LARGE: ({ alpha, most }) => `alpha ${alpha} is more than the policy allows: ${most}`,
  POWER_TOO_SMALL: ({ power, least }) =>
    `power ${power} is less than the policy asks for: ${least}`,
  UNDERPOWERED: ({ planned, required, power }) =>
    `${formatCounted(planned, 'unit')} in the smallest treatment are too few for its own power of ${power}, which takes ${formatCount(required)}`,
  POWER_UNKNOWN: ({ lacks }) =>
    lacks === 'mde'
      ? 'its power is not known: the primary metric has neither an mde nor a margin'
      : 'its power is not known: sampleSize is given, and the primary metric has no baseline to judge it by',
  MDE_MISSING: ({ metric, most }) =>
    `the primary metric ${metric} has no mde, which must be ${sized(most)} at most`,
  MDE_TOO_LARGE: ({ metric, mde, most }) =>
    `the mde of ${metric}, ${sized(mde)}, is more than the policy allows: ${sized(most)}`,
  MDE_UNKNOWN: ({ metric, mde, most }) =>
    `whether the mde of ${metric}, ${sized(mde)}, is within ${sized(most)} is not known: it has no baseline`,
  CORRECTION_NOT_ALLOWED: ({ correction, allowed }) =>
    `correction ${correction} is not one that the policy allows: ${listed(allowed)}`,
  MONITORING_NOT_ALLOWED: ({ method, allowed }) =>
    `monitoring ${method} is not one that the policy allows: ${listed(allowed)}`,
  KPI_MISSING: ({ metric }) => `it has no metric ${metric}, which every plan must have`,
  METRIC_DEFINED_OTHERWISE: ({ metric, key, found, wanted }) =>
    found === null
      ? `${key} of ${metric} is not said, and must be ${wanted}`
      : `${key} of ${metric} is ${found}, and must be ${wanted}`,
  GUARDRAIL_MISSING: ({ metric, most }) =>
    `it has no guardrail ${metric}, which every plan must have, with a margin of ${sized(most)} at most`,
  MARGIN_TOO_LARGE: ({ metric, margin, most }) =>
    `the margin of ${metric}, ${sized(margin)}, is more than the policy allows: ${sized(most)}`,
  MARGIN_UNKNOWN: ({ metric, margin, most }) =>
    `whether the margin of ${metric}, ${sized(margin)}, is within ${sized(most)} is not known: it has no baseline`,
  MINIMUM_DAYS_TOO_FEW: ({ days, least }) =>
    days === null
      ? `it has no minimumDays, which must be ${least} or more`
      : `minimumDays ${days} are fewer than the policy asks for: ${least}`,
  WHOLE_WEEKS_MISSING: () => 'it has no wholeWeeks: true, which every plan must have',
  TAG_MISSING: ({ tag, allowed }) =>
    `it has no tag ${tag}, which every plan must have${orListed(allowed)}`,
  TAG_NOT_ALLOWED: ({ tag, value, allowed }) =>
    `tag ${tag} is ${value}, and may be ${listed(allowed)}`,
  OWNER_MISSING: ({ allowed }) => `it has no owner, which every plan must have${orListed(allowed)}`,
  OWNER_NOT_ALLOWED: ({ owner, allowed }) => `its owner is ${owner}, and may be ${listed(allowed)}`,
  DECIDE_BY_MISSING: () => 'it has no decideBy, which every plan must have',
  PLAN_NOT_FOUND: () => 'its plan is not there, so that its rules cannot be held',
  PLAN_NOT_KEPT: ({ look }) =>
    look === null
      ? 'the plan is not the one that its looks were judged by: it was changed after them'
      : `look ${look} was by another plan than the one before: a plan is written before the data`,
  OVERRIDDEN: wordOverride,
  LOSER_SHIPPED: ({ variant, verdict }) =>
    `${variant ?? 'a treatment'} was shipped, though the last look said ${DECISION_WORDS[verdict]}`,
  RUN_TOO_SHORT: ({ days, least }) =>
    `it was ended after ${formatCounted(days, 'day')}, and must run ${formatCount(least)} or more`,
  NOT_CLOSED: ({ decision, days, within }) =>
    `it was decided (${decision}) ${formatCounted(days, 'day')} ago and is not closed, which is due within ${formatCount(within)}`,
  DECIDE_BY_PASSED: ({ date }) => `it still runs, and was to be decided by ${date}`,
  METRIC_DEFINED_TWICE: ({ metric, definitions }) => {
    const [usual, ...others] = definitions.map(wordDefinition);
    return `${metric} is defined in two ways: ${others.join('; ')}; elsewhere ${usual}`;
  },
  TESTS_OVERLAP: ({ surface, metric, from, to }) =>
    `both run on ${surface} from ${from} ${to === null ? 'on' : `to ${to}`}, and one changes ${metric}, which the other measures`,
  TOO_MANY_TESTS: ({ surface, count, most, day }) =>
    `${formatCount(count)} tests run on ${surface} on ${day}, where ${formatCount(most)} may`,
  TOO_MANY_SHIPS: ({ surface, count, most, days, day }) =>
    `${formatCount(count)} were shipped on ${surface} in the ${formatCounted(days, 'day')} up to ${day}, where ${formatCount(most)} may`,
};

const DECISION_WORDS: Record<DecisionCode, string> = {
  ship: 'to ship',
  'keep-control': 'to keep the control',
  'keep-collecting': 'to keep collecting',
  invalid: 'that the experiment is invalid',
};

function wordOverride(breach: BreachOf<'OVERRIDDEN'>): string {
  const { owner, verdict, done, variant, because, allowed } = breach;
  const did = done === 'ship' && variant !== null ? `ship ${variant}` : done;
  const who = owner === null ? 'nobody owns it' : `owner ${owner}`;
  const why = because === null ? 'no reason is given' : `"${because}"`;
  const rule =
    allowed === 'none'
      ? '; the policy allows no overrides'
      : typeof allowed === 'object' && allowed !== null && !allowed.includes(owner ?? '')
        ? `; the policy allows those of ${listed(allowed)}`
        : '';
  return `ended with ${did} where the last look said ${verdict} (${who}): ${why}${rule}`;
}

function wordDefinition({
  column,
  kind,
  direction,
  cap,
  experiments,
}: DefinitionOfMetric & { experiments: readonly string[] }): string {
  const parts = [column, kind, direction, cap === null ? null : `capped at ${cap}`];
  const where =
    experiments.length > FEW
      ? formatCounted(experiments.length, 'experiment')
      : listed(experiments);
  return `${parts.filter((part) => part !== null).join(', ')} (${where})`;
}

/** As many names as a sentence holds. */
const FEW = 3;

/** Points and shares as they are written in plans; a size without either is in the metric's unit. */
function sized(size: EffectMagnitude): string {
  return size.scale === 'absolute'
    ? formatShort(size.size)
    : wordSize(size, 'proportion').replace(' ', '');
}

function listed(names: readonly string[]): string {
  return names.length < 2
    ? String(names[0])
    : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function orListed(allowed: 'any' | readonly string[]): string {
  return allowed === 'any' ? '' : `: ${listed(allowed)}`;
}

/**
 * A breach as a clause.
 * @example
 * wordBreach({ code: 'RUN_TOO_SHORT', days: 5, least: 14 }); // => 'it was ended after 5 days, and must run 14 or more'
 */
export function wordBreach<C extends Breach['code']>(breach: BreachOf<C>): string {
  return RULE_WORDS[breach.code as C](breach);
}
