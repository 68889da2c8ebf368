/** The answer of `describe`: what `--format json` prints. */
export interface DescriptionReport {
  schemaVersion: 1;
  tool: { name: string; version: string };
  file: { path: string; rows: number; blankRows: number; skippedRows: number };
  columns: ColumnDescription[];
  /** Whole commands that run on this file, the plainest first. */
  commands: string[];
  /** What `analyze` asks of the file by itself, and how the commands answer it. */
  questions: AnalyzeQuestion[];
  /** How many of the rows the commands were tried on; `null`: all of them. */
  triedOn: number | null;
}

export interface ColumnDescription {
  name: string;
  kind: 'yes or no' | 'whole' | 'number' | 'date' | 'text' | 'mixed' | 'unread' | 'empty';
  /** How many values are there, and how many are missing. */
  values: number;
  missing: number;
  /** How many different values there are; `more`: that many at least were counted. */
  distinct: { count: number; more: boolean };
  /** Whether a value was met twice; `null` where too many columns are there to tell. */
  repeats: boolean | null;
  /** Of the values that are numbers; `null` without any. */
  range: { least: number; most: number } | null;
  /** How many numbers lie in each of as many equal parts of the range; `null` without a range. */
  histogram: number[] | null;
  /** The most frequent texts; empty where they were too many to count. */
  common: { text: string; count: number }[];
  /** What it could be in an analysis. */
  roles: ('variant' | 'unit id' | 'units' | 'metric' | 'segment' | 'date')[];
  /** The value that is the control by its name, of what could be the variant. */
  control: string | null;
  /** What it is in the first command; `null` where it has no part there. */
  usedAs: 'variant' | 'unit id' | 'units' | 'metric' | null;
}

export interface AnalyzeQuestion {
  message: string;
  /** What to do about it. */
  hint: string | null;
  /** What was added to the command; `null` where nobody but the user can answer. */
  answer: string | null;
}
