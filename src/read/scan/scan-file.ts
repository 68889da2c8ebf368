import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { CHUNK_BYTES } from '../bytes/file-chunks.js';
import { asUserError, type FileHashes } from '../bytes/source.js';
import type { FileState } from '../file-state.js';
import { asksForRows } from '../fold/chosen-rows.js';
import { expectRows } from '../watch/watch.js';
import { fileBytes } from './bytes.js';
import { workerSource } from './compiled.js';
import { engineFor } from './engine.js';
import { type FileHash, fileHash, NO_HASH } from './file-hash.js';
import { firstRows } from './first-rows.js';
import { type RecordStart, readRange, type ScannedText } from './read-range.js';
import { scanChunk } from './scan-chunk.js';
import { scanRest } from './scan-rest.js';
import { formatFor, isPacked, planFor, scannerModule } from './scannable.js';
import { type ScanHooks, type ScanSizes, SIZES } from './sizes.js';
import type { WasmModule } from './web-assembly.js';
import { type Task, workerPool } from './worker-pool.js';

/**
 * Reads a file into its state by scanning it, and gives its hash; `null`, with nothing read, where the file is none for that: no plain large file of UTF-8 that begins like CSV.
 *
 * The header and the first rows are read as ever and tell the columns; what the scanner has doubts
 * about, the CSV reader takes. So both ways of reading give the same.
 *
 * @throws {UserError} what reading the file record by record throws.
 */
export async function scanFile(
  state: FileState,
  hooks: ScanHooks = {},
): Promise<FileHashes | null> {
  const sizes = { ...SIZES, ...hooks.sizes };
  const { path } = state.source;
  const module = scannerModule();
  const fd = path === '-' || module === null ? null : openedFile(path);
  if (module === null || fd === null) return null;
  try {
    const text = openFile(fd, state, sizes.leastFile);
    if (text === null) return null;
    const wanted = state.options.unhashed !== true;
    const hash = wanted ? fileHash(fd, text.bytes.size) : NO_HASH;
    await scanText(text, state, module, hash, { ...hooks, sizes });
    const sha256 = hash.digest();
    return { sha256, contentSha256: sha256 };
  } catch (error) {
    throw asUserError(error, path);
  } finally {
    closeSync(fd);
  }
}

/** A descriptor; `null` where the file cannot be opened, which reading it will tell. */
function openedFile(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}

function openFile(fd: number, state: FileState, leastFile: number): ScannedText | null {
  // What names a sheet is of a workbook, which has a reader of its own.
  if ((state.options.sheet ?? null) !== null) return null;
  const stat = fstatSync(fd);
  if (!stat.isFile() || stat.size < leastFile) return null;
  const start = Buffer.allocUnsafe(CHUNK_BYTES);
  const bytes = readSync(fd, start, 0, CHUNK_BYTES, 0);
  const beginning = start.subarray(0, bytes);
  if (isPacked(beginning)) return null;
  const dialect = formatFor(beginning, state);
  return dialect === null ? null : { bytes: fileBytes(fd, stat.size), dialect };
}

async function scanText(
  text: ScannedText,
  state: FileState,
  module: WasmModule,
  hash: FileHash,
  hooks: ScanHooks & { sizes: ScanSizes },
): Promise<void> {
  const crew = workerPool<Task>(workerSource, threadsFor(text.bytes.size, hooks.sizes));
  try {
    const from = await firstRowsOf(text, state, module, hooks);
    expectIds(text.bytes.size, from, state);
    const plan = planFor(state, text.dialect.delimiter);
    const engine = plan === null ? null : engineFor(module, plan);
    if (engine === null) await readRange(text, state, from, () => false);
    else
      await scanRest({ text, state, module, plan: engine.plan, engine, from, hash, crew, hooks });
  } finally {
    crew.leave();
  }
}

async function firstRowsOf(
  text: ScannedText,
  state: FileState,
  module: WasmModule,
  { onBytes, sizes }: ScanHooks & { sizes: ScanSizes },
): Promise<RecordStart> {
  const { bytesAtOnce, seek } = sizes;
  const { bytes } = text;
  let told = 0;
  const onPassed = (position: number) => {
    onBytes?.(position - told);
    told = position;
  };
  const from = await firstRows({
    text,
    state,
    module,
    sizes: seek,
    scan: (engine, range) => {
      const to = Math.min(range.to, bytes.size);
      return scanChunk(engine, { ...bytes, bytesAtOnce }, { ...range, to });
    },
    isOver: (position) => position >= bytes.size,
    onPassed,
  });
  onPassed(from.position);
  return from;
}

/** Expects as many ids as the file has rows, by its first ones, unless it is left open how many are chosen. */
function expectIds(size: number, from: RecordStart, { known, options, count }: FileState): void {
  if (known === null || asksForRows(options)) return;
  const rows = count.rows === 0 ? size / USUAL_ROW : (size / from.position) * count.rows;
  expectRows(known.watch, rows);
}

/** Bytes of a row, where none has been read: an id, a variant, a number or two. */
const USUAL_ROW = 32;

/** Reading the file for its hash is the bound beyond so many threads. */
const MOST_THREADS = 7;

/** How many threads beside this one are worth their start. */
function threadsFor(size: number, { threads, piece, piecesPerThread }: ScanSizes): number {
  const others = threads ?? availableParallelism() - 1;
  return Math.min(others, MOST_THREADS, Math.floor(size / piece / piecesPerThread));
}
