import type { DecisionCourse } from './decision-course.js';
import type { EffectAtoms } from './effect-atoms.js';

/** A test that decides for all units to come: what it takes, and how it is decided. */
export interface DecidingTest {
  /** In both arms, if it runs to its end; positive. */
  units: number;
  /** The share of them that gets the treatment. */
  treated: number;
  /** For how many units the decision is made, those of the test included; not fewer than these. */
  horizon: number;
  /** By what share a gain is worth less that comes one unit later; 0 or more. */
  discount: number;
  course: DecisionCourse;
  /** The mean of the test's last statistic in the wanted direction, by the effect. */
  driftOf: (effect: number) => number;
  /** The chance that all guardrails are shown to hold, at each look of the course or before. */
  guarded: readonly number[];
}

/** What is expected of a test, over a prior of the effect. */
export interface TestValue {
  /** Of the units in the test and after it, above all of them getting the control, in the unit of the effect. */
  gain: number;
  /** How many units it takes. */
  units: number;
  /** The probabilities of shipping, of shipping what is worse, and of not shipping what is better. */
  shipped: number;
  wronglyShipped: number;
  missed: number;
  /** What the units in the test lose by getting the worse arm. */
  regret: number;
}

/**
 * What a test is worth that ships when it rejects and else keeps the control: each unit of the treatment in
 * the test gains or loses the effect, and all after it where it ships. Guardrails and the effect are taken
 * for independent.
 *
 * @param atoms of the prior, with what shipping gains in truth.
 */
export function valueOfTest(atoms: EffectAtoms, test: DecidingTest): TestValue {
  const looks = test.course.fractions.length;
  const [past, other] = [new Float64Array(looks), new Float64Array(looks)];
  const worth = worthOfUnits(test);
  const end = new Float64Array(4);
  const sum: TestValue = { gain: 0, units: 0, shipped: 0, wronglyShipped: 0, missed: 0, regret: 0 };
  const { effects, shares, gains } = atoms;
  const { course, driftOf, treated, units } = test;
  for (let i = 0; i < effects.length; i += 1) {
    const [share, gain] = [shares[i]!, gains[i]!];
    if (share === 0) continue;
    course.at(driftOf(effects[i]!), past, other);
    endOf(past, other, test, worth, end);
    const [shipped, inTest, rolledOut] = [end[0]!, end[1]!, end[2]!];
    sum.gain += share * gain * (treated * inTest + rolledOut);
    sum.units += share * end[3]! * units;
    sum.shipped += share * shipped;
    if (gain > 0) sum.missed += share * (1 - shipped);
    else sum.wronglyShipped += share * shipped;
    sum.regret += share * Math.abs(gain) * inTest * (gain > 0 ? 1 - treated : treated);
  }
  return sum;
}

/** What units are worth up to a number of them, by the discount; at each look, and at the horizon. */
interface Worth {
  atLook: readonly number[];
  atHorizon: number;
}

function worthOfUnits({ units, horizon, discount, course }: DecidingTest): Worth {
  return {
    atLook: course.fractions.map((fraction) => discountedUnits(fraction * units, discount)),
    atHorizon: discountedUnits(horizon, discount),
  };
}

/** So many units, the later ones counting less: ∫ exp(−rate · u) du. */
export function discountedUnits(units: number, rate: number): number {
  return rate === 0 ? units : -Math.expm1(-rate * units) / rate;
}

/**
 * Writes how the test ends at one effect: the chance of shipping, what the units in the test are worth and those
 * after it that get the treatment, and the share of its units that it takes.
 */
function endOf(
  past: Float64Array,
  other: Float64Array,
  { course: { fractions }, guarded }: DecidingTest,
  { atLook, atHorizon }: Worth,
  into: Float64Array,
): void {
  const last = fractions.length - 1;
  const shipped = past[last]! * guarded[last]!;
  let [inTest, fraction] = [atLook[last]!, 1];
  let rolledOut = shipped * (atHorizon - inTest);
  for (let look = 0; look < last; look += 1) {
    const until = atLook[look + 1]! - atLook[look]!;
    const shippedBy = past[look]! * guarded[look]!;
    const stopped = shippedBy + other[look]!;
    inTest -= stopped * until;
    rolledOut += shippedBy * until;
    fraction -= stopped * (fractions[look + 1]! - fractions[look]!);
  }
  into[0] = shipped;
  into[1] = inTest;
  into[2] = rolledOut;
  into[3] = fraction;
}
