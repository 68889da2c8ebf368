import { isUtf8 } from 'node:buffer';
import type { Bytes } from './bytes.js';
import { cellsOf, figuresOf } from './cell-figures.js';
import type { Outcome, Range, ScannedChunk } from './chunk.js';
import type { Engine } from './engine.js';
import { classifierFor } from './field-classifier.js';
import { LAYOUT } from './layout.js';
import { setAll } from './plan-in-memory.js';

/** Bytes, and how many of them are scanned at once. */
export interface ScannedBytes extends Pick<Bytes, 'size' | 'readAt'> {
  bytesAtOnce: number;
}

/** How many bytes are scanned at once: few enough for a core's own cache. */
export const BYTES_AT_ONCE = 1 << 18;

/** Past the end of its range a piece goes on for a record; so many bytes are read to find its end. */
const BYTES_BEYOND = 1 << 12;

const LF = 0x0a;

/** Scans a part of a file or a stream. */
export function scanChunk(engine: Engine, file: ScannedBytes, range: Range): ScannedChunk {
  const { scanner, view } = engine;
  beginPiece(engine);
  const masks = engine.idLevels.map((level) => 2 ** level - 1);
  setAll(view, LAYOUT.idMasks, masks);
  const start = range.begins ? range.from : lineAfter(engine, file, range);
  const end = scanFrom(engine, file, start, range.to);
  const outcome: Outcome =
    end === null ? 'doubtful' : scanner.needsJudgement() !== 0 ? 'judge' : 'cells';
  const { variants, segments, labels, ids } = engine.judge;
  return {
    index: range.index,
    start,
    end: end ?? start,
    outcome,
    rows: scanner.rowCount(),
    leftOut: scanner.leftOutCount(),
    blanks: scanner.blankCount(),
    lineEnds: scanner.lineEndCount(),
    variants,
    segments,
    ...cellsIn(engine, outcome === 'cells' ? scanner.cells() : 0),
    labels,
    ids,
    unitRows: engine.units.taken(),
    block: engine.units.block,
  };
}

/** Begins a piece, of which nothing has been met yet. */
export function beginPiece(engine: Engine): void {
  engine.judge = classifierFor(engine.plan);
  engine.scanner.begin(engine.plan.metrics.length);
  engine.keeper.begin();
  engine.units.begin();
}

/** What the cells of a piece hold, of which there are so many, and what was seen in each column of values. */
export function cellsIn(
  { plan, view, keeper }: Engine,
  count: number,
): Pick<ScannedChunk, 'cells' | 'figures' | 'kept' | 'seen'> {
  return {
    cells: cellsOf(view, count, plan.parts[0]!.length),
    figures: figuresOf(view, count, plan),
    kept: keeper.keptIn(count),
    seen: plan.values.map((_, i) => view.getInt32(LAYOUT.valueColumns + 16 * i + 12, true)),
  };
}

/** Where the line after the range's border begins; the range's end where it does not begin before. */
function lineAfter(
  { bytes }: Engine,
  { readAt, bytesAtOnce }: ScannedBytes,
  { from, to }: Range,
): number {
  for (let at = from - 1; at < to; at += bytesAtOnce) {
    const count = readAt(bytes, LAYOUT.input, Math.min(bytesAtOnce, to - at), at);
    const found = bytes.subarray(LAYOUT.input, LAYOUT.input + count).indexOf(LF);
    if (found !== -1) return at + found + 1;
    if (count === 0) break;
  }
  return to;
}

/** Scans records from one that begins at `start`; where the first at `to` or later begins, `null` in doubt. */
function scanFrom(engine: Engine, file: ScannedBytes, start: number, to: number): number | null {
  const { scanner, bytes } = engine;
  let position = start;
  let held = 0;
  while (position < to) {
    const length = held + read(engine, file, { position: position + held, held, to });
    const ended = position + length >= file.size || length === held;
    const whole = ended ? withLineEnd(bytes, length) : length;
    const taken = scanner.scan(whole, to - position);
    if (scanner.isDoubtful() !== 0) return null;
    if (scanner.hasBeyondAscii() !== 0 && !isUtf8(input(bytes, 0, taken))) return null;
    if (scanner.hasFound() !== 0) return position + taken;
    // Nothing ends here: a record of that length, or a quote that is never closed.
    if (taken === 0 && (ended || length === file.bytesAtOnce)) return null;
    held = Math.max(0, length - taken);
    bytes.copyWithin(LAYOUT.input, LAYOUT.input + taken, LAYOUT.input + length);
    position = Math.min(position + taken, file.size);
    if (ended && held === 0) break;
  }
  return position;
}

function read(
  { bytes }: Engine,
  { readAt, size, bytesAtOnce }: ScannedBytes,
  { position, held, to }: { position: number; held: number; to: number },
): number {
  const wanted = Math.max(to - position, 0) + BYTES_BEYOND;
  const count = Math.min(wanted, bytesAtOnce - held, size - position);
  return count <= 0 ? 0 : readAt(bytes, LAYOUT.input + held, count, position);
}

/** The length of the input with the end of its last line, which is written where the file lacks it. */
function withLineEnd(bytes: Buffer, length: number): number {
  if (length === 0 || bytes[LAYOUT.input + length - 1] === LF) return length;
  bytes[LAYOUT.input + length] = LF;
  return length + 1;
}

function input(bytes: Buffer, from: number, to: number): Buffer {
  return bytes.subarray(LAYOUT.input + from, LAYOUT.input + to);
}
