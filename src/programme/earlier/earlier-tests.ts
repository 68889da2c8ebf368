import type { Plan } from '../../experiment/size/plan.js';
import { type EffectOnRecord, effectsOnRecord } from '../effects-on-record.js';
import { type ExperimentOnRecord, judgedBy } from '../experiment-on-record.js';
import { type LastControl, lastControl } from './last-control.js';
import { likenessTo } from './similarity.js';
import { type TrueEffects, trueEffectsOn, type Within } from './true-effects.js';

/** Why a test came to nothing good, by the reasons of its last look or its report. */
export const LOSSES = ['WORSE', 'DOES_NOT_PAY', 'GUARDRAIL_BROKEN'] as const;

/** One of LOSSES. */
export type Loss = (typeof LOSSES)[number];

/** An earlier test that has tags in common with a plan. */
export interface AlikeTest {
  record: ExperimentOnRecord;
  shared: string[];
  /** Its effects on the plan's primary metric. */
  effects: EffectOnRecord[];
  lost: Loss | null;
}

/** Where the MDE of a plan lies among the true effects of earlier tests. */
export interface MdeAmongEffects {
  /** As a relative change, with its sign. */
  relative: number;
  /** The share of true effects that are at least as large. */
  share: Within;
}

/** What the ledger knows that bears on a plan. */
export interface EarlierTests {
  /** How many experiments there are beside the plan's own. */
  experiments: number;
  /** The test that it builds on; `null` where it names none, or none is on record. */
  followed: AlikeTest | null;
  /** Those that share tags, the most alike first; of a plan without tags those with its metric. */
  alike: AlikeTest[];
  /** Of all tests on the plan's primary metric; `null` where they are too few. */
  trueEffects: TrueEffects | null;
  mde: MdeAmongEffects | null;
  control: LastControl | null;
}

/**
 * What earlier tests tell whoever plans the next one.
 * @example
 * const { plan } = await readPlan('fixtures/programme/cart-checkout-short-2.yaml');
 * const ledger = ['cart-checkout-short', 'cart-timer'].map((name) =>
 *   experimentOnRecord(readJournal(`fixtures/programme/${name}.jsonl`), null),
 * );
 * const { followed, alike } = earlierTests(plan, ledger);
 * [followed?.record.experiment, followed?.record.decision]; // => [ 'cart-checkout-short', 'invalid' ]
 * alike.map(({ record, shared }) => `${record.experiment}: ${shared.join(', ')}`);
 * // => [ 'cart-checkout-short: surface, tactic, audience, strength', 'cart-timer: surface, audience, strength' ]
 */
export function earlierTests(plan: Plan, ledger: readonly ExperimentOnRecord[]): EarlierTests {
  const records = ledger.filter(({ experiment }) => experiment !== plan.experiment);
  const [primary] = plan.metrics;
  const known = trueEffectsOn(primary!, records);
  const control = lastControl(plan, records);
  const relative = relativeMde(plan, control);
  const followed = records.findLast(({ experiment }) => experiment === plan.follows);
  const like = likenessTo(plan.tags ?? new Map(), records);
  const tested = (record: ExperimentOnRecord) =>
    alikeTest(record, primary!.name, like(record).shared);
  return {
    experiments: records.length,
    followed: followed === undefined ? null : tested(followed),
    alike: alikeOf(plan, records, like).map(tested),
    trueEffects: known?.effects ?? null,
    mde:
      known === null || relative === null
        ? null
        : { relative, share: known.shareAsLarge(relative) },
    control,
  };
}

function alikeOf(
  { tags, metrics }: Plan,
  records: readonly ExperimentOnRecord[],
  like: ReturnType<typeof likenessTo>,
): ExperimentOnRecord[] {
  const hasTags = tags !== undefined && tags !== null && tags.size > 0;
  const isAlike = (record: ExperimentOnRecord) =>
    hasTags ? like(record).shared.length > 0 : effectsOn(record, metrics[0]!.name).length > 0;
  return records
    .filter(isAlike)
    .map((record) => ({ record, surprise: like(record).surprise }))
    .sort((a, b) => b.surprise - a.surprise || (a.record.lastTime < b.record.lastTime ? 1 : -1))
    .map(({ record }) => record);
}

function alikeTest(record: ExperimentOnRecord, metric: string, shared: string[]): AlikeTest {
  const reasons: readonly string[] = judgedBy(record)?.reasons ?? [];
  return {
    record,
    shared,
    effects: effectsOn(record, metric),
    lost: LOSSES.find((code) => reasons.includes(code)) ?? null,
  };
}

function effectsOn(record: ExperimentOnRecord, metric: string): EffectOnRecord[] {
  return effectsOnRecord(record).filter((effect) => effect.metric === metric && effect.valid);
}

/** The primary metric's MDE as a relative change in the wanted direction; `null` where it cannot be told. */
function relativeMde({ metrics }: Plan, control: LastControl | null): number | null {
  const { mde, baseline, lowerIsBetter } = metrics[0]!;
  if (mde === null) return null;
  const sign = lowerIsBetter ? -1 : 1;
  const expected = baseline ?? control?.baseline ?? null;
  const mean = expected === null ? null : 'rate' in expected ? expected.rate : expected.mean;
  if (mde.scale !== 'relative' && (mean === null || mean <= 0)) return null;
  const relative = sign * (mde.scale === 'relative' ? mde.size : mde.size / mean!);
  return relative > -1 ? relative : null;
}
