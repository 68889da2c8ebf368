import { UserError } from '../errors.js';
import { type Analysis, analyzeAggregates } from '../experiment/analysis.js';
import { kindOf } from '../experiment/compare/tested.js';
import { plannedUnits } from '../experiment/size/planned-units.js';
import type { JournalLine } from '../read/journal/schema.js';
import type { PlanRead } from '../read/plan/read-plan.js';
import { designFromPlan } from './design-from-plan.js';
import { journalLine } from './journal-line.js';
import { type LookContext, monitoringFrom } from './monitoring-from.js';

/** A look at a running test: what it came to, and what is to be put on record of it. */
export interface Look {
  analysis: Analysis;
  line: JournalLine;
  /** Whether the data are those of the look before, so that nothing more is spent. */
  repeats: boolean;
}

/** A look after those on record. */
export interface RecordedContext extends Omit<LookContext, 'time'> {
  before: readonly JournalLine[];
}

/**
 * What a look comes to by its plan, after the looks on record, with the line that records it. Nothing is
 * decided until that line is kept: a look that is not on record spends alpha that the next one knows
 * nothing of. `recordLook` keeps it.
 *
 * @param occasion when the look is, and by which version of the tool
 * @throws {UserError} when the data are not those of the plan, cannot change by an effect that it names, or
 *   give it no size where it has none.
 */
export function decideLook(
  context: RecordedContext,
  occasion: { time: Date; version: string },
): Look {
  const analysis = analyzeLook({ ...context, time: occasion.time });
  const { read, data } = context;
  const line = journalLine(analysis, { plan: read.sha256, data, ...occasion });
  return { analysis, line, repeats: line.repeats };
}

/**
 * What a look comes to of which no record is kept.
 *
 * @throws {UserError} when the plan needs one, else as `decideLook`.
 */
export function decideUnrecorded(context: Omit<LookContext, 'before'>): Analysis {
  checkNeedsNoRecord(context.read);
  return analyzeLook({ ...context, before: null });
}

/**
 * The analysis that a plan promised of these data, after the looks on record; without a record, after
 * those that the plan meant. It decides nothing, so it may be had as often as anyone likes.
 *
 * @throws {UserError} as `decideLook`.
 */
export function analyzeLook(context: LookContext): Analysis {
  const { read, aggregates } = context;
  const { plan, path } = read;
  const { metrics } = designFromPlan(plan, aggregates, path, null);
  read.checkKinds(metrics.map((metric, i) => kindOf(aggregates, metric, i)));
  const design = designFromPlan(plan, aggregates, path, monitoringFrom(context));
  return analyzeAggregates(
    { ...aggregates, metrics: design.metrics.map(({ name }) => name) },
    design,
  );
}

/** Checks that a gate without a record knows what it must not guess. */
function checkNeedsNoRecord({ plan, path }: PlanRead): void {
  if (plan.monitoring.method === 'group-sequential') {
    throw new UserError('a group-sequential test must know the looks before this one', {
      location: { file: path },
      hint: (say) =>
        `pass ${say.journal('looks.jsonl')}, and keep that file from one look to the next`,
    });
  }
  if (plannedUnits(plan) === null) {
    throw new UserError('the plan says neither sampleSize nor what the control is expected to do', {
      location: { file: path },
      hint: (say) =>
        `add one (baseline), or pass ${say.journal()}, which keeps the size that the first look has`,
    });
  }
  const key = (['minimumDays', 'wholeWeeks'] as const).find((name) => plan[name] !== undefined);
  if (key === undefined) return;
  throw new UserError(`${key}: only a record tells how many days have passed`, {
    location: { file: path },
    hint: (say) =>
      `pass ${say.journal('looks.jsonl')}, and keep that file from one look to the next`,
  });
}
