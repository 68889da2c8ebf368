import { sum } from 'simple-statistics';
import type { LookScale } from '../../stats/sequential/look.js';
import type { SequentialLooks } from '../../stats/sequential/sequential-boundary.js';
import type { Aggregates } from '../aggregates.js';
import type { Decision } from '../decision/decision-code.js';
import type { StoppingRule } from './stopping-rule.js';

/** How many units each variant has, or is to have. */
export type UnitsByVariant = ReadonlyMap<string, number>;

/** A test that is looked at while it runs, as its plan says. */
export interface Monitoring {
  plan: StoppingRule;
  /** The units that each variant is to have in the end; they stay as they were at the first look. */
  plannedUnits: UnitsByVariant;
  /** At this look, with a value of each metric that decides. */
  units: UnitsByVariant;
  /** Oldest first; neither invalid ones nor one that this look repeats. */
  earlierLooks: readonly PastLook[];
  /** Whether the earlier looks are those that the plan meant, since nobody kept a record. */
  looksAssumed: boolean;
  /** Over all variants, where the plan says how many a day brings. */
  dailyUnits: number | null;
  /** The look since which the plan is another than at the first one; `null` where it was kept. */
  planChangedSince: number | null;
  /** Which look this is, from 1; a repeated one keeps its number. `null` where no journal counts them. */
  look: number | null;
  /** The number of the look that this one repeats, on the same data; `null`: it is a new one. */
  repeats: number | null;
  /** All units at this look, with and without values; left out: as `units`. */
  assigned?: UnitsByVariant;
  /** When it may be decided, beside its units; left out: whenever those are there. */
  calendar?: Calendar;
  /** How levels translate to a look of a group-sequential test; left out, as `lookScale` has it. */
  scaleOf?: ScaleOf;
  /** Shares of the planned information at a treatment's looks so far; left out, as `fractionsSoFar` has them. */
  fractionsOf?: (treatment: string) => readonly number[];
  /** Below which z a treatment is given up at this look; left out, as `futilityBound` has it. */
  boundOf?: (treatment: string) => number;
}

/** How days bear on whether a look may decide. */
export interface Calendar {
  /** Days from the first look on record to this one, by dates in universal time. */
  daysRun: number;
  /** So many must have run; 0 where the plan says nothing. */
  minimumDays: number;
  /** Whether only whole weeks may be decided on, since days of the week differ. */
  wholeWeeks: boolean;
  /** Whether the date by which it is to be decided has come. */
  isLast: boolean;
}

/** The scale of the last of these looks. */
export type ScaleOf = (looks: SequentialLooks) => LookScale;

/** An earlier look at the same experiment under the same plan. */
export interface PastLook extends Decision {
  number: number;
  units: UnitsByVariant;
  /** All units that it had, with and without values; left out: as `units`. */
  assigned?: UnitsByVariant;
  /** Whether it had to wait for days, and decided nothing; left out: no. */
  waited?: boolean;
  /** Whether the date by which it was to be decided had come, and ended it; left out: no. */
  endedByDate?: boolean;
  /** Whether it was at the very data that are looked at now, read alike; left out: no. */
  isAtTheseData?: boolean;
}

/**
 * The information that two arms have over what they are planned to have in the end, 0 or more: that of
 * a difference, which is the harmonic mean of the units.
 *
 * @see Jennison & Turnbull (2000), Group Sequential Methods, §3.1.
 */
export function informationFraction(
  units: UnitsByVariant,
  { plannedUnits }: Pick<Monitoring, 'plannedUnits'>,
  { control, treatment }: { control: string; treatment: string },
): number {
  const information = (of: UnitsByVariant) => {
    const [a, b] = [of.get(control) ?? 0, of.get(treatment) ?? 0];
    return a === 0 || b === 0 ? 0 : (a * b) / (a + b);
  };
  return information(units) / information(plannedUnits);
}

/** How many units each variant has, whatever is known of them. */
export function assignedUnits({ variants }: Aggregates): UnitsByVariant {
  return new Map([...variants].map(([variant, { units }]) => [variant, units]));
}

/**
 * How many units each variant has of which every metric that decides has a value: the first one, and those with
 * a margin. A unit without a value shows nothing, however surely it was counted.
 */
export function unitsNow(
  { variants }: Aggregates,
  metrics: readonly { margin: unknown }[],
): UnitsByVariant {
  const deciding = metrics.flatMap(({ margin }, i) => (i === 0 || margin !== null ? [i] : []));
  return new Map(
    [...variants].map(([variant, { units, samples }]) => [
      variant,
      Math.min(units, ...deciding.map((i) => samples[i]?.moments.n ?? units)),
    ]),
  );
}

/**
 * The looks before this one that a plan meant, where nobody kept a record: those of its evenly spaced
 * looks that have fewer units than this one has.
 */
export function assumedLooks(
  plan: StoppingRule,
  plannedUnits: UnitsByVariant,
  units: UnitsByVariant,
  { control, treatments }: { control: string; treatments: readonly string[] },
): PastLook[] {
  if (plan.method !== 'group-sequential') return [];
  const fractions = treatments.map((treatment) =>
    informationFraction(units, { plannedUnits }, { control, treatment }),
  );
  const now = Math.min(1, ...fractions);
  return evenFractions(plan.looks)
    .filter((fraction) => fraction < now)
    .map((fraction, i) => ({
      number: i + 1,
      units: new Map([...plannedUnits].map(([variant, planned]) => [variant, fraction * planned])),
      decision: 'keep-collecting',
      variant: null,
    }));
}

/** The information fractions of so many evenly spaced looks, the last of them 1. */
export function evenFractions(looks: number): number[] {
  return Array.from({ length: looks }, (_, i) => (i + 1) / looks);
}

/**
 * Units over all variants that the plan still lacks, and whole days until they are there; where some have no
 * value of a metric that decides, as many more as it takes if the next ones lack it as often.
 */
export function unitsAhead({ plannedUnits, units, assigned = units, dailyUnits }: Monitoring): {
  units: number;
  days: number | null;
} {
  const lacking = [...plannedUnits].map(([variant, planned]) => {
    const now = units.get(variant) ?? 0;
    const ahead = Math.max(0, planned - now);
    return now === 0 ? ahead : Math.ceil((ahead * (assigned.get(variant) ?? now)) / now);
  });
  const all = sum([0, ...lacking]);
  return { units: all, days: dailyUnits === null ? null : Math.ceil(all / dailyUnits) };
}
