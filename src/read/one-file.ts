import { UserError } from '../errors.js';
import { emptyAggregates } from '../experiment/aggregates.js';
import { nameInSummary } from '../experiment/summary-text.js';
import { emptyFile, noRows } from './empty-files.js';
import type { FileState, ReadState } from './file-state.js';
import { asksForRows, chosenRows, noneChosen, withChosenVariant } from './fold/chosen-rows.js';
import { noDeferredValues } from './fold/deferred-values.js';
import { foldInto } from './fold/fold.js';
import { emptyProfile } from './fold/value-profile.js';
import { mistakeOfRow } from './header-again.js';
import { noPanelRows } from './panel/panel-rows.js';
import {
  EVERYONE,
  fileName,
  keepsValues,
  measuresOf,
  type Source,
  segmentColumns,
} from './reading.js';
import { checkCopies, noKnownRows, noteCounts } from './recognize/copied-rows.js';
import { type Header, headerOf } from './recognize/header.js';
import { recognize } from './recognize/recognize.js';
import { type DaysOfVariants, noteDays } from './recognize/same-days.js';
import { summarizedMetrics } from './recognize/summary-metrics.js';
import { checkUnlikeUnits, noteAmounts } from './recognize/unlike-units.js';
import { checkNoVariants } from './recognize/variant-column.js';
import { checkLength } from './row-length.js';
import { segmentParts } from './segment-parts.js';
import { noUnits } from './units/unit-store.js';
import { watchOf } from './watch/watch.js';
import { headerOfWide, optionsOfWide, rowsOfWide } from './wide.js';

/** So many rows are looked at where the header alone does not tell how to read a file. */
export const ROWS_LOOKED_AT = 1000;

/** Takes the next record of a file: blank, its header, or a row. */
export function takeRecord(state: FileState, fields: string[], line: number): void {
  if (state.sink !== null) {
    state.sink(fields, line);
  } else if (fields.every((field) => field.trim() === '')) {
    if (state.header !== null) state.count.blankRows += 1;
  } else if (state.header === null) {
    state.header = headerFrom(state, fields, line);
    state.choice = chosenRows(state.header, state.options);
    if (asksForRows(state.options)) state.count.otherRows = 0;
    if (state.known !== null) startFolding(state);
  } else if (state.header.wide !== undefined) {
    takeWide(state, state.header.wide.length, fields, line);
  } else {
    takeRow(state, state.header.isSummary ? fields.map(nameInSummary) : fields, line);
  }
}

/** The header from its record; that of a wide table stands for one of rows, which are read from then on. */
function headerFrom(state: FileState, fields: string[], line: number): Header {
  const header = headerOf(fields, fileName(state.source), line);
  const { layout } = state.options;
  if (layout === null || layout === 'summary') return withNamesOfSummary(header);
  if (layout !== 'wide') return header;
  const ofRows = headerOfWide(header, state.options);
  state.options = optionsOfWide(state.options);
  return ofRows;
}

/** The header; of a summary with the names that it stands for. */
function withNamesOfSummary(header: Header): Header {
  const named = { ...header, names: header.names.map(nameInSummary) };
  return summarizedMetrics(named).length === 0 ? header : { ...named, isSummary: true };
}

/** Takes the rows that the fields of a wide table say. */
function takeWide(state: FileState, columns: number, fields: string[], line: number): void {
  const isWhole = orSkipped(state, () => checkLength(state.header!.file, columns, fields, line));
  if (!isWhole) return;
  for (const row of rowsOfWide(state.header!, fields)) takeRow(state, row, line);
}

