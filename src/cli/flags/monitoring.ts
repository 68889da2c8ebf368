import { UserError } from '../../errors.js';
import type { Aggregates } from '../../experiment/aggregates.js';
import type { Design } from '../../experiment/design.js';
import { assumedLooks, type Monitoring, unitsNow } from '../../experiment/monitoring/monitoring.js';
import type { StoppingRule } from '../../experiment/monitoring/stopping-rule.js';
import { unitsByVariant } from '../../experiment/size/planned-units.js';
import { SPENDINGS } from '../../stats/sequential/spending.js';
import type { MonitoringFlags } from './shared-flags.js';

/**
 * How a test is looked at, as the flags say.
 *
 * @throws {UserError} when they say what that way has no use for, or too little.
 */
export function monitoringPlanFrom({ monitoring, looks, spending }: MonitoringFlags): StoppingRule {
  if (monitoring !== 'group-sequential') {
    const flag = looks !== undefined ? `--looks ${looks}` : `--spending ${spending}`;
    if (looks === undefined && spending === undefined) return { method: monitoring };
    throw new UserError(`${flag}: only a group-sequential test has planned looks`, {
      hint: 'pass --monitoring group-sequential, or leave it out',
    });
  }
  if (looks === undefined) {
    throw new UserError('--monitoring group-sequential: how many looks are planned?', {
      hint: 'pass --looks 5',
    });
  }
  return { method: monitoring, looks, spending: spending ?? SPENDINGS[0] };
}

/**
 * How the data are judged that the flags say are of a running test; `null` for one look.
 *
 * @throws {UserError} when they do not say how large it is to be.
 */
export function monitoringOf(
  flags: MonitoringFlags & { sampleSize?: number | undefined },
  aggregates: Aggregates,
  design: Pick<Design, 'control' | 'treatments' | 'allocation'>,
): Monitoring | null {
  const plan = monitoringPlanFrom(flags);
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
  const units = unitsNow(aggregates);
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
