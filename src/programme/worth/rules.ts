import { normalQuantile } from '../../stats/distributions/normal.js';
import type { EffectsPosterior } from '../../stats/meta/effects-posterior.js';
import type { Believed } from '../../stats/meta/normal-mixture.js';
import { type EffectPrior, expectedExcess } from '../../stats/value/effect-prior.js';
import { sampleInformationValue, thresholdRuleValue } from '../../stats/value/information-value.js';
import type { ProgrammeEffect } from './programme-effect.js';
import { type Sum, sumOf } from './sums.js';

/** Ways to decide what everyone gets, the one of each experiment that does best by it. */
export const SHIPPING_RULES = [
  'as-shipped',
  'significant-5',
  'significant-20',
  'positive',
  'expected-positive',
  'all-known',
] as const;

export type ShippingRule = (typeof SHIPPING_RULES)[number];

/** What a rule comes to. */
export interface RuleValue {
  rule: ShippingRule;
  /** With these results; `null` of knowing all, and where nobody says what was shipped. */
  withThese: Sum | null;
  /** Of as many experiments on average, before their results; `null` of what was shipped, or of too few. */
  expected: number | null;
}

/** What is needed to tell what rules come to. */
export interface RuledProgramme {
  groups: readonly (readonly ProgrammeEffect[])[];
  /** By effect, in the order of the groups; `null` of too few experiments, like the rest. */
  shrunk: readonly Believed[] | null;
  posterior: EffectsPosterior | null;
  prior: EffectPrior | null;
  confidence: number;
}

/** What each rule would have shipped of these results and what that is worth, and what it earns of such experiments. */
export function valuesOfRules(programme: RuledProgramme): RuleValue[] {
  const { groups, posterior, confidence, shrunk } = programme;
  return SHIPPING_RULES.map((rule) => {
    const weights = weightsBy(rule, groups.flat(), shrunk);
    const chosen = weights === null ? null : bestOfEach(groups, weights, rule, shrunk);
    return {
      rule,
      withThese: chosen === null ? null : sumOf(groups, posterior, chosen, confidence),
      expected: expectedBy(rule, programme),
    };
  });
}

/** By effect, 1 where the rule lets it pass; `null` where it cannot be told. */
function weightsBy(
  rule: ShippingRule,
  effects: readonly ProgrammeEffect[],
  shrunk: readonly Believed[] | null,
): number[] | null {
  const passes = (ship: (effect: ProgrammeEffect) => boolean) =>
    effects.map((effect) => (ship(effect) ? 1 : 0));
  if (rule === 'all-known') return null;
  if (rule === 'as-shipped') {
    if (effects.every(({ shipped }) => shipped === null)) return null;
    return passes(({ shipped }) => shipped === true);
  }
  if (rule === 'expected-positive') {
    return shrunk === null ? null : shrunk.map(({ mean }) => (mean > 0 ? 1 : 0));
  }
  const critical = criticalOf(rule);
  return passes(({ estimate, standardError }) => estimate > critical * standardError);
}

/** How many standard errors an estimate must exceed; the tests are two-sided. */
function criticalOf(rule: 'significant-5' | 'significant-20' | 'positive'): number {
  if (rule === 'positive') return 0;
  return normalQuantile(rule === 'significant-5' ? 0.025 : 0.1, 'upper');
}

/** Everyone gets one variant: of several treatments that pass, the best. */
function bestOfEach(
  groups: readonly (readonly ProgrammeEffect[])[],
  weights: readonly number[],
  rule: ShippingRule,
  shrunk: readonly Believed[] | null,
): number[] {
  if (rule === 'as-shipped') return [...weights];
  const effects = groups.flat();
  const worthOf = (i: number) =>
    rule === 'expected-positive' ? shrunk![i]!.mean : effects[i]!.estimate;
  const chosen = effects.map(() => 0);
  let from = 0;
  for (const group of groups) {
    const passing = group.map((_, i) => from + i).filter((i) => weights[i] === 1);
    const best = passing.toSorted((a, b) => worthOf(b) - worthOf(a))[0];
    if (best !== undefined) chosen[best] = 1;
    from += group.length;
  }
  return chosen;
}

/** Of each experiment its first treatment's chance, so that several treatments count no more than one. */
function expectedBy(rule: ShippingRule, { groups, prior }: RuledProgramme): number | null {
  if (prior === null || rule === 'as-shipped') return null;
  return groups.reduce((sum, [first]) => sum + expectedOf(rule, prior, first!.standardError), 0);
}

function expectedOf(
  rule: Exclude<ShippingRule, 'as-shipped'>,
  prior: EffectPrior,
  standardError: number,
): number {
  if (rule === 'all-known') return expectedExcess(prior, 0);
  if (rule === 'expected-positive') {
    return sampleInformationValue(prior, standardError) + Math.max(0, prior.mean);
  }
  return thresholdRuleValue(prior, standardError, criticalOf(rule));
}
