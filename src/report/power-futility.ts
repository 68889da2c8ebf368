import type * as z from 'zod/mini';
import { expectedLevel } from '../experiment/size/baseline.js';
import { evenLooks } from '../experiment/size/monitoring-size.js';
import { type PowerDesign, plannedLevel } from '../experiment/size/power-plan.js';
import { plannedFutilityBounds } from '../stats/power/futility-plan.js';
import type { SequentialSize } from '../stats/power/sequential-power.js';
import type { powerSchema } from './schemas/power-schema.js';

/** When a planned test is given up that shows nothing. */
export type PowerFutility = NonNullable<z.output<typeof powerSchema>['monitoring']['futility']>;

/** How surely a test ends before its last look, and on which ground. */
export type EarlyStop = NonNullable<PowerFutility['stopsEarly']>['null'];

/** When a planned test with this effect, and that many units in all, is given up; `null` where it is not. */
export function powerFutility(
  test: PowerDesign,
  sequential: SequentialSize | null,
  { effect, total }: { effect: number; total: number },
): PowerFutility | null {
  const { monitoring, alternative, baseline } = test;
  const rule = monitoring.method === 'group-sequential' ? (monitoring.futility ?? null) : null;
  if (monitoring.method !== 'group-sequential' || rule === null) return null;
  const looks = evenLooks(monitoring, alternative);
  const bounds = sequential?.futility ?? plannedFutilityBounds(looks, plannedLevel(test), rule);
  const control = expectedLevel(baseline);
  return {
    spending: rule.spending,
    power: rule.power,
    looks: looks.fractions.slice(0, -1).map((fraction, look) => {
      const z = Number.isFinite(bounds[look]!) ? bounds[look]! : null;
      // The effect that is asked about has the mean drift · √fraction, each other one in proportion.
      const absolute =
        z === null || sequential === null
          ? null
          : (effect * z) / (sequential.drift * Math.sqrt(fraction));
      return {
        number: look + 1,
        informationFraction: fraction,
        units: Math.ceil(total * fraction),
        statistic: z,
        effect: { absolute, relative: relativeTo(control, absolute) },
      };
    }),
    stopsEarly: sequential === null ? null : earlyStops(sequential),
  };
}

function relativeTo(control: number | null, absolute: number | null): number | null {
  return control === null || control === 0 || absolute === null ? null : absolute / control;
}

function earlyStops({ stopped, futile }: SequentialSize): PowerFutility['stopsEarly'] {
  const early = (of: readonly number[]) => of.at(-2) ?? 0;
  return {
    null: { rejection: early(stopped.null), futility: early(futile.null) },
    effect: { rejection: early(stopped.effect), futility: early(futile.effect) },
  };
}
