import { balanceTest } from '../../stats/tests/balance.js';
import type { TwoSampleTest } from '../../stats/tests/two-sample-test.js';
import { isTest, testAll } from '../compare/tested.js';
import { type SplitFound, splitCheck } from './balance-checks.js';
import { SPLIT_FAILS, shareOfLook } from './balance-level.js';
import type { CheckedData, Status } from './check.js';

/** What is found of who could see a difference: whatever a variant does, it may not decide that. */
export type TriggerCheck =
  | ({ code: 'TRIGGERED_RATIO_MISMATCH' } & SplitFound)
  | {
      code: 'TRIGGER_RATE_MISMATCH';
      status: Status;
      column: string;
      pValue: number;
      logPValue: number;
      /** Of each variant: the share of its units that could see a difference. */
      rates: { variant: string; rate: number; units: number }[];
    }
  | {
      code: 'UNTRIGGERED_DIFFER';
      status: 'warn';
      column: string;
      metric: string;
      treatment: string;
      pValue: number;
      logPValue: number;
    };

type Assigned = Pick<CheckedData, 'aggregates' | 'design' | 'asAssigned'>;

/** Whether those who could see a difference are split as planned, where a column says who they are. */
export function triggeredRatio(data: Assigned): TriggerCheck[] {
  const { aggregates, design } = data.asAssigned ?? data;
  if (aggregates.trigger === undefined) return [];
  const variants = [design.control, ...design.treatments];
  const counts = variants.map((variant) => aggregates.variants.get(variant)!.units);
  return splitCheck('TRIGGERED_RATIO_MISMATCH', counts, design);
}

/** Below this p-value it is worth a look before believing anything else, as of the split. */
const RATE_WARNS = 0.01;

/**
 * Whether as many of each variant's units could see a difference: if the variant decides who is looked at, those who
 * are left are no longer comparable. It fails at the level of the split, over all looks.
 *
 * @see Fabijan et al. (2019), Diagnosing sample ratio mismatch in online controlled experiments, KDD, §5.3.
 */
export function triggerRate(data: Assigned): TriggerCheck[] {
  const { aggregates, design } = data.asAssigned ?? data;
  const { trigger, variants } = aggregates;
  if (trigger === undefined) return [];
  const counts = [...variants].map(([variant, { units }]) => ({
    variant,
    units,
    others: trigger.untriggered.variants.get(variant)?.units ?? 0,
  }));
  const test = balanceTest(counts.map(({ units, others }) => [units, others]));
  if (test === null) return [];
  const { pValue, logPValue } = test;
  const rates = counts.map(({ variant, units, others }) => ({
    variant,
    rate: units + others === 0 ? 0 : units / (units + others),
    units: units + others,
  }));
  const fails = pValue < SPLIT_FAILS * shareOfLook(design);
  const warns: Status = pValue < RATE_WARNS ? 'warn' : 'pass';
  const status = fails ? 'fail' : warns;
  const { column } = trigger;
  return [{ code: 'TRIGGER_RATE_MISMATCH', status, column, pValue, logPValue, rates }];
}

/** By chance one run in a hundred has such a difference in any metric of any treatment. */
const OTHERS_WARN = 0.01;

/** Metrics that differ between variants among those who could see no difference: then the trigger misses somebody. */
export function untriggeredDiffer({ aggregates, design }: Assigned): TriggerCheck[] {
  const { trigger } = aggregates;
  if (trigger === undefined) return [];
  // By themselves, over all of them, either way.
  const plain = {
    ...design,
    monitoring: null,
    alternative: 'two-sided' as const,
    stratify: null,
    bayes: false,
    metrics: design.metrics.map((metric) => ({ ...metric, margin: null })),
  };
  const tested = testAll(trigger.untriggered, plain).filter(({ test }) => isTest(test));
  return tested.flatMap(({ metric, treatment, test }): TriggerCheck[] => {
    const { pValue, logPValue } = test as TwoSampleTest;
    if (pValue >= OTHERS_WARN / tested.length) return [];
    const found = { column: trigger.column, metric: metric.name, treatment: treatment.variant };
    return [{ code: 'UNTRIGGERED_DIFFER', status: 'warn', ...found, pValue, logPValue }];
  });
}
