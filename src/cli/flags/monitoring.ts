import { UserError } from '../../errors.js';
import type { Aggregates } from '../../experiment/aggregates.js';
import type { Design } from '../../experiment/design.js';
import { assumedLooks, type Monitoring, unitsNow } from '../../experiment/monitoring/monitoring.js';
import type { StoppingRule } from '../../experiment/monitoring/stopping-rule.js';
import { unitsByVariant } from '../../experiment/size/planned-units.js';
import type { FutilityRule } from '../../stats/power/futility-plan.js';
import type { ErrorRates } from '../../stats/power/power-domain.js';
import { SPENDINGS, type Spending } from '../../stats/sequential/spending-family.js';
import type { MonitoringFlags } from './shared-flags.js';

/**
 * How a test is looked at, as the flags say.
 *
 * @throws {UserError} when they say what that way has no use for, or too little.
 */
export function monitoringPlanFrom(
  { monitoring, looks, spending, futility }: MonitoringFlags,
  rates: ErrorRates,
): StoppingRule {
  if (monitoring !== 'group-sequential') {
    checkOfLooks({ looks, spending, futility });
    return { method: monitoring };
  }
  if (looks === undefined) {
    throw new UserError('--monitoring group-sequential: how many looks are planned?', {
      hint: 'pass --looks 5',
    });
  }
  return {
    method: monitoring,
    looks,
    spending: spending ?? SPENDINGS[0],
    futility: futilityFrom(futility, { ...rates, looks }),
  };
}

function checkOfLooks({ looks, spending, futility }: Omit<MonitoringFlags, 'monitoring'>): void {
  const given = [
    ...(looks === undefined ? [] : [`--looks ${looks}`]),
    ...(spending === undefined ? [] : [`--spending ${spending}`]),
    ...(futility === undefined ? [] : [`--futility ${futility}`]),
  ];
  const [first] = given;
  if (first === undefined) return;
  throw new UserError(`${first}: only a group-sequential test has planned looks`, {
    hint: 'pass --monitoring group-sequential, or leave it out',
  });
}

/**
 * How a test of so many looks and that power is given up that shows nothing; `null` where it is not.
 *
 * @throws {UserError} when there is no look to give it up at, or the power is none.
 */
export function futilityFrom(
  spending: Spending | undefined,
  { alpha, power, looks }: ErrorRates & { looks: number },
): FutilityRule | null {
  if (spending === undefined) return null;
  if (looks === 1) {
    throw new UserError(`--futility ${spending}: the one look ends the test anyway`, {
      hint: 'plan with more --looks, or leave it out',
    });
  }
  if (power > alpha) return { spending, power };
  throw new UserError(
    `--futility ${spending}: a power of ${power} is not above alpha (${alpha}), which a test without data has`,
    { hint: 'pass --power 0.8, or a smaller alpha' },
  );
}

/**
 * How the data are judged that the flags say are of a running test; `null` for one look.
 *
 * @throws {UserError} when they do not say how large it is to be.
 */
export function monitoringOf(
  flags: MonitoringFlags & ErrorRates & { sampleSize?: number | undefined },
  aggregates: Aggregates,
  design: Pick<Design, 'control' | 'treatments' | 'allocation' | 'metrics'>,
): Monitoring | null {
  const plan = monitoringPlanFrom(flags, flags);
  const { sampleSize } = flags;
  if (plan.method === 'fixed') {
    if (sampleSize === undefined) return null;
    throw new UserError('--sample-size: one look has the units that it has', {
      hint: 'pass --monitoring always-valid or group-sequential, or leave it out',
    });
  }
  if (sampleSize === undefined) {
    throw new UserError(`--monitoring ${plan.method}: how large is the test to be?`, {
      hint: 'pass --sample-size, the units that each treatment is to have in the end',
    });
  }
  const plannedUnits = unitsByVariant(design, sampleSize);
  const units = unitsNow(aggregates, design.metrics);
  return {
    plan,
    plannedUnits,
    units,
    dailyUnits: null,
    planChangedSince: null,
    look: null,
    repeats: null,
    looksAssumed: plan.method === 'group-sequential',
    earlierLooks: assumedLooks(plan, plannedUnits, units, design),
  };
}
