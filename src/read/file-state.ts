import type { Aggregates } from '../experiment/aggregates.js';
import type { RecordSink } from './csv/records.js';
import type { Choice } from './fold/chosen-rows.js';
import type { DeferredValues } from './fold/deferred-values.js';
import type { Fold } from './fold/fields.js';
import type { ValueProfile } from './fold/value-profile.js';
import type { PanelRows } from './panel/panel-rows.js';
import type { Reading, ReadOptions, Source } from './reading.js';
import type { KnownRows } from './recognize/copied-rows.js';
import type { Header } from './recognize/header.js';
import type { DaysOfVariants } from './recognize/same-days.js';
import type { PartsOfAmounts } from './recognize/unlike-units.js';
import type { Units } from './units/unit-store.js';
import type { Watch } from './watch/watch.js';

/** How all files are read, and what has come of those before. */
export interface ReadState {
  reading: Reading;
  aggregates: Aggregates;
  /** The units whose rows are added up; `null` where each row is one. */
  units: Units | null;
  /** What these did day by day; `null` where nobody asks. */
  rows: PanelRows | null;
  /** The values of capped metrics; `null` where none is. */
  kept: DeferredValues | null;
  seen: ValueProfile[];
  /** The values met in each column of segments. */
  segmentValues: Set<string>[];
  watch: Watch;
  /** Of files that are a variant each, the days in their first rows. */
  days: DaysOfVariants;
  /** Of files of counts, their first rows; of others, the amounts in them. */
  counts: KnownRows;
  amounts: PartsOfAmounts;
}

/** What is known of a file while it is read. */
export interface FileState {
  source: Source;
  options: ReadOptions;
  known: ReadState | null;
  header: Header | null;
  /** The first rows, kept until they have told how to read the file. */
  waiting: { fields: string[]; line: number }[];
  /** The first rows that were read, where those of all files tell something together. */
  first: { fields: string[]; line: number }[];
  fold: Fold | null;
  /** Which rows are taken at all; `null`: all are. */
  choice: Choice | null;
  /** Takes the records in place of the fold, where they are only to be looked at; `null`: they are folded. */
  sink: RecordSink | null;
  /** Told how the file is read, before any of its rows is. */
  onReading: (known: ReadState, header: Header) => void;
  count: { rows: number; blankRows: number; skippedRows: number; otherRows?: number };
}

/** A file of which nothing has been read yet. */
export function fileState(
  source: Source,
  options: ReadOptions,
  known: ReadState | null,
): FileState {
  const count = { rows: 0, blankRows: 0, skippedRows: 0 };
  const onReading = () => {};
  return {
    source,
    options,
    known,
    header: null,
    waiting: [],
    first: [],
    fold: null,
    choice: null,
    sink: null,
    onReading,
    count,
  };
}
