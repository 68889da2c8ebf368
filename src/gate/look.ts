import { UserError } from '../errors.js';
import type { Analysis } from '../experiment/analysis.js';
import type { PlannedDays } from '../experiment/size/plan.js';
import { plannedUnits } from '../experiment/size/planned-units.js';
import type { Journal } from '../read/journal/schema.js';
import type { JournalLine } from '../read/journal/version-2.js';
import type { PlanRead } from '../read/plan/read-plan.js';
import { analysisOfLook } from './analysis-of-look.js';
import { checkJournal, faultOfLook } from './checked-journal.js';
import { journalLine } from './journal-line.js';
import type { LookContext } from './monitoring-from.js';

/** A look at a running test: what it came to, and what is to be put on record of it. */
export interface Look {
  analysis: Analysis;
  line: JournalLine;
  /** Whether the data are those of the look before, so that nothing more is spent. */
  repeats: boolean;
}

/** A look after those on record. */
export interface RecordedContext extends Omit<LookContext, 'time'> {
  before: Journal;
}

/**
 * What a look comes to by its plan, after the looks on record, with the line that records it. Nothing is
 * decided until that line is kept: a look that is not on record spends alpha that the next one knows
 * nothing of. `recordLook` keeps it.
 *
 * @param occasion when the look is, and by which version of the tool
 * @throws {UserError} when the experiment was ended; else as `analyzeLook`.
 * @example
 * const read = await readPlan('fixtures/plan.yaml');
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const { aggregates, files } = await readAggregates(sources, planReadOptions(read.plan), process);
 * const data = hashOfLook(files, sources);
 * const before = readJournal('hero.jsonl');
 * const { line } = decideLook({ read, aggregates, data, before }, { time: new Date(), version: '1.0.0' });
 * // Nothing is decided until recordLook has kept the line.
 * [line.look, line.decision, line.variant]; // => [ 1, 'ship', 'full' ]
 */
export function decideLook(
  context: RecordedContext,
  occasion: { time: Date; version: string },
): Look {
  checkOpen(context.before);
  const analysis = analyzeLook({ ...context, time: occasion.time });
  const line = journalLine(analysis, { ...context, ...occasion, previous: context.before.last });
  checkAgain(line, context);
  return { analysis, line, repeats: line.repeats };
}

/** A line that the next look would refuse is a bug of ours, and not to be put on record. */
function checkAgain(line: JournalLine, { before, read }: RecordedContext): void {
  const after = { ...before, looks: [...before.looks, line] };
  const fault = faultOfLook(after, before.looks.length, read);
  if (fault !== null) throw new Error(`no line for a journal: ${fault}`);
}

/** What was ended takes no more looks: they would be looked at until one says what is wanted. */
function checkOpen({ path, looks, report, closing }: Journal): void {
  if (report !== null) {
    throw new UserError('this journal is of a test that had no gate: it takes no looks', {
      location: { file: path, line: 1 },
      hint: 'a new experiment has a plan and a journal of its own',
    });
  }
  if (closing === null) return;
  throw new UserError(
    `the experiment was ended here, with ${closing.decision}: it takes no more looks`,
    {
      location: { file: path, line: looks.length + 1 },
      hint: 'a new experiment has a plan and a journal of its own',
    },
  );
}

/**
 * What a look comes to of which no record is kept.
 *
 * @throws {UserError} when the plan needs one, else as `analyzeLook`.
 * @example
 * const read = await readPlan('fixtures/plan.yaml');
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const { aggregates, files } = await readAggregates(sources, planReadOptions(read.plan), process);
 * const data = hashOfLook(files, sources);
 * const { verdict } = decideUnrecorded({ read, aggregates, data, time: new Date() });
 * verdict.decision; // => 'ship'
 */
export function decideUnrecorded(context: Omit<LookContext, 'before'>): Analysis {
  checkNeedsNoRecord(context.read);
  return analyzeLook({ ...context, before: null });
}

/**
 * The analysis that a plan promised of these data, after the looks on record; without a record, after
 * those that the plan meant. It decides nothing, so it may be had as often as anyone likes.
 *
 * @throws {UserError} when the data are not those of the plan, cannot change by an effect that it names, or
 *   give it no size where it has none; when a look on record says what its own figures do not.
 * @example
 * const read = await readPlan('fixtures/plan.yaml');
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const { aggregates, files } = await readAggregates(sources, planReadOptions(read.plan), process);
 * const data = hashOfLook(files, sources);
 * const { verdict } = analyzeLook({ read, aggregates, data, before: null, time: new Date() });
 * [verdict.decision, verdict.variant]; // => [ 'ship', 'full' ]
 */
export function analyzeLook(context: LookContext): Analysis {
  const { before, read } = context;
  if (before !== null) checkJournal(before, read);
  return analysisOfLook(context);
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
        `add one (baseline), or pass ${say.journal('looks.jsonl')}, which keeps the size that the first look has`,
    });
  }
  const key = Object.keys(ONLY_ON_RECORD).find((name) => plan[name as TimedKey] !== undefined);
  if (key === undefined) return;
  throw new UserError(`${key}: only a record tells ${ONLY_ON_RECORD[key as TimedKey]}`, {
    location: { file: path },
    hint: (say) =>
      `pass ${say.journal('looks.jsonl')}, and keep that file from one look to the next`,
  });
}

type TimedKey = keyof PlannedDays;

/** What each key of a plan that is about days needs of the looks before. */
const ONLY_ON_RECORD: Record<TimedKey, string> = {
  minimumDays: 'how many days have passed',
  wholeWeeks: 'how many days have passed',
  decideBy: 'what was decided when the date came',
};
