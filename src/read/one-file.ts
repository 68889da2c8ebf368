import { UserError } from '../errors.js';
import { type Aggregates, emptyAggregates } from '../experiment/aggregates.js';
import { type DeferredValues, noDeferredValues } from './fold/caps.js';
import {
  asksForRows,
  type Choice,
  chosenRows,
  noneChosen,
  withChosenVariant,
} from './fold/chosen-rows.js';
import type { Fold } from './fold/fields.js';
import { foldInto } from './fold/fold.js';
import { emptyProfile, type ValueProfile } from './fold/value-profile.js';
import {
  EVERYONE,
  fileName,
  keepsValues,
  measuresOf,
  type Reading,
  type ReadOptions,
  type Source,
} from './reading.js';
import { type Header, headerOf } from './recognize/header.js';
import { recognize } from './recognize/recognize.js';
import { noUnits, type Units } from './units/unit-store.js';
import { type Watch, watchOf } from './watch/watch.js';

/** So many rows are looked at where the header alone does not tell how to read a file. */
export const ROWS_LOOKED_AT = 1000;

/** How all files are read, and what has come of those before. */
export interface ReadState {
  reading: Reading;
  aggregates: Aggregates;
  /** The units whose rows are added up; `null` where each row is one. */
  units: Units | null;
  /** The values of capped metrics; `null` where none is. */
  kept: DeferredValues | null;
  seen: ValueProfile[];
  watch: Watch;
}

/** What is known of a file while it is read. */
export interface FileState {
  source: Source;
  options: ReadOptions;
  known: ReadState | null;
  header: Header | null;
  /** The first rows, kept until they have told how to read the file. */
  waiting: { fields: string[]; line: number }[];
  fold: Fold | null;
  /** Which rows are taken at all; `null`: all are. */
  choice: Choice | null;
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
    fold: null,
    choice: null,
    onReading,
    count,
  };
}

/** Takes the next record of a file: blank, its header, or a row. */
export function takeRecord(state: FileState, fields: string[], line: number): void {
  if (fields.every((field) => field.trim() === '')) {
    if (state.header !== null) state.count.blankRows += 1;
  } else if (state.header === null) {
    state.header = headerOf(fields, fileName(state.source), line);
    state.choice = chosenRows(state.header, state.options);
    if (asksForRows(state.options)) state.count.otherRows = 0;
    if (state.known !== null) startFolding(state);
  } else if (!isChosen(state, fields, line)) {
    state.count.otherRows! += 1;
  } else if (state.fold === null) {
    state.waiting.push({ fields, line });
    if (state.waiting.length === ROWS_LOOKED_AT) startFolding(state);
  } else {
    foldRecord(state, fields, line);
  }
}

/** Whether a row is chosen; one of the wrong length cannot tell, and is judged where rows are read. */
function isChosen({ choice, header }: FileState, fields: string[], line: number): boolean {
  return choice === null || fields.length !== header!.names.length || choice(fields, line);
}

function startFolding(state: FileState): void {
  const header = state.header!;
  const { source, options, waiting } = state;
  if (state.known === null) {
    const whole = waiting.filter(({ fields }) => fields.length === header.names.length);
    const rows = whole.map(({ fields }) => fields);
    const reading = recognize(header, rows, options, source.variant !== null);
    const { metrics, segments } = reading;
    const names = metrics.map(({ name }) => name);
    const aggregates = emptyAggregates(
      names,
      metrics.map(measuresOf),
      segments,
      metrics.map((metric) => keepsValues(metric, options)),
    );
    aggregates.keepsUnits = options.keepsUnits === true && reading.layout === 'rows';
    const units = reading.unitIdColumn === null ? null : noUnits(reading);
    const kept = noDeferredValues(reading);
    const watch = watchOf(header, rows, reading, options);
    state.known = { reading, aggregates, units, kept, seen: metrics.map(emptyProfile), watch };
  }
  if (source.variant === null && state.known.reading.variantColumn === null) {
    state.source = { ...source, variant: EVERYONE };
  }
  state.onReading(state.known, header);
  const { variant } = state.source;
  state.fold = foldInto({ header, ...state.known, options, variant });
  for (const { fields, line } of waiting) foldRecord(state, fields, line);
  state.waiting = [];
}

function foldRecord(state: FileState, fields: string[], line: number): void {
  try {
    checkLength(state.header!, fields, line);
    const own = withChosenVariant(fields, state.header!, state.known!.reading, state.options);
    if (own === null) {
      state.count.otherRows! += 1;
      return;
    }
    state.fold!(own, line);
    state.count.rows += 1;
  } catch (error) {
    const skippable = error instanceof UserError && !error.fatal;
    if (!skippable || state.options.onBadRow === 'stop') throw error;
    state.count.skippedRows += 1;
  }
}

function checkLength({ file, names }: Header, fields: string[], line: number): void {
  if (fields.length === names.length) return;
  throw new UserError(
    `${fields.length} ${fields.length === 1 ? 'field' : 'fields'} where the header has ${names.length}`,
    {
      location: { file, line },
      hint: (say) =>
        `an unquoted delimiter, or a row cut short? ${say.onBadRow('skip')} leaves it out`,
    },
  );
}

/**
 * What is known of all files once this one has ended.
 *
 * @throws {UserError} when nothing in it could be used.
 */
export function finish(state: FileState): ReadState {
  const file = fileName(state.source);
  if (state.header === null) {
    if (state.options.skipLines || state.options.comment) throw allPassedOver(file);
    throw new UserError('the file is empty', {
      location: { file },
      hint: 'was it written at all?',
    });
  }
  const others = state.count.otherRows ?? 0;
  if (state.count.rows + state.count.skippedRows + state.waiting.length === 0) {
    if (others > 0) throw noneChosen(file, others, state.options);
    throw new UserError('there is a header but no rows', {
      location: { file },
      hint: 'is the export finished?',
    });
  }
  if (state.fold === null) startFolding(state);
  if (state.count.rows === 0 && state.count.skippedRows === 0) {
    throw noneChosen(file, state.count.otherRows ?? 0, state.options);
  }
  if (state.count.rows === 0) {
    throw new UserError(`none of its ${state.count.skippedRows} rows can be read`, {
      location: { file },
      hint: (say) => `leave out ${say.onBadRow('skip')} to see why`,
    });
  }
  return state.known!;
}

function allPassedOver(file: string): UserError {
  return new UserError('nothing is left below the lines that are skipped', {
    location: { file },
    hint: (say) =>
      `the header is on a line above: fewer ${say.skipLines()}, or another comment sign`,
  });
}
