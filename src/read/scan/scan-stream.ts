import type { FileState } from '../file-state.js';
import type { Range, ScannedChunk } from './chunk.js';
import type { Engine } from './engine.js';
import { firstRows } from './first-rows.js';
import { readRange } from './read-range.js';
import { scanBeside } from './scan-beside.js';
import { scanChunk } from './scan-chunk.js';
import type { ScanTools } from './scan-tools.js';
import { formatFor, isPacked, planFor, scannerModule } from './scannable.js';
import { type ScanSizes, SIZES } from './sizes.js';
import { NOT_THERE_YET, type StreamWindow, streamWindow } from './stream-window.js';

/** A stream, and enough of its start to recognize it by: all of its header. */
export interface Stream {
  start: Buffer;
  chunks: AsyncIterator<Buffer>;
}

/**
 * Reads a stream into its state by scanning it, as `scanFile` reads a file, to the same cells; with no more of
 * it in memory than is scanned at once. Whether it did: `false`, with nothing taken, where the stream is none
 * for that.
 *
 * @throws {UserError} what reading the stream record by record throws.
 */
export async function scanStream(
  state: FileState,
  { start, chunks }: Stream,
  tools: ScanTools,
  given: Partial<ScanSizes> = {},
): Promise<boolean> {
  const sizes = { ...SIZES, ...given };
  const module = scannerModule();
  const dialect = isPacked(start) ? null : formatFor(start, state);
  if (module === null || dialect === null) return false;
  const window = streamWindow(chunks);
  const text = { bytes: window, dialect };
  const at = await firstRows({
    text,
    state,
    module,
    sizes: sizes.seek,
    scan: (engine, range) => pieceOf(engine, window, range, sizes.bytesAtOnce),
    isOver: (position) => isOver(window, position),
    onPassed: (position, isLast) => (isLast ? window.forget(position) : window.drop(position)),
  });
  window.forget(at.position);
  const plan = planFor(state, dialect.delimiter);
  const engine = plan === null ? null : tools.engine(module, plan);
  if (engine === null) await readRange(text, state, at, () => false);
  else await scanBeside({ window, dialect, state, module, engine, from: at, tools, sizes });
  return true;
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
