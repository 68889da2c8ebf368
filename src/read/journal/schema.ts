import * as z from 'zod/mini';
import { type ReportLine, reportLineSchema } from './report-line.js';
import { count } from './values.js';
import { type JournalLineV1, lookSchemaV1 } from './version-1.js';
import { type ClosingLine, closeSchema, type JournalLine, lookSchema } from './version-2.js';

/** A look on record, whichever version of the tool wrote it. */
export type RecordedLine = JournalLineV1 | JournalLine;

/** What a line may be: a look, the report of a test without any, or what ends the experiment. */
export type AnyLine = RecordedLine | ReportLine | ClosingLine;

/** What an experiment may be ended after. */
export type EvidenceLine = RecordedLine | ReportLine;

/** What a journal holds. Line i of it, from 1, is look i − 1 of the list. */
export interface Journal {
  path: string;
  /** Oldest first. */
  looks: RecordedLine[];
  /** What a test without a gate came to, as the first line; `null` where there are looks. */
  report: ReportLine | null;
  /** What ended the experiment, as the last line; `null` while it goes on. */
  closing: ClosingLine | null;
  /** The SHA-256 of the last line, which the next one has to name; `null` where there is none. */
  last: string | null;
}

/** The published schema as a JSON value: draft 2020-12, with a title. */
export function journalJsonSchema(): Record<string, unknown> {
  const line = z.union([lookSchema, reportLineSchema, closeSchema, lookSchemaV1]);
  return {
    title: 'perso-test journal line',
    description:
      'One line of the journal that perso-test gate --journal keeps: one look at a running test, the report of a test without a gate, what ended it, or a look as version 1 wrote it.',
    ...z.toJSONSchema(line),
  };
}

/** Whether a line is the one that ends a journal. */
export function isClosing(line: AnyLine): line is ClosingLine {
  return 'type' in line && line.type === 'close';
}

/** Whether a line is the report of a test that had no gate. */
export function isReport(line: AnyLine): line is ReportLine {
  return 'type' in line && line.type === 'report';
}

/**
 * What is wrong with a value as a line of a journal; `null` where nothing is.
 *
 * The value itself is to be used, not what zod makes of it: zod leaves out a variant that is called
 * `__proto__`, and does not look at its value either.
 */
export function faultOf(value: unknown): string | null {
  const { schemaVersion, type } = Object(value) as Partial<Record<string, unknown>>;
  const others = type === 'report' ? reportLineSchema : closeSchema;
  const later = type === undefined ? lookSchema : others;
  const schema = schemaVersion === 2 ? later : lookSchemaV1;
  const issue = z.safeParse(schema, value).error?.issues[0];
  if (issue !== undefined) return wordIssue(issue, value);
  return type === undefined ? faultOfUnits(value as RecordedLine) : null;
}

/** Who is counted, and that all are. */
function faultOfUnits({ units, plannedUnits }: RecordedLine): string | null {
  const all = [...Object.values(units), ...Object.values(plannedUnits)];
  if (!all.every((n) => z.safeParse(count, n).success)) return 'a number of units is none';
  const [have, plan] = [Object.keys(units), Object.keys(plannedUnits)];
  if (have.length < 2) return 'units must have two variants or more';
  const odd =
    have.find((name) => !plan.includes(name)) ?? plan.find((name) => !have.includes(name));
  return odd === undefined ? null : `units and plannedUnits do not both have ${odd}`;
}

function wordIssue(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'unrecognized_keys') {
    return `${issue.keys[0]} is no part of a journal's line`;
  }
  if (issue.path.length === 0) return 'this is no JSON object';
  const name = issue.path.join('.');
  if (issue.code === 'custom') return `${name} ${issue.message}`;
  const found = issue.path.reduce<unknown>(memberOf, value);
  if (found === undefined) return `${name} is missing`;
  const isEmpty = typeof found === 'object' && found !== null && Object.keys(found).length === 0;
  if (isEmpty) return `${name} is empty`;
  const what = typeof found === 'object' && found !== null ? 'that' : JSON.stringify(found);
  return `${name} may not be ${what}`;
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  return (value as Record<PropertyKey, unknown>)[key];
}
