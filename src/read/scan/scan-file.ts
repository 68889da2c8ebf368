import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { UserError } from '../../errors.js';
import { CHUNK_BYTES } from '../bytes/file-chunks.js';
import { asUserError, type FileHashes } from '../bytes/source.js';
import { formatOfRecords, type KnownFormat } from '../csv/records.js';
import type { FileState } from '../file-state.js';
import { fileName } from '../reading.js';
import { expectRows } from '../watch/watch.js';
import { fileBytes } from './bytes.js';
import { scanner } from './compiled.js';
import { type FileHash, fileHash, NO_HASH } from './file-hash.js';
import { positionOfLine, type RecordStart, readRange, type ScannedText } from './read-range.js';
import { scanPlan } from './scan-layout.js';
import { scanRest } from './scan-rest.js';
import { type ScanHooks, type ScanSizes, SIZES } from './sizes.js';
import { compiledModule, type WasmModule } from './web-assembly.js';
import { workerPool } from './worker-pool.js';

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

/** Compiled for the first file that needs it. */
let compiled: WasmModule | null | undefined;

export function scannerModule(): WasmModule | null {
  compiled ??= compiledModule(Buffer.from(scanner, 'base64'));
  return compiled;
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

/** Whether a file begins as gzip or Parquet do, which have readers of their own. */
export function isPacked(start: Buffer): boolean {
  const signature = start.toString('latin1', 0, 4);
  return signature.startsWith('\x1f\x8b') || signature === 'PAR1';
}

/**
 * The dialect of a text that begins so; `null` where it is not UTF-8, or a mistake, which reading it will
 * tell.
 */
export function formatFor(start: Buffer, state: FileState): KnownFormat | null {
  // A record of a wide table is several rows.
  if (state.options.layout === 'wide') return null;
  try {
    const dialect = formatOfRecords(start, fileName(state.source), state.options);
    // A drawn table is no CSV below its header either.
    const isPlain = /^utf-?8$/i.test(dialect.encoding) && dialect.asides.drawn === null;
    return isPlain ? dialect : null;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

async function scanText(
  text: ScannedText,
  state: FileState,
  module: WasmModule,
  hash: FileHash,
  hooks: ScanHooks & { sizes: ScanSizes },
): Promise<void> {
  const crew = workerPool(threadsFor(text.bytes.size, hooks.sizes));
  try {
    const from = await firstRows(text, state);
    hooks.onBytes?.(from.position);
    if (state.known !== null) expectRows(state.known.watch, rowsIn(text.bytes.size, from, state));
    const plan = planFor(state, text.dialect.delimiter);
    if (plan === null) await readRange(text, state, from, () => false);
    else await scanRest({ text, state, module, plan, from, hash, crew, hooks });
  } finally {
    crew.leave();
  }
}

/** Has the header and the first rows read, which tell the columns; where the next record begins. */
export async function firstRows(text: ScannedText, state: FileState): Promise<RecordStart> {
  const start = { position: 0, line: 1 };
  const line = await readRange(text, state, start, () => state.fold !== null);
  return { position: positionOfLine(text.bytes, line), line };
}

/** How many rows a file of so many bytes has, by its first ones. */
function rowsIn(size: number, from: RecordStart, { count }: FileState): number {
  return count.rows === 0 ? size / USUAL_ROW : (size / from.position) * count.rows;
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

/** How the scanner is to read what is left; `null` where it cannot, or the columns are not known yet. */
export function planFor({ header, known, options, source, fold }: FileState, delimiter: string) {
  if (fold === null) return null;
  return scanPlan({ header: header!, ...known!, options, variant: source.variant }, delimiter);
}
