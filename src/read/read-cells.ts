import { UserError } from '../errors.js';
import { type Cells, emptyCells } from '../experiment/cells.js';
import type { Fold } from './fields.js';
import { foldInto } from './fold.js';
import { type Header, headerOf } from './header.js';
import type { Reading, ReadOptions, Source, StandardInput } from './reading.js';
import { recognize } from './recognize.js';
import { readRecords } from './records.js';
import { checkSuccessSeen, nothingSeen, type Seen } from './seen.js';
import { readBytes } from './source.js';

/** One file as it was read: `rows` used, and those left out, with why. */
export interface FileRead {
  path: string;
  sha256: string;
  rows: number;
  blankRows: number;
  skippedRows: number;
}

/** The cells of all files, and how they were come by. */
export interface ReadResult {
  cells: Cells;
  reading: Reading;
  files: FileRead[];
}

/** So many rows are looked at where the header alone does not tell how to read a file. */
const ROWS_LOOKED_AT = 1000;

/**
 * Reads result files into cells, one after the other. The first decides how all are read.
 *
 * @throws {UserError} on the first thing that cannot be read rightly, with its place.
 */
export async function readCells(
  sources: readonly Source[],
  options: ReadOptions,
  io: StandardInput,
): Promise<ReadResult> {
  checkSources(sources, options);
  let known: Known | null = null;
  const files: FileRead[] = [];
  for (const source of sources) {
    const state = fileState(source, options, known);
    const { chunks, sha256 } = readBytes(source, io);
    const name = source.path === '-' ? 'standard input' : source.path;
    await readRecords(chunks, name, options, (fields, line) => takeRecord(state, fields, line));
    known = finish(state, name);
    files.push({ path: source.path, sha256: sha256(), ...state.count });
  }
  const { reading, cells, seen } = known!;
  reading.metrics.forEach((metric, i) => {
    checkSuccessSeen(metric, seen[i]!);
  });
  return { reading, cells, files };
}

function checkSources(sources: readonly Source[], { variantColumn }: ReadOptions): void {
  const named = sources.filter(({ variant }) => variant !== null);
  if (named.length > 0 && named.length < sources.length) {
    const other = sources.find(({ variant }) => variant === null)!;
    throw new UserError(`${other.path} has no variant, other files have`, {
      hint: 'name the variants of all files (generic=a.csv personalized=b.csv) or none',
    });
  }
  if (named.length > 0 && variantColumn !== null) {
    throw new UserError(`--variant-column ${variantColumn}: the files have their variants named`, {
      hint: 'leave out the flag, or the names before the files',
    });
  }
  if (sources.filter(({ path }) => path === '-').length > 1) {
    throw new UserError('standard input (-) can be read only once', {
      hint: 'name - once, and the other files by their paths',
    });
  }
}

/** How all files are read, and what has come of those before. */
interface Known {
  reading: Reading;
  cells: Cells;
  seen: Seen[];
}

/** What is known of a file while it is read. */
interface FileState {
  source: Source;
  options: ReadOptions;
  known: Known | null;
  header: Header | null;
  /** The first rows, kept until they have told how to read the file. */
  waiting: { fields: string[]; line: number }[];
  fold: Fold | null;
  count: { rows: number; blankRows: number; skippedRows: number };
}

function fileState(source: Source, options: ReadOptions, known: Known | null): FileState {
  const count = { rows: 0, blankRows: 0, skippedRows: 0 };
  return { source, options, known, header: null, waiting: [], fold: null, count };
}

function takeRecord(state: FileState, fields: string[], line: number): void {
  if (fields.every((field) => field.trim() === '')) {
    if (state.header !== null) state.count.blankRows += 1;
  } else if (state.header === null) {
    state.header = headerOf(fields, fileName(state), line);
    if (state.known !== null) startFolding(state);
  } else if (state.fold === null) {
    state.waiting.push({ fields, line });
    if (state.waiting.length === ROWS_LOOKED_AT) startFolding(state);
  } else {
    foldRecord(state, fields, line);
  }
}

function startFolding(state: FileState): void {
  const header = state.header!;
  const { source, options, waiting } = state;
  if (state.known === null) {
    const whole = waiting.filter(({ fields }) => fields.length === header.names.length);
    const rows = whole.map(({ fields }) => fields);
    const reading = recognize(header, rows, options, source.variant !== null);
    const cells = emptyCells(reading.metrics.map(({ name }) => name));
    state.known = { reading, cells, seen: reading.metrics.map(nothingSeen) };
  }
  state.fold = foldInto({ header, ...state.known, options, variant: source.variant });
  for (const { fields, line } of waiting) foldRecord(state, fields, line);
  state.waiting = [];
}

function foldRecord(state: FileState, fields: string[], line: number): void {
  try {
    checkLength(state.header!, fields, line);
    state.fold!(fields, line);
    state.count.rows += 1;
  } catch (error) {
    if (!(error instanceof UserError) || state.options.onBadRow === 'stop') throw error;
    state.count.skippedRows += 1;
  }
}

function checkLength({ file, names }: Header, fields: string[], line: number): void {
  if (fields.length === names.length) return;
  throw new UserError(
    `${fields.length} ${fields.length === 1 ? 'field' : 'fields'} where the header has ${names.length}`,
    {
      location: { file, line },
      hint: 'an unquoted delimiter, or a row cut short? --on-bad-row skip leaves it out',
    },
  );
}

function finish(state: FileState, file: string): Known {
  if (state.header === null) {
    throw new UserError('the file is empty', {
      location: { file },
      hint: 'was it written at all?',
    });
  }
  if (state.count.rows + state.count.skippedRows + state.waiting.length === 0) {
    throw new UserError('there is a header but no rows', {
      location: { file },
      hint: 'is the export finished?',
    });
  }
  if (state.fold === null) startFolding(state);
  if (state.count.rows === 0) {
    throw new UserError(`none of its ${state.count.skippedRows} rows can be read`, {
      location: { file },
      hint: 'leave out --on-bad-row skip to see why',
    });
  }
  return state.known!;
}

function fileName({ source }: FileState): string {
  return source.path === '-' ? 'standard input' : source.path;
}
