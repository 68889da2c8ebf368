import { memoizedByKey } from '../../stats/numeric/memoized.js';
import { decisionScales } from '../../stats/sequential/decision-scale.js';
import type { LookScale } from '../../stats/sequential/look.js';
import type { SequentialLooks } from '../../stats/sequential/sequential-boundary.js';
import type { Design } from '../design.js';
import { boundsAt } from '../monitoring/futility.js';
import {
  informationFraction,
  type Monitoring,
  type PastLook,
  type ScaleOf,
  type UnitsByVariant,
} from '../monitoring/monitoring.js';
import { fractionsSoFar } from '../monitoring/pair-monitoring.js';
import { endedAt, leastFraction, leastShareToDecide } from '../monitoring/progress.js';
import type { StoppingRule } from '../monitoring/stopping-rule.js';

/** One look at a simulated experiment: the units that it has come to, and how it is judged there. */
export interface SimulatedLook {
  units: UnitsByVariant;
  design: Design;
}

/** The looks at an experiment, evenly spaced up to the planned units. */
export function simulatedLooks(
  design: Design,
  plan: StoppingRule,
  plannedUnits: UnitsByVariant,
  looks: number,
): SimulatedLook[] {
  const units = unitsByLook(plannedUnits, looks);
  const before = units.map(
    (at, look): PastLook => ({
      number: look + 1,
      units: at,
      decision: 'keep-collecting',
      variant: null,
    }),
  );
  const counted = countedUnits(design, plan, plannedUnits, units);
  const waiting = units.length - counted.length;
  const boundsOf = memoizedByKey(
    (treatment: string) => treatment,
    (treatment) => courseBounds(design, plan, plannedUnits, counted, treatment),
  );
  const scaleOf =
    plan.method === 'group-sequential' ? scales(design, plannedUnits, counted) : undefined;
  return units.map((at, look) => {
    const monitoring: Monitoring = {
      ...NO_LOOKS,
      plan,
      plannedUnits,
      units: at,
      earlierLooks: before.slice(0, look),
      look: look + 1,
      boundOf: (treatment) => boundsOf(treatment)[look - waiting] ?? Number.NEGATIVE_INFINITY,
      ...(scaleOf === undefined ? {} : { scaleOf }),
    };
    return { units: at, design: withFractions({ ...design, monitoring }, monitoring) };
  });
}

/** The design with what its looks so far have come to, worked out once: nothing more is asked of looks that did not end it. */
function withFractions(design: Design, monitoring: Monitoring): Design {
  const { control } = design;
  const earlierLooks = endedAt(design) === null ? [] : monitoring.earlierLooks;
  const fractionsOf = memoizedByKey(
    (treatment: string) => treatment,
    (treatment) => fractionsSoFar(design, monitoring, { control, treatment }),
  );
  return { ...design, monitoring: { ...monitoring, earlierLooks, fractionsOf } };
}

/** The units of the looks that may decide: those before have too few. */
function countedUnits(
  design: Design,
  plan: StoppingRule,
  plannedUnits: UnitsByVariant,
  units: readonly UnitsByVariant[],
): UnitsByVariant[] {
  return units.filter((at) => {
    const monitoring = { ...NO_LOOKS, plan, plannedUnits, units: at };
    return (
      leastFraction({ ...design, monitoring }) >= leastShareToDecide({ ...design, monitoring })
    );
  });
}

/** A running test at which nobody has looked. */
const NO_LOOKS = {
  earlierLooks: [],
  dailyUnits: null,
  planChangedSince: null,
  look: null,
  repeats: null,
  looksAssumed: false,
} satisfies Omit<Monitoring, 'plan' | 'plannedUnits' | 'units'>;

/** The bounds of futility of a treatment at all looks, worked out once. */
function courseBounds(
  design: Design,
  plan: StoppingRule,
  plannedUnits: UnitsByVariant,
  units: readonly UnitsByVariant[],
  treatment: string,
): number[] {
  if (plan.method !== 'group-sequential') return units.map(() => Number.NEGATIVE_INFINITY);
  const pair = { control: design.control, treatment };
  const fractions = units.map((at) => informationFraction(at, { plannedUnits }, pair));
  return boundsAt(design, plan, fractions);
}

/** The units of each variant at each of so many looks, the planned ones at the last. */
export function unitsByLook(planned: UnitsByVariant, looks: number): Map<string, number>[] {
  return Array.from(
    { length: looks },
    (_, look) =>
      new Map(
        [...planned].map(([variant, size]) => [variant, Math.round((size * (look + 1)) / looks)]),
      ),
  );
}

/**
 * The scales of all looks, worked out once. An experiment's decisions turn on p-values at these levels
 * only: those that the steps of its correction may come to, and alpha for guardrails. Secondary metrics decide nothing.
 */
function scales(
  design: Design,
  plannedUnits: UnitsByVariant,
  units: readonly UnitsByVariant[],
): ScaleOf {
  const { control, treatments, alpha } = design;
  const levels = levelsOf(treatments.length, alpha);
  const courses = treatments.map((treatment) =>
    units.map((at) => informationFraction(at, { plannedUnits }, { control, treatment })),
  );
  const known: { looks: SequentialLooks; scales: LookScale[] }[] = [];
  return (looks) => {
    const found = known.find((one) => isStartOf(looks, one.looks));
    if (found !== undefined) return found.scales[looks.fractions.length - 1]!;
    const fractions = courses.find((course) => isStart(looks.fractions, course))!;
    const all = { ...looks, fractions };
    const made = decisionScales(all, levels);
    known.push({ looks: all, scales: made });
    return made[looks.fractions.length - 1]!;
  };
}

/** What the steps of a correction may come to in a family of so many, alpha among it. */
function levelsOf(family: number, alpha: number): number[] {
  const steps = Array.from({ length: family }, (_, i) => i + 1);
  return steps.flatMap((step) => [alpha / step, (alpha * step) / steps.length]);
}

/** Whether these are the first of those looks; both one-sided alternatives have the same boundaries. */
function isStartOf(looks: SequentialLooks, all: SequentialLooks): boolean {
  const sides = ({ alternative }: SequentialLooks) => (alternative === 'two-sided' ? 2 : 1);
  return sides(looks) === sides(all) && isStart(looks.fractions, all.fractions);
}

function isStart(fractions: readonly number[], course: readonly number[]): boolean {
  return fractions.every((fraction, i) => fraction === course[i]);
}
