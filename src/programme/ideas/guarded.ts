import type { EffectMagnitude } from '../../experiment/design.js';
import type { IdeaGuardrail, IdeaRule } from '../../experiment/idea.js';
import { withoutFutility } from '../../experiment/monitoring/stopping-rule.js';
import { marginPower } from '../../experiment/size/margin-units.js';
import { fixedDrift } from '../../stats/power/power-domain.js';
import { gateCourse } from './gate-course.js';
import { baselineOf } from './idea-effect.js';

/**
 * The chance that all guardrails are shown to hold at each look or before, where the treatment leaves them as
 * they are; they are taken for independent.
 *
 * @param units in both arms, at the end.
 */
export function guardedByLook(rule: IdeaRule, units: number, weeks: number): number[] {
  const gate = {
    ...rule,
    monitoring: withoutFutility(rule.monitoring),
    alternative: 'greater' as const,
  };
  const course = gateCourse(gate, weeks);
  const looks = course.fractions.length;
  const [past, other] = [new Float64Array(looks), new Float64Array(looks)];
  const together = course.fractions.map(() => 1);
  for (const guardrail of rule.guardrails) {
    const once = chanceAtOnce(guardrail, rule, units);
    course.at(fixedDrift(rule.alpha, 'greater', once), past, other);
    together.forEach((chance, look) => {
      together[look] = chance * past[look]!;
    });
  }
  return together;
}

/** The chance that so many units, looked at once, show that it holds. */
function chanceAtOnce(
  { baseline, margin, kind, lowerIsBetter }: IdeaGuardrail,
  { alpha, treated }: IdeaRule,
  units: number,
): number {
  return marginPower({
    baseline: baselineOf(baseline),
    effect: 0,
    ...marginOf(margin),
    kind,
    lowerIsBetter,
    allocation: treated / (1 - treated),
    alpha,
    alternative: 'greater',
    monitoring: { method: 'fixed' },
  })(treated * units);
}

function marginOf({ scale, size }: EffectMagnitude): { margin: number; relative: boolean } {
  return { margin: size, relative: scale === 'relative' };
}
