import {
  type DayOfArm,
  type DayOfArms,
  effectSlopeTest,
  FEWEST_DAYS,
  type SlopeTest,
  unitSlopesTest,
} from '../../stats/tests/effect-slope.js';
import type { Arm } from '../arm.js';
import type { EffectSlope, NoSlope } from './effect-over-time.js';
import { pairIn } from './effects-in-periods.js';
import type { EffectAsked, OverTimeData } from './periods.js';

/**
 * How an effect changes with each day: of days that have units of their own by least squares over the days' effects;
 * of units that return by each unit's own slope, so that errors are clustered by unit.
 */
export function slopeOfEffect(data: OverTimeData, asked: EffectAsked): EffectSlope {
  const confidence = 1 - data.design.alpha;
  // The slope of a quantile is no mean of units' slopes.
  const test = asked.kind === 'quantile' ? 'NO_SLOPE' : slopeTest(data, asked);
  if (typeof test === 'string') {
    const none = { statistic: null, df: null, pValue: null, logPValue: null };
    return { perDay: null, confidence, ...none, reason: test };
  }
  const { slope, statistic, df, pValue, logPValue } = test;
  const perDay = { estimate: slope, ...test.effectInterval(data.design.alpha) };
  return { perDay, confidence, statistic, df, pValue, logPValue, reason: null };
}

function slopeTest(data: OverTimeData, asked: EffectAsked): SlopeTest | NoSlope {
  const { panel, alone } = data.days;
  if (panel === null) {
    const inOrder = [...alone].sort(([a], [b]) => a - b);
    const days = inOrder.map(([day, variants]): DayOfArms => {
      const { control, treatment } = pairIn(data, variants, asked);
      return { time: day, control: dayOf(control), treatment: dayOf(treatment) };
    });
    return days.length < FEWEST_DAYS ? 'TOO_FEW_DAYS' : effectSlopeTest(days);
  }
  const of = (variant: string) => panel.slopes.get(variant)?.[asked.index] ?? null;
  const [control, treatment] = [of(data.design.control), of(asked.treatment)];
  return control === null || treatment === null
    ? 'TOO_FEW_DAYS'
    : unitSlopesTest(control, treatment);
}

/** What a covariate leaves of a mean is left out here: weights of days must not depend on what units did. */
function dayOf({ n, mean, variance }: Arm): DayOfArm {
  return { n: variance === null ? 0 : n, mean, variance: variance ?? 0 };
}
