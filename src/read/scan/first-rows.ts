import type { FileState } from '../file-state.js';
import type { Range, ScannedChunk } from './chunk.js';
import { type Engine, engineFor } from './engine.js';
import { countRows } from './in-order.js';
import { positionOfLine, type RecordStart, readRange, type ScannedText } from './read-range.js';
import type { ScanLayout } from './scan-layout.js';
import { seekPlan } from './seek-layout.js';
import type { SeekSizes } from './sizes.js';
import type { WasmModule } from './web-assembly.js';

/** A text of which the first rows are to be read. */
export interface Beginning {
  text: ScannedText;
  state: FileState;
  module: WasmModule;
  /** Scans a range, which begins with a record. */
  scan: (engine: Engine, range: Range) => ScannedChunk | Promise<ScannedChunk>;
  /** Whether the text ends at a position. */
  isOver: (position: number) => boolean | Promise<boolean>;
  /** Told that what stands before a position is no longer wanted; nor what has been read on from there, if `isLast`. */
  onPassed: (position: number, isLast: boolean) => void;
  sizes: SeekSizes;
}

/**
 * Has the header and the first rows read, which tell the columns; where the next record begins. Rows that are
 * chosen may be few or far from the start: they are sought by scanning, and those between are counted.
 */
export async function firstRows(beginning: Beginning): Promise<RecordStart> {
  const { state, sizes } = beginning;
  const isEnough = (line: number) => state.choice !== null && line > sizes.linesAtFirst;
  const at = await afterReading(beginning, { position: 0, line: 1 }, isEnough);
  if (state.fold !== null) return at;
  const plan = seekPlanFor(beginning);
  return plan === null
    ? afterReading(beginning, at, () => false)
    : afterSeeking(beginning, plan, at);
}

function seekPlanFor({ text, state }: Beginning): ScanLayout | null {
  const { header, options } = state;
  return header === null ? null : seekPlan(header, options, text.dialect.delimiter);
}

/** Has records read until there are enough, or the first rows are; where the next begins. */
async function afterReading(
  { text, state }: Pick<Beginning, 'text' | 'state'>,
  from: RecordStart,
  isEnough: (line: number) => boolean,
): Promise<RecordStart> {
  const isEnd = (line: number) => state.fold !== null || isEnough(line);
  const line = await readRange(text, state, from, isEnd);
  return { position: positionOfLine(text.bytes, line, from), line };
}

async function afterSeeking(
  beginning: Beginning,
  plan: ScanLayout,
  from: RecordStart,
): Promise<RecordStart> {
  const { state, module, scan, isOver, onPassed, sizes } = beginning;
  const engine = engineFor(module, plan);
  if (engine === null) return afterReading(beginning, from, () => false);
  let [at, size] = [from, sizes.leastPiece];
  while (state.fold === null && !(await isOver(at.position))) {
    onPassed(at.position, false);
    const to = at.position + size;
    const piece = await scan(engine, { index: 0, from: at.position, to, begins: true });
    const found = engine.scanner.hasFound() !== 0;
    at = await afterPiece(beginning, piece, at, found);
    size = found ? sizes.leastPiece : Math.min(2 * size, sizes.mostPiece);
  }
  return at;
}

/** Counts the rows of a piece, of which none is chosen, or has them read; and the next ones, if one is found. */
async function afterPiece(
  beginning: Beginning,
  piece: ScannedChunk,
  at: RecordStart,
  found: boolean,
): Promise<RecordStart> {
  const { text, state, onPassed, sizes } = beginning;
  if (piece.outcome === 'doubtful') {
    onPassed(at.position, true);
    const line = await readRange(text, state, at, () => false);
    return { position: text.bytes.size, line };
  }
  const next = { position: piece.end, line: at.line + piece.lineEnds };
  if (piece.outcome === 'judge') return afterReading(beginning, at, (line) => line >= next.line);
  countRows(state.count, piece);
  if (!found) return next;
  return afterReading(beginning, next, (line) => line >= next.line + sizes.linesAtOnce);
}
