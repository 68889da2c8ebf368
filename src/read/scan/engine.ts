import { isDeepStrictEqual } from 'node:util';
import { classifierFor, type FieldClassifier } from './field-classifier.js';
import { type RowKeeper, rowKeeper } from './kept-rows.js';
import { LAYOUT } from './layout.js';
import { describePlan } from './plan-in-memory.js';
import { type RecordsAside, recordsAside } from './records-aside.js';
import type { ScanLayout } from './scan-layout.js';
import { type UnitRowKeeper, unitRowKeeper } from './unit-rows.js';
import { exportsOf, type WasmMemory, type WasmModule } from './web-assembly.js';

/** What the WebAssembly of src/scan exports. */
interface ScannerExports {
  memory: WasmMemory;
  configure: (
    columns: number,
    delimiter: number,
    lineEnd: number,
    hasVariant: number,
    texts: number,
    values: number,
    parts: number,
    partColumns: number,
    unitsColumn: number,
    ids: number,
    filters: number,
    words: number,
    missingNumbers: number,
    commentBytes: number,
    steady: number,
    seeks: number,
    keeps: number,
  ) => void;
  /** Begins a piece, in which records that need judgement are set aside if that is so said. */
  begin: (metrics: number, setsAside: number) => void;
  /** How many of so many bytes of input were taken, in records that begin before a limit. */
  scan: (length: number, limit: number) => number;
  /** Takes so many rows whose codes and values were written into memory; too many cells need judgement. */
  takeWritten: (count: number) => void;
  /** How many cells there are so far. */
  cellsSoFar: () => number;
  /** How many cells there are, all merged. */
  cells: () => number;
  rowCount: () => number;
  leftOutCount: () => number;
  blankCount: () => number;
  lineEndCount: () => number;
  needsJudgement: () => number;
  isDoubtful: () => number;
  /** Whether a chosen row follows, where one is sought. */
  hasFound: () => number;
  hasBeyondAscii: () => number;
}

/** A scanner that knows the columns of a file, with its memory. */
export interface Engine {
  plan: ScanLayout;
  scanner: ScannerExports;
  bytes: Buffer;
  view: DataView;
  /** Renewed for each piece. */
  judge: FieldClassifier;
  /** For each column of ids: of an id's hash, how many bits must be 0 for it to be sampled. */
  idLevels: readonly number[];
  /** Keeps the values that are more than moments are wanted of. */
  keeper: RowKeeper;
  /** The records of the piece that need judgement. */
  aside: RecordsAside;
  /** Whether there are such, as far as is known: they are awaited from the first on, which takes a little longer. */
  setsAside: boolean;
  /** Keeps rows that go into units. */
  units: UnitRowKeeper;
}

/** A scanner for files read by this plan; `null` where there is no memory for one. */
export function engineFor(module: WasmModule, plan: ScanLayout): Engine | null {
  // The scanner asks only once it scans, and by then the engine is there.
  const scanner = exportsOf(
    module,
    judgements(() => engine),
  ) as ScannerExports | null;
  if (scanner === null) return null;
  const { buffer } = scanner.memory;
  const [bytes, view] = [Buffer.from(buffer), new DataView(buffer)];
  const { idLevels } = plan;
  const [judge, keeper] = [classifierFor(plan), rowKeeper(plan, buffer)];
  const setsAside = plan.comment.length > 0;
  const aside = recordsAside(plan, view);
  const units = unitRowKeeper(plan, bytes);
  const known = { plan, scanner, bytes, view, judge, idLevels };
  const engine: Engine = { ...known, keeper, units, aside, setsAside };
  describePlan(plan, view);
  const { columns, delimiter, variantColumn, texts, values, ids, filters } = plan;
  const hasVariant = variantColumn ? 1 : 0;
  scanner.configure(
    columns,
    delimiter.charCodeAt(0),
    plan.lineEnd,
    hasVariant,
    texts.length,
    values.length,
    plan.parts.length,
    plan.parts[0]!.length,
    plan.unitsColumn ?? -1,
    ids.length,
    filters.length,
    filters.reduce((sum, { words }) => sum + (words?.named.length ?? 0), 0),
    plan.missingNumbers.length,
    plan.comment.length,
    plan.steady.length,
    plan.seeks ? 1 : 0,
    plan.keeps.length > 0 ? 1 : 0,
  );
  return engine;
}

/** Gives scanners, and the last one again to whoever reads by the same plan: a new one has megabytes to fill. */
export function keptEngine(): typeof engineFor {
  let last: Engine | null = null;
  return (module, plan) => {
    if (last === null || !isDeepStrictEqual(last.plan, plan)) last = engineFor(module, plan);
    return last;
  };
}

/** What the scanner asks: what texts stand for that it meets for the first time. */
function judgements(engine: () => Engine) {
  const textAt = (from: number, length: number) =>
    engine().bytes.toString('utf8', from, from + length);
  const codeOfText = (column = 0, from = 0, length = 0) =>
    engine().judge.codeOf(column, textAt(from, length));
  const judgeValue = (column = 0, from = 0, length = 0) => {
    const { kind, value } = engine().judge.valueOf(column, textAt(from, length));
    engine().view.setFloat64(LAYOUT.judged, value, true);
    return kind;
  };
  // Each by the file of src/scan that declares it.
  const keepId = (column = 0, from = 0, length = 0) => {
    engine().judge.keepId(column, textAt(from, length));
    return 0;
  };
  const judgeFilter = (filter = 0, from = 0, length = 0) =>
    engine().judge.verdictOf(filter, textAt(from, length));
  const keepRows = (count = 0, part = 0) => {
    engine().keeper.take(count, part);
    return 0;
  };
  const markMet = () => {
    engine().judge.mark();
    return 0;
  };
  const forgetMet = () => {
    engine().judge.forget();
    return 0;
  };
  const setAside = (from = 0, bytes = 0, lines = 0, linesPast = 0) => {
    const { aside, judge, scanner } = engine();
    return aside.take({ from, bytes, lines, linesPast }, judge, scanner.cellsSoFar()) ? 1 : 0;
  };
  const isUnitId = (from = 0, length = 0) => Number(engine().judge.isUnitId(textAt(from, length)));
  const keepUnitRows = (count = 0, idBytes = 0) => {
    engine().units.take(count, idBytes);
    return 0;
  };
  return {
    piece: { setAside },
    texts: { codeOfText },
    values: { judgeValue },
    ids: { keepId },
    filters: { judgeFilter },
    rows: { keepRows, markMet, forgetMet },
    'unit-ids': { isUnitId, keepUnitRows },
  };
}
