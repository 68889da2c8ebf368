import { DEFAULTS } from '../../experiment/design.js';
import type { Idea, IdeaGuardrail, IdeaPrior, IdeaRule } from '../../experiment/idea.js';
import type { Plan, PlannedMetric } from '../../experiment/size/plan.js';
import { baselineFrom, monitoringFrom, numberOf } from '../plan/plan-of-document.js';
import { writtenEffectSize, writtenShare } from '../values/written-numbers.js';
import type { WrittenIdea } from './idea-schema.js';

/** A week of the calendar has so many days. */
const DAYS = 7;

/** The idea that a backlog writes; what it says of all ideas is among what it says of this one. It lacks nothing. */
export function ideaFrom(written: WrittenIdea, plan: Plan | null): Idea {
  const { name, idea, horizonWeeks, horizonUnits, mostWeeks, reach, discount } = written;
  const primary = plan?.metrics[0];
  const ofPlan = plan?.minimumDays === undefined ? 1 : Math.ceil(plan.minimumDays / DAYS);
  return {
    name: String(name),
    idea: idea?.trim() ?? null,
    owner: textOrNull(written.owner) ?? plan?.owner ?? null,
    surface: textOrNull(written.surface) ?? plan?.tags?.get('surface') ?? null,
    blocks: (written.blocks ?? []).map(String),
    plan: textOrNull(written.plan),
    metric: primary?.name ?? textOrNull(written.metric),
    lowerIsBetter: primary?.lowerIsBetter ?? written.direction === 'decrease',
    baseline: primary?.baseline ?? baselineFrom(written.baseline)!,
    value: primary?.value ?? numberOf(written.value!),
    prior: priorFrom(written.prior!),
    reach: reach === undefined ? 1 : shareOf(reach),
    horizon:
      horizonUnits === undefined
        ? { weeks: numberOf(horizonWeeks!) }
        : { units: numberOf(horizonUnits) },
    discount: discount === undefined ? 0 : shareOf(discount),
    build: moneyOf(written.build),
    testCost: moneyOf(written.testCost),
    cost: costOf(plan) ?? moneyOf(written.cost),
    rule: plan === null ? ruleFrom(written) : ruleOfPlan(plan),
    minimumWeeks: Math.max(
      ofPlan,
      written.minimumWeeks === undefined ? 1 : numberOf(written.minimumWeeks),
    ),
    mostWeeks: mostWeeks === undefined ? null : numberOf(mostWeeks),
    mayShipUntested: written.shipUntested ?? true,
    rice: riceFrom(written.rice),
  };
}

/** What a unit costs with the one treatment of a plan. */
function costOf(plan: Plan | null): number | undefined {
  return plan?.cost?.get(plan.treatments[0]!);
}

function ruleFrom(written: WrittenIdea): IdeaRule {
  const power = written.power === undefined ? DEFAULTS.power : shareOf(written.power);
  return {
    alpha: written.alpha === undefined ? DEFAULTS.alpha : shareOf(written.alpha),
    alternative: written.alternative ?? DEFAULTS.alternative,
    monitoring: monitoringFrom(written, power),
    treated: written.treated === undefined ? 0.5 : shareOf(written.treated),
    guardrails: (written.guardrails ?? []).map(
      (one, i): IdeaGuardrail => ({
        name: one.name === undefined ? `guardrail ${i + 1}` : String(one.name),
        baseline: baselineFrom(one.baseline)!,
        margin: writtenEffectSize(String(one.margin))!,
        kind: 'non-inferiority',
        lowerIsBetter: one.direction === 'decrease',
      }),
    ),
  };
}

/** The rule that a plan with one treatment promises. */
function ruleOfPlan(plan: Plan): IdeaRule {
  const weight = (variant: string) => plan.allocation?.get(variant) ?? 1;
  const [own, control] = [weight(plan.treatments[0]!), weight(plan.control)];
  return {
    alpha: plan.alpha,
    alternative: plan.alternative,
    monitoring: plan.monitoring,
    treated: own / (own + control),
    guardrails: plan.metrics.filter(({ role }) => role === 'guardrail').map(guardrailOf),
  };
}

/** That it has a baseline and a margin, the rules see to. */
function guardrailOf({ name, baseline, margin, lowerIsBetter }: PlannedMetric): IdeaGuardrail {
  const { kind, size } = margin!;
  return { name, baseline: baseline!, margin: size, kind, lowerIsBetter };
}

function priorFrom(written: NonNullable<WrittenIdea['prior']>): IdeaPrior {
  if ('like' in written) {
    const tags = Object.entries(written.like).map(
      ([tag, value]) => [tag, String(value).trim()] as const,
    );
    return { like: new Map(tags) };
  }
  const mean = shareOf(written.mean);
  return 'sd' in written
    ? { said: { mean, scale: shareOf(written.sd), df: Number.POSITIVE_INFINITY } }
    : { said: { mean, scale: shareOf(written.scale), df: numberOf(written.df) } };
}

function riceFrom(written: WrittenIdea['rice']): Idea['rice'] {
  if (written === undefined) return null;
  const { reach, impact, confidence, effort } = written;
  return {
    reach: numberOf(reach),
    impact: numberOf(impact),
    confidence: shareOf(confidence),
    effort: numberOf(effort),
  };
}

function moneyOf(written: number | string | undefined): number {
  return written === undefined ? 0 : numberOf(written);
}

function shareOf(written: number | string): number {
  return writtenShare(String(written));
}

function textOrNull(written: string | number | boolean | undefined): string | null {
  return written === undefined ? null : String(written).trim();
}
