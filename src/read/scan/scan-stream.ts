import { isOpenQuote } from '../csv/quoted-records.js';
import type { FileState } from '../file-state.js';
import { afterPiece } from './add-piece.js';
import type { Range, ScannedChunk } from './chunk.js';
import { type Engine, engineFor } from './engine.js';
import { firstRows } from './first-rows.js';
import { readRange } from './read-range.js';
import { BYTES_AT_ONCE, scanChunk } from './scan-chunk.js';
import { idLevelsOf, type ScannedFormat } from './scan-layout.js';
import { formatFor, isPacked, isUtf8, planFor, scannerModule } from './scannable.js';
import { SEEK, type SeekSizes } from './sizes.js';
import { NOT_THERE_YET, type StreamWindow, streamWindow } from './stream-window.js';
import { inUtf8 } from './utf8-stream.js';
import type { WasmModule } from './web-assembly.js';

/** How much of a stream is scanned at once; a test makes it small. */
export interface StreamSizes {
  piece: number;
  bytesAtOnce: number;
  seek: SeekSizes;
}

const SIZES: StreamSizes = { piece: 1 << 21, bytesAtOnce: BYTES_AT_ONCE, seek: SEEK };

/** A stream, and enough of its start to recognize it by: all of its header. */
export interface Stream {
  start: Buffer;
  chunks: AsyncIterator<Buffer>;
}

/**
 * Reads a stream into its state by scanning it, as `scanFile` reads a file, but on this thread alone and
 * with no more of it in memory than is scanned at once. Whether it did: `false`, with nothing taken,
 * where the stream is none for that.
 *
 * @throws {UserError} what reading the stream record by record throws.
 */
export async function scanStream(
  state: FileState,
  { start, chunks }: Stream,
  sizes: StreamSizes = SIZES,
): Promise<boolean> {
  const module = scannerModule();
  const dialect = isPacked(start) ? null : formatFor(start, state);
  if (module === null || dialect === null) return false;
  if (isUtf8(dialect)) {
    await scanText(state, { module, chunks, dialect, sizes });
    return true;
  }
  const { chunks: own, failure } = inUtf8(chunks, dialect.encoding, state);
  const text = { module, chunks: own, dialect: { ...dialect, encoding: 'utf-8' }, sizes };
  await scanText(state, text).catch((error) => {
    // The text goes on behind the mistake, and so may the quote.
    if (failure() === null || !isOpenQuote(error)) throw error;
  });
  if (failure() !== null) throw failure();
  return true;
}

/** A text in UTF-8, and what it is scanned by. */
interface Utf8Text {
  module: WasmModule;
  chunks: AsyncIterator<Buffer>;
  dialect: ScannedFormat;
  sizes: StreamSizes;
}

async function scanText(
  state: FileState,
  { module, chunks, dialect, sizes }: Utf8Text,
): Promise<void> {
  const window = streamWindow(chunks);
  const text = { bytes: window, dialect };
  let at = await firstRows({
    text,
    state,
    module,
    sizes: sizes.seek,
    scan: (engine, range) => pieceOf(engine, window, range, sizes.bytesAtOnce),
    isOver: (position) => isOver(window, position),
    onPassed: (position, isLast) => (isLast ? window.forget(position) : window.drop(position)),
  });
  window.forget(at.position);
  const plan = planFor(state, dialect);
  const engine = plan === null ? null : engineFor(module, plan);
  if (plan === null || engine === null) {
    await readRange(text, state, at, () => false);
    return;
  }
  for (let index = 0; !(await isOver(window, at.position)); index += 1) {
    const range = { index, from: at.position, to: at.position + sizes.piece, begins: true };
    engine.idLevels = idLevelsOf(plan, state.known!.watch);
    const piece = await pieceOf(engine, window, range, sizes.bytesAtOnce);
    const { readAt } = window;
    const scan = (part: Range) =>
      scanChunk(engine, { size: window.size, readAt, bytesAtOnce: sizes.bytesAtOnce }, part);
    at = await afterPiece({ text, state, plan, at, scan }, piece);
    window.forget(at.position);
  }
}

async function isOver(window: StreamWindow, position: number): Promise<boolean> {
  await window.fill(position + 1);
  return position >= window.size;
}

/** Scans a piece of what has come, and waits for more where a record goes on. */
async function pieceOf(
  engine: Engine,
  window: StreamWindow,
  range: Range,
  bytesAtOnce: number,
): Promise<ScannedChunk> {
  // A record that is longer than what is scanned at once is in doubt, so no more is ever needed.
  for (let ahead = bytesAtOnce; ; ahead *= 2) {
    await window.fill(range.to + ahead);
    try {
      const to = Math.min(range.to, window.size);
      const { size, readAt } = window;
      return scanChunk(engine, { size, readAt, bytesAtOnce }, { ...range, to });
    } catch (error) {
      if (error !== NOT_THERE_YET) throw error;
    }
  }
}