/** Takes the next row: one of the file, or one that a field of a wide table says. */
function takeRow(state: FileState, fields: string[], line: number): void {
  if (!isChosen(state, fields, line)) {
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
  if (state.known !== null && lacksVariants(state.known, source)) checkNoVariants(header);
  if (state.known === null) {
    const whole = waiting.filter(({ fields }) => fields.length === header.names.length);
    const rows = whole.map(({ fields }) => fields);
    const reading = recognize(header, rows, options, source.variant !== null);
    const { metrics } = reading;
    const names = metrics.map(({ name }) => name);
    const aggregates = emptyAggregates(
      names,
      metrics.map(measuresOf),
      segmentParts(reading, options).map(({ name }) => name),
      metrics.map((metric) => keepsValues(metric, options)),
    );
    aggregates.keepsUnits = options.keepsUnits === true && reading.layout === 'rows';
    const units = reading.unitIdColumn === null ? null : noUnits(reading, options);
    const byDay = noPanelRows(reading);
    const kept = noDeferredValues(reading, options);
    const watch = watchOf(header, rows, reading, options);
    const seen = metrics.map(emptyProfile);
    const segmentValues = segmentColumns(reading, options).map(() => new Set<string>());
    const days: DaysOfVariants = new Map();
    state.known = {
      reading,
      aggregates,
      units,
      rows: byDay,
      kept,
      seen,
      segmentValues,
      watch,
      days,
      counts: noKnownRows(),
      amounts: new Map(),
    };
  }
  if (lacksVariants(state.known, source)) {
    state.source = { ...source, variant: EVERYONE };
  }
  state.onReading(state.known, header);
  const { variant } = state.source;
  state.fold = foldInto({ header, ...state.known, options, variant });
  for (const { fields, line } of waiting) foldRecord(state, fields, line);
  state.waiting = [];
}

/** Whether a file's units are of no variant in particular, as the files before have none. */
function lacksVariants({ reading }: ReadState, { variant }: Source): boolean {
  return variant === null && reading.variantColumn === null;
}

function foldRecord(state: FileState, fields: string[], line: number): void {
  orSkipped(state, () => {
    try {
      takeWhole(state, fields, line);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw mistakeOfRow(error, fields, state.header!, state.known!.reading);
    }
  });
}

/** Folds a row that has all its fields. */
function takeWhole(state: FileState, fields: string[], line: number): void {
  const { file, names } = state.header!;
  checkLength(file, names.length, fields, line);
  const own = withChosenVariant(fields, state.header!, state.known!.reading, state.options);
  if (own === null) {
    state.count.otherRows! += 1;
    return;
  }
  state.fold!(own, line);
  state.count.rows += 1;
  if (state.first.length < ROWS_LOOKED_AT) {
    state.first.push({ fields: own, line });
  }
}

/** Whether that went well; a row of which a mistake is found is skipped where that was asked for. */
function orSkipped(state: FileState, take: () => void): boolean {
  try {
    take();
    return true;
  } catch (error) {
    const skippable = error instanceof UserError && !error.fatal;
    if (!skippable || state.options.onBadRow === 'stop') throw error;
    state.count.skippedRows += 1;
    return false;
  }
}

/**
 * What is known of all files once this one has ended.
 *
 * @throws {UserError} when nothing in it could be used.
 */
export function finish(state: FileState): ReadState {
  const file = fileName(state.source);
  if (state.header === null) throw emptyFile(file, state.options);
  const others = state.count.otherRows ?? 0;
  if (state.count.rows + state.count.skippedRows + state.waiting.length === 0) {
    if (others > 0) throw noneChosen(file, others, state.options);
    throw noRows(file);
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
  noteFirst(state);
  return state.known!;
}

/** Notes what the first rows of a file tell beside those of others. */
function noteFirst({ source: { variant }, known, header, first, options }: FileState): void {
  const { reading, days, counts, amounts } = known!;
  const table = { header: header!, rows: first.map(({ fields }) => fields), options };
  if (reading.layout === 'counts' && options.layout !== 'counts') {
    const lines = first.map(({ line }) => line);
    noteCounts(counts, { table, lines, variant });
    checkCopies(counts, reading);
  }
  if (reading.layout === 'rows') {
    noteAmounts(amounts, table, reading, variant === EVERYONE ? null : variant);
    checkUnlikeUnits(amounts, reading, options);
  }
  if (variant === null || variant === EVERYONE) return;
  noteDays(days, table, () => variant);
}
