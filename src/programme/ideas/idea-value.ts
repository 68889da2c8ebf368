import { type EffectAtoms, effectAtoms } from '../../stats/value/effect-atoms.js';
import { expectedExcess } from '../../stats/value/effect-prior.js';
import { idealThresholdGain } from '../../stats/value/information-value.js';
import { discountedUnits, valueOfTest } from '../../stats/value/test-value.js';
import { gateCourse } from './gate-course.js';
import { guardedByLook } from './guarded.js';
import type { IdeaSetting } from './idea-setting.js';

/** What a test of so many weeks is worth, in money; all of it expected over the prior. */
export interface TestOfIdea {
  weeks: number;
  /** In both arms, if it runs to its end. */
  units: number;
  /** Above keeping the control, what it costs to build and to test taken off. */
  net: number;
  /** Above the best that can be done without a test. */
  added: number;
  /** The weeks that it takes on average, since it may end early. */
  expectedWeeks: number;
  /** What is added by a week of its traffic. */
  perWeek: number;
  /** The probabilities of shipping, of shipping what is worse, and of not shipping what is better. */
  shipped: number;
  wronglyShipped: number;
  missed: number;
  /** What units in the test lose by getting the worse arm. */
  regret: number;
}

/** What an idea is worth that is shipped without a test, in money, what it costs to build taken off. */
export function untestedValue(setting: IdeaSetting): number {
  const { idea, effect, allUnits } = setting;
  return resolved(setting, idea.value * effect.meanGain * allUnits - idea.build);
}

/** An amount of money, but for what rounding makes of nothing, by which no idea may be told from another. */
function resolved({ resolution }: IdeaSetting, amount: number): number {
  return Math.abs(amount) > resolution ? amount : 0;
}

/** What it is worth to do the best without a test: to ship it, where that may be, or to keep the control, 0. */
export function valueWithoutTest(setting: IdeaSetting): number {
  return setting.idea.mayShipUntested ? Math.max(0, untestedValue(setting)) : 0;
}

/**
 * What it is worth to know its effect and build it only where that pays, in money: more than any test.
 *
 * @see perfectInformationValue.
 */
export function perfectValue({ idea, effect, allUnits }: IdeaSetting): number {
  const { prior, breakEven, bounds } = effect;
  const pays = Math.min(breakEven + idea.build / (idea.value * allUnits), bounds[1]);
  const beyond = Number.isFinite(bounds[1]) ? expectedExcess(prior, bounds[1]) : 0;
  return idea.value * allUnits * (expectedExcess(prior, pays) - beyond);
}

/** The value of a test of so many weeks that is decided by the gate's rule. */
export function testOfIdea(setting: IdeaSetting, weeks: number): TestOfIdea {
  const { idea, weeklyUnits, horizonUnits, discount, driftAt } = setting;
  const { rule, value } = idea;
  const units = weeks * weeklyUnits;
  const course = gateCourse(rule, weeks);
  const { deviation, driftOf } = driftAt(units);
  const found = valueOfTest(atomsOf(setting, deviation, course.reach), {
    units,
    treated: rule.treated,
    horizon: horizonUnits,
    discount,
    course,
    driftOf,
    guarded: guardedByLook(rule, units, weeks),
  });
  const net = resolved(setting, value * found.gain - idea.build - idea.testCost);
  const added = resolved(setting, net - valueWithoutTest(setting));
  const expectedWeeks = found.units / weeklyUnits;
  const { shipped, wronglyShipped, missed } = found;
  return {
    weeks,
    units,
    net,
    added,
    expectedWeeks,
    perWeek: added / expectedWeeks,
    shipped,
    wronglyShipped,
    missed,
    regret: value * found.regret,
  };
}

/** How far the ideal rule's threshold may lie from none, and a normal statistic from it. */
const IDEAL_REACH = 20;

/**
 * What the same test is worth to someone who looks once, at its end, and ships when the posterior mean is above
 * what pays for the cost; guardrails do not keep them from it.
 */
export function idealValue(setting: IdeaSetting, weeks: number): number {
  const { idea, effect, weeklyUnits, discount, allUnits, driftAt } = setting;
  const units = weeks * weeklyUnits;
  const { deviation, driftOf } = driftAt(units);
  const best = idealThresholdGain(atomsOf(setting, deviation, IDEAL_REACH), driftOf);
  const inTest = discountedUnits(units, discount);
  const gain = idea.rule.treated * inTest * effect.meanGain + (allUnits - inTest) * best;
  return resolved(setting, idea.value * gain - idea.build - idea.testCost);
}

function atomsOf({ effect }: IdeaSetting, deviation: number, reach: number): EffectAtoms {
  const { prior, breakEven, bounds } = effect;
  return effectAtoms(prior, { breakEven, bounds, deviation, reach });
}
