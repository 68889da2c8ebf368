import { isUtf8 } from 'node:buffer';
import type { Bytes } from './bytes.js';
import type { Outcome, Range, ScannedChunk } from './chunk.js';
import type { Engine } from './engine.js';
import { LAYOUT } from './layout.js';
import { beginPiece, pieceOf } from './piece.js';
import type { ScanLayout } from './scan-layout.js';

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
  beginPiece(engine);
  const start = range.begins ? range.from : lineAfter(engine, file, range);
  const end = scanFrom(engine, file, start, range.to);
  const isJudged = end !== null && engine.scanner.needsJudgement() !== 0;
  if (isJudged && !engine.setsAside && maySetAside(engine.plan)) {
    engine.setsAside = true;
    return scanChunk(engine, file, { ...range, from: start, begins: true });
  }
  const outcome: Outcome = end === null ? 'doubtful' : isJudged ? 'judge' : 'cells';
  return pieceOf(engine, { index: range.index, start, end: end ?? start, outcome });
}

/** Whether a single record can be judged by itself: where one is sought, sums must be exact, or a unit's rows in turn, none can. */
function maySetAside({ seeks, unitsColumn, unitId }: ScanLayout): boolean {
  return !seeks && unitsColumn === null && unitId === null;
}

/** Where the line after the range's border begins; the range's end where it does not begin before. */
function lineAfter(
  { bytes, plan }: Engine,
  { readAt, bytesAtOnce }: ScannedBytes,
  { from, to }: Range,
): number {
  for (let at = from - 1; at < to; at += bytesAtOnce) {
    const count = readAt(bytes, LAYOUT.input, Math.min(bytesAtOnce, to - at), at);
    const found = bytes.subarray(LAYOUT.input, LAYOUT.input + count).indexOf(plan.lineEnd);
    if (found !== -1) return at + found + 1;
    if (count === 0) break;
  }
  return to;
}

/** Scans records from one that begins at `start`; where the first at `to` or later begins, `null` in doubt. */
function scanFrom(engine: Engine, file: ScannedBytes, start: number, to: number): number | null {
  const { scanner, bytes, plan } = engine;
  let position = start;
  let held = 0;
  while (position < to) {
    const length = held + read(engine, file, { position: position + held, held, to });
    const ended = position + length >= file.size || length === held;
    const whole = ended ? withLineEnd(bytes, length, plan.lineEnd) : length;
    engine.aside.moveTo(position);
    const taken = scanner.scan(whole, to - position);
    if (scanner.isDoubtful() !== 0) return null;
    if (scanner.hasBeyondAscii() !== 0 && !isUtf8(input(bytes, 0, taken))) return null;
    if (scanner.needsJudgement() !== 0 && !engine.setsAside && maySetAside(engine.plan))
      return position;
    if (scanner.hasFound() !== 0) return position + taken;
    // Nothing ends here: a record of that length, or a quote that is never closed.
    if (taken === 0 && (ended || length === file.bytesAtOnce)) return null;
    held = Math.max(0, length - taken);
    bytes.copyWithin(LAYOUT.input, LAYOUT.input + taken, LAYOUT.input + length);
    position = Math.min(position + taken, file.size);
    if (ended && held === 0) break;
  }
  return endsWithin(engine, file, position) ? null : position;
}

/** Whether an LF follows where a CR alone is taken to end the last line: then it does not. */
function endsWithin({ plan, bytes }: Engine, { readAt, size }: ScannedBytes, at: number): boolean {
  if (plan.lineEnd === LF || at >= size) return false;
  return readAt(bytes, LAYOUT.input, 1, at) === 1 && bytes[LAYOUT.input] === LF;
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
function withLineEnd(bytes: Buffer, length: number, lineEnd: number): number {
  if (length === 0 || bytes[LAYOUT.input + length - 1] === lineEnd) return length;
  bytes[LAYOUT.input + length] = lineEnd;
  return length + 1;
}

function input(bytes: Buffer, from: number, to: number): Buffer {
  return bytes.subarray(LAYOUT.input + from, LAYOUT.input + to);
}
