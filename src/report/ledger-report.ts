import type * as z from 'zod/mini';
import { type EffectOnRecord, effectsOnRecord } from '../programme/effects-on-record.js';
import { type ExperimentOnRecord, judgedBy, unitsIn } from '../programme/experiment-on-record.js';
import { inThreads, type Threaded } from '../programme/threads.js';
import type { ledgerSchema } from './schemas/ledger-schema.js';

/** What journals tell of experiments: what `ledger --format json` prints. Shares 0–1; `null`: absent. */
export type LedgerReport = z.output<typeof ledgerSchema>;

/** One experiment of it. */
export type LedgerExperiment = LedgerReport['experiments'][number];

/** What one treatment did to one metric of it. */
export type LedgerEffect = LedgerExperiment['effects'][number];

/** What there is to tell of the journals beside their experiments. */
export type LedgerNote = LedgerReport['notes'][number];

/** What is asked of a ledger. */
export interface LedgerQuestion {
  /** Of how many experiments those are that are to be listed. */
  experiments: number;
  /** Whose effects alone are listed; `null` for all. */
  metric: string | null;
  /** Which experiments, as it was written. */
  where: readonly string[];
  /** What reading has found. */
  notes: readonly LedgerNote[];
}

/** What these experiments come to as a ledger; those without the metric that is asked for are left out. */
export function ledgerReport(
  records: readonly ExperimentOnRecord[],
  { experiments: all, metric, where, notes }: LedgerQuestion,
  version: string,
): LedgerReport {
  const listed = inThreads(records)
    .map((threaded) => ({ threaded, effects: effectsOf(threaded.record, metric) }))
    .filter(({ effects }) => metric === null || effects.length > 0);
  const experiments = listed.map(({ threaded, effects }) => experimentReport(threaded, effects));
  return {
    schemaVersion: 1,
    tool: { name: 'perso-test', version },
    ledger: {
      experiments: all,
      metric,
      where: [...where],
      leftOut: all - experiments.length,
    },
    counts: countsOf(experiments),
    experiments,
    notes: [...notes, ...planNotes(experiments)],
  };
}

function effectsOf(record: ExperimentOnRecord, metric: string | null): EffectOnRecord[] {
  const all = effectsOnRecord(record);
  return metric === null ? all : all.filter((effect) => effect.metric === metric);
}

/** One experiment with these of its effects. */
export function experimentReport(
  { record, depth }: Threaded,
  effects: readonly EffectOnRecord[],
): LedgerExperiment {
  const { experiment, journal, owner, tags, follows, plan, state, firstTime, lastTime } = record;
  const { closing } = record;
  const evidence = judgedBy(record);
  return {
    experiment,
    journal,
    depth,
    owner,
    tags: Object.fromEntries(tags),
    follows,
    plan:
      plan === null
        ? null
        : { path: plan.path, sha256: plan.sha256, ofFirstLook: record.isPlanOfFirstLook === true },
    state,
    verdict:
      evidence === null
        ? null
        : {
            decision: evidence.decision,
            variant: evidence.variant,
            reasons: [...evidence.reasons],
          },
    byReport: record.report !== null,
    done: closing === null ? null : doneReport(closing),
    looks: record.looks.filter(({ repeats }) => !repeats).length,
    firstTime,
    lastTime,
    days: record.days,
    units: evidence === null ? null : unitsIn(evidence),
    effects: effects.map((effect) => effectReport(effect, closing?.horizonUnits ?? null)),
  };
}

function doneReport(closing: NonNullable<ExperimentOnRecord['closing']>): LedgerExperiment['done'] {
  const { decision, variant, time, overrides, because, learned, next } = closing;
  const { horizonUnits, trafficShare } = closing;
  return {
    decision,
    variant,
    time,
    overrides,
    because,
    learned,
    next,
    horizonUnits,
    trafficShare,
  };
}

function effectReport(effect: EffectOnRecord, horizon: number | null): LedgerEffect {
  const { metric, kind, role, direction, control, treatment, units, observed, confidence } = effect;
  const { pValue, outcome, significant, shipped, netEffect, lift } = effect;
  return {
    metric,
    kind,
    role,
    direction,
    control,
    treatment,
    units,
    effect: observed,
    confidence,
    standardError: effect.effect?.standardError ?? null,
    lift: lift === null ? null : { estimate: lift.estimate, standardError: lift.standardError },
    pValue,
    outcome,
    significant,
    shipped,
    netEffect,
    horizonNet: netEffect === null || horizon === null ? null : overHorizon(netEffect, horizon),
  };
}

function overHorizon(
  { estimate, lower, upper }: NonNullable<EffectOnRecord['netEffect']>,
  units: number,
): LedgerEffect['horizonNet'] {
  const times = (end: number | null) => (end === null ? null : units * end);
  return { estimate: units * estimate, lower: times(lower), upper: times(upper) };
}

function countsOf(experiments: readonly LedgerExperiment[]): LedgerReport['counts'] {
  const count = (is: (one: LedgerExperiment) => boolean) => experiments.filter(is).length;
  const came = (decision: string) =>
    count((one) => one.state !== 'running' && decisionOf(one)?.decision === decision);
  return {
    running: count(({ state }) => state === 'running'),
    decided: count(({ state }) => state === 'decided'),
    closed: count(({ state }) => state === 'closed'),
    shipped: came('ship'),
    keptControl: came('keep-control'),
    invalid: came('invalid'),
    overridden: count(({ done }) => done !== null && done.overrides !== null),
    learned: count(({ done }) => done !== null && done.learned !== null),
  };
}

/** The effects that tell an experiment: of the metric that was asked for, else of the primary one. */
export function tellingEffects(
  { effects }: Pick<LedgerExperiment, 'effects'>,
  { metric }: LedgerReport['ledger'],
): LedgerEffect[] {
  return metric === null ? effects.filter(({ role }) => role === 'primary') : effects;
}

/** What was done with an experiment, else what its gate says. */
export function decisionOf({
  done,
  verdict,
}: Pick<LedgerExperiment, 'done' | 'verdict'>): Pick<
  NonNullable<LedgerExperiment['verdict']>,
  'decision' | 'variant'
> | null {
  return done ?? verdict;
}

/** Whose plan was not found, and whose plan is not the one that its first look was judged by. */
function planNotes(experiments: readonly LedgerExperiment[]): LedgerNote[] {
  const names = (is: (one: LedgerExperiment) => boolean) =>
    experiments.filter(is).map(({ experiment }) => experiment);
  const none = names(({ plan, byReport }) => plan === null && !byReport);
  const other = names(({ plan }) => plan !== null && !plan.ofFirstLook);
  return [
    ...(none.length === 0 ? [] : [{ code: 'NO_PLAN' as const, experiments: none }]),
    ...(other.length === 0 ? [] : [{ code: 'OTHER_PLAN' as const, experiments: other }]),
  ];
}
