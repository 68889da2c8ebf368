import { UserError } from '../errors.js';
import type { Plan } from '../experiment/size/plan.js';
import type { Journal } from '../read/journal/schema.js';
import type { JournalLine } from '../read/journal/version-2.js';
import type { PlanRead } from '../read/plan/read-plan.js';
import { analysisOfLook } from './analysis-of-look.js';
import { aggregatesOnRecord } from './arms-on-record.js';
import { differenceOf, wordDifference } from './difference.js';
import { faultOfForm } from './form-on-record.js';
import { journalLine } from './journal-line.js';
import { withoutQuantiles } from './quantiles-on-record.js';

/**
 * What a look on record says that its own figures do not; `null` where they come to just that. It is decided
 * once more, from the moments of its arms, by the plan and after the looks before, as the gate decided it; so
 * no figure can be another without the rest of the line.
 *
 * What nobody can work out again is left out: a quantile, which needs every value, and whether variants fall
 * into segments alike.
 */
export function faultOfFigures(line: JournalLine, before: Journal, read: PlanRead): string | null {
  const fault = faultOfForm(line, read.plan);
  if (fault !== null) return fault;
  try {
    return faultOfReplay(line, before, read);
  } catch (error) {
    // Numbers that no data have are outside of what the tests are defined for.
    if (!(error instanceof UserError || error instanceof RangeError)) throw error;
    return `its figures cannot be those of the plan: ${error.message}`;
  }
}

function faultOfReplay(line: JournalLine, before: Journal, read: PlanRead): string | null {
  const aggregates = aggregatesOnRecord(line, read.plan);
  // A look of version 1 has another hash over its data, which only those data would tell.
  const version1 = line.repeats ? (before.looks.at(-1)?.data ?? '') : '';
  const data = { data: line.data, flags: line.flags, version1 };
  const time = new Date(line.time);
  const analysis = analysisOfLook({ read, aggregates, data, before, time });
  const occasion = { previous: line.previous, time, version: line.tool };
  const found = journalLine(analysis, { read, aggregates, data, ...occasion });
  const { tags, owner, follows } = line;
  const again = withImbalance(line, { ...found, tags, owner, follows }, read.plan);
  const hasQuantile = line.comparisons.some(({ kind }) => kind === 'quantile');
  const difference = hasQuantile
    ? withoutQuantiles(line, again, analysis.design)
    : differenceOf(line, again);
  return difference === null ? null : wordDifference(difference);
}

/** The look with what it says of segments, whose units are not on record, where the plan has any. */
function withImbalance(line: JournalLine, again: JournalLine, { segments }: Plan): JournalLine {
  if (segments.length === 0 || !line.reasons.includes(IMBALANCE)) return again;
  const others = line.reasons.filter((code) => code !== IMBALANCE);
  const found = again.decision === 'invalid' ? again.reasons : [];
  if (differenceOf(others, found) !== null) return again;
  return { ...again, decision: 'invalid', variant: null, reasons: line.reasons };
}

const IMBALANCE = 'SEGMENT_IMBALANCE';
