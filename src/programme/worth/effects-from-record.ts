import type { ScaledEffects } from '../../stats/tests/scaled-effects.js';
import type { EffectOnRecord } from '../effects-on-record.js';
import { effectsOnRecord } from '../effects-on-record.js';
import type { ExperimentOnRecord } from '../experiment-on-record.js';
import type { ProgrammeEffect } from './programme-effect.js';

/** Scales on which effects of different experiments are put together, the usual one first. */
export const EFFECT_SCALES = ['relative', 'lift', 'absolute'] as const;

export type EffectScaleName = (typeof EFFECT_SCALES)[number];

const SCALES: Record<EffectScaleName, keyof ScaledEffects> = {
  relative: 'logRatio',
  lift: 'lift',
  absolute: 'effect',
};

/** Why an experiment, or a treatment of it, is not among the effects. */
export const LEFT_OUT_REASONS = [
  'NO_LOOK',
  'INVALID',
  'OTHER_METRIC',
  'NO_DIRECTION',
  'NO_STANDARD_ERROR',
  'SHARED_CONTROL_UNKNOWN',
] as const;

export interface LeftOutEffect {
  experiment: string;
  treatment: string | null;
  why: (typeof LEFT_OUT_REASONS)[number];
}

/** The effects on one metric that journals tell, and what of them is left out. */
export interface RecordedEffects {
  effects: ProgrammeEffect[];
  leftOut: LeftOutEffect[];
  /** Which change of the metric is better; `null` without any effect, or where experiments do not agree. */
  direction: 'increase' | 'decrease' | null;
}

/**
 * What experiments did to a metric, with the sign that makes positive better; of each its last look at new data,
 * be it finished or not, or its report where it had no gate.
 */
export function effectsFromRecord(
  experiments: readonly ExperimentOnRecord[],
  metric: string,
  scale: EffectScaleName,
): RecordedEffects {
  const names = distinctNames(experiments);
  const found = experiments.map((record, i) =>
    effectsOf(record, { metric, scale: SCALES[scale], experiment: names[i]! }),
  );
  const directions = new Set(found.flatMap(({ direction }) => direction ?? []));
  return {
    effects: found.flatMap((one) => one.effects),
    leftOut: found.flatMap((one) => one.leftOut),
    direction: directions.size === 1 ? [...directions][0]! : null,
  };
}

/** Two experiments of one name are told apart by their journals. */
export function distinctNames(experiments: readonly ExperimentOnRecord[]): string[] {
  const counts = new Map<string, number>();
  for (const { experiment } of experiments) {
    counts.set(experiment, (counts.get(experiment) ?? 0) + 1);
  }
  return experiments.map(({ experiment, journal }) =>
    counts.get(experiment) === 1 ? experiment : `${experiment} (${journal})`,
  );
}

interface Asked {
  metric: string;
  scale: keyof ScaledEffects;
  experiment: string;
}

function effectsOf(record: ExperimentOnRecord, asked: Asked): RecordedEffects {
  const { experiment } = asked;
  const without = (
    why: LeftOutEffect['why'],
    treatment: string | null = null,
  ): RecordedEffects => ({
    effects: [],
    leftOut: [{ experiment, treatment, why }],
    direction: null,
  });
  if (record.lastLook === null && record.report === null) return without('NO_LOOK');
  const own = effectsOnRecord(record).filter(({ metric }) => metric === asked.metric);
  const [first] = own;
  if (first === undefined) return without('OTHER_METRIC');
  if (!first.valid) return without('INVALID');
  if (first.direction === null) return without('NO_DIRECTION');
  const known = own.filter((effect) => effect[asked.scale] !== null);
  const lacking = own.filter((effect) => effect[asked.scale] === null);
  const apart = known.length > 1 && known.some((one) => one[asked.scale]!.controlPart === null);
  const kept = apart ? known.slice(0, 1) : known;
  const left = (effect: EffectOnRecord, why: LeftOutEffect['why']) => ({
    experiment,
    treatment: own.length > 1 ? effect.treatment : null,
    why,
  });
  return {
    effects: kept.map((effect) => programmeEffect(effect, record, asked, own.length > 1)),
    leftOut: [
      ...lacking.map((effect) => left(effect, 'NO_STANDARD_ERROR')),
      ...known.slice(kept.length).map((effect) => left(effect, 'SHARED_CONTROL_UNKNOWN')),
    ],
    direction: first.direction,
  };
}

function programmeEffect(
  effect: EffectOnRecord,
  record: ExperimentOnRecord,
  { scale, experiment }: Asked,
  isOneOfSeveral: boolean,
): ProgrammeEffect {
  const { estimate, standardError, controlPart } = effect[scale]!;
  const sign = effect.direction === 'decrease' ? -1 : 1;
  return {
    experiment,
    treatment: isOneOfSeveral ? effect.treatment : null,
    tags: record.tags,
    estimate: sign * estimate,
    standardError,
    controlPart: controlPart === null ? null : sign * controlPart,
    shipped: effect.shipped,
    verdict: verdictOf(effect, sign * estimate, record.state === 'running'),
    units: effect.units,
  };
}

/** Of a test that runs nothing is said yet. */
function verdictOf(
  { significant }: EffectOnRecord,
  estimate: number,
  isRunning: boolean,
): ProgrammeEffect['verdict'] {
  if (isRunning || significant === null) return null;
  if (!significant) return 'neither';
  return estimate > 0 ? 'win' : 'loss';
}

/** How many experiments have a metric for their primary one, the most common first. */
export function primaryMetrics(
  experiments: readonly ExperimentOnRecord[],
): { metric: string; experiments: number }[] {
  const counts = new Map<string, number>();
  for (const record of experiments) {
    const primary = effectsOnRecord(record).find(({ role }) => role === 'primary');
    if (primary !== undefined) counts.set(primary.metric, (counts.get(primary.metric) ?? 0) + 1);
  }
  return [...counts]
    .map(([metric, count]) => ({ metric, experiments: count }))
    .sort((a, b) => b.experiments - a.experiments);
}
