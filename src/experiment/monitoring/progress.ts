import { normalQuantile } from '../../stats/distributions/normal.js';
import { fixedDrift, oneSidedLevel } from '../../stats/power/power-domain.js';
import type { Design } from '../design.js';
import {
  informationFraction,
  type Monitoring,
  type PastLook,
  type UnitsByVariant,
} from './monitoring.js';

/** The information fraction of the treatment that is furthest behind; 1 where nothing was planned. */
export function leastFraction(design: Design): number {
  const { monitoring } = design;
  return monitoring === null ? 1 : leastFractionAt(monitoring.units, monitoring, design);
}

function leastFractionAt(
  units: UnitsByVariant,
  monitoring: Monitoring,
  { control, treatments }: Design,
): number {
  const fractions = treatments.map((treatment) =>
    informationFraction(units, monitoring, { control, treatment }),
  );
  return Math.min(...fractions);
}

/** Why a look may not decide yet, though its test may be had; by what is lacking. */
export type Wait =
  | { code: 'FEW_UNITS'; floor: UnitsByVariant }
  | { code: 'FEW_DAYS'; days: number; minimum: number }
  | { code: 'NO_WHOLE_WEEK'; days: number };

/** What a look has to wait for before it may decide, however many it is planned for; `null` for nothing. */
export function waitOf(design: Design): Wait | null {
  const { monitoring } = design;
  if (monitoring === null) return null;
  if (leastFraction(design) < leastShareToDecide(design)) {
    return { code: 'FEW_UNITS', floor: unitsToDecide(design, monitoring) };
  }
  if (monitoring.calendar === undefined) return null;
  const { daysRun: days, minimumDays: minimum, wholeWeeks } = monitoring.calendar;
  if (days < minimum) return { code: 'FEW_DAYS', days, minimum };
  return wholeWeeks && (days === 0 || days % 7 !== 0) ? { code: 'NO_WHOLE_WEEK', days } : null;
}

/** An effect so many times the one that is looked for is sooner a fault in the data (see leastShareToDecide). */
const MOST_EXAGGERATED = 4;

/**
 * The share of the planned information below which a look that may come at any time decides nothing: there only
 * an observed effect of more than four times the one that the plan is sized for would be significant, and what
 * is significant exaggerates by as much. With alpha 0.05 two-sided and power 0.8 it is 3.1 %.
 *
 * @see Gelman & Carlin (2014), Perspectives on Psychological Science 9(6), 641–651, for the exaggeration;
 * Kohavi, Tang & Xu (2020), Trustworthy Online Controlled Experiments, ch. 3, for effects that are faults.
 */
export function leastShareToDecide({
  monitoring,
  alpha,
  power,
  alternative,
}: Pick<Design, 'alpha' | 'power' | 'alternative'> & {
  monitoring: Pick<Monitoring, 'plan'> | null;
}): number {
  if (monitoring === null || monitoring.plan.method === 'fixed') return 0;
  const critical = normalQuantile(oneSidedLevel(alpha, alternative), 'upper');
  const drift = fixedDrift(alpha, alternative, power);
  return (critical / drift / MOST_EXAGGERATED) ** 2;
}

/** The same in units of each variant. */
function unitsToDecide(design: Design, { plannedUnits }: Monitoring): UnitsByVariant {
  const share = leastShareToDecide(design);
  return new Map([...plannedUnits].map(([variant, units]) => [variant, Math.ceil(share * units)]));
}

/** Whether a look might decide, so that its test counts among those of the plan. */
export function isCountedLook(
  { units, waited }: PastLook,
  monitoring: Monitoring,
  design: Design,
): boolean {
  if (waited === true) return false;
  return leastFractionAt(units, monitoring, design) >= leastShareToDecide(design);
}

/**
 * Whether a comparison may be decided at all: a test with a fixed size is due only once, when each
 * treatment has the units that were planned, and any other when it has to wait for nothing.
 */
export function isDue(design: Design): boolean {
  if (design.monitoring?.plan.method === 'fixed' && leastFraction(design) < 1) return false;
  return waitOf(design) === null;
}

/** Whether the plan ends here: all its units are there, and it grants no test after that, or its date has come. */
export function isPlanOver(design: Design): boolean {
  if (design.monitoring?.calendar?.isLast === true) return true;
  const method = design.monitoring?.plan.method ?? 'always-valid';
  return method !== 'always-valid' && leastFraction(design) >= 1 && waitOf(design) === null;
}

/** The look at which the plan had ended already; `null` where this may be the first such look. */
export function endedAt(design: Design): PastLook | null {
  const { monitoring } = design;
  if (monitoring === null) return null;
  const byUnits = monitoring.plan.method !== 'always-valid';
  const ended = monitoring.earlierLooks.find(
    ({ units, waited, endedByDate }) =>
      endedByDate === true ||
      (byUnits && waited !== true && leastFractionAt(units, monitoring, design) >= 1),
  );
  return ended ?? null;
}
