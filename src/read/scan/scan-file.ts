import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { UserError } from '../../errors.js';
import { CHUNK_BYTES } from '../file-chunks.js';
import type { FileState } from '../one-file.js';
import { fileName } from '../reading.js';
import { dialectOf, type KnownDialect } from '../records.js';
import { asUserError, LARGE_BYTES } from '../source.js';
import { scanner } from './compiled.js';
import { crewOf } from './crew.js';
import { fileHash, NO_HASH } from './file-hash.js';
import { scanPlan } from './plan.js';
import { type OpenFile, positionOfLine, readRange } from './read-range.js';
import { BYTES_AT_ONCE } from './scan-piece.js';
import { scanRest } from './scan-rest.js';
import { compiledModule, type WasmModule } from './web-assembly.js';

/** How large things are; a test makes them small, so that their borders are met. */
export interface ScanSizes {
  /** Smaller files are read faster without. */
  leastFile: number;
  piece: number;
  bytesAtOnce: number;
  /** Threads beside this one, and how many pieces each must have to be worth its start. */
  threads: number | null;
  piecesPerThread: number;
}

/** By measurement on two cores, Node 20 (bench/README.md). */
const SIZES: ScanSizes = {
  leastFile: LARGE_BYTES,
  piece: 1 << 21,
  bytesAtOnce: BYTES_AT_ONCE,
  threads: null,
  piecesPerThread: 16,
};

/** What a scan tells and is told from outside. */
export interface ScanHooks {
  /** Told how many more bytes of the file have been read. */
  onBytes?: (count: number) => void;
  sizes?: Partial<ScanSizes>;
}

/** What is known of a file that was scanned. */
export interface Scanned {
  /** In hexadecimal; `null` where nobody asked for it. */
  sha256: string | null;
}

/**
 * Reads a file into its state by scanning it, and gives its SHA-256; `null`, with nothing read, where the file is none for that: no plain large file of UTF-8 that begins like CSV.
 *
 * The header and the first rows are read as ever and tell the columns; what the scanner has doubts
 * about, the CSV reader takes. So both ways of reading give the same.
 *
 * @throws {UserError} what reading the file record by record throws.
 */
export async function scanFile(state: FileState, hooks: ScanHooks = {}): Promise<Scanned | null> {
  const sizes = { ...SIZES, ...hooks.sizes };
  const { path } = state.source;
  const module = scannerModule();
  const fd = path === '-' || module === null ? null : openedFile(path);
  if (module === null || fd === null) return null;
  try {
    const file = openFile(fd, state, sizes.leastFile);
    return file === null ? null : await scanOpen(file, state, module, { ...hooks, sizes });
  } catch (error) {
    throw asUserError(error, path);
  } finally {
    closeSync(fd);
  }
}

/** Compiled for the first file that needs it. */
let compiled: WasmModule | null | undefined;

function scannerModule(): WasmModule | null {
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

function openFile(fd: number, state: FileState, leastFile: number): OpenFile | null {
  const stat = fstatSync(fd);
  if (!stat.isFile() || stat.size < leastFile) return null;
  const start = Buffer.allocUnsafe(CHUNK_BYTES);
  const bytes = readSync(fd, start, 0, CHUNK_BYTES, 0);
  const beginning = start.subarray(0, bytes);
  if (isPacked(beginning)) return null;
  const dialect = dialectFor(beginning, state);
  if (dialect === null || !/^utf-?8$/i.test(dialect.encoding)) return null;
  return { fd, size: stat.size, dialect };
}

/** Whether a file begins as gzip or Parquet do, which have readers of their own. */
function isPacked(start: Buffer): boolean {
  const signature = start.toString('latin1', 0, 4);
  return signature.startsWith('\x1f\x8b') || signature === 'PAR1';
}

/** The dialect of a file that begins so; `null` where it is a mistake, which reading it will tell. */
function dialectFor(start: Buffer, state: FileState): KnownDialect | null {
  try {
    return dialectOf(start, fileName(state.source), state.options);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

async function scanOpen(
  file: OpenFile,
  state: FileState,
  module: WasmModule,
  hooks: ScanHooks & { sizes: ScanSizes },
): Promise<Scanned> {
  const crew = crewOf(threadsFor(file.size, hooks.sizes));
  try {
    const hash = state.options.unhashed === true ? NO_HASH : fileHash(file.fd, file.size);
    const start = { position: 0, line: 1 };
    const line = await readRange(file, state, start, () => state.fold !== null);
    const from = { position: positionOfLine(file.fd, line), line };
    hooks.onBytes?.(from.position);
    const plan = state.fold === null ? null : planFor(state, file.dialect.delimiter);
    if (plan === null) await readRange(file, state, from, () => false);
    else await scanRest({ file, state, module, plan, from, hash, crew, hooks });
    return { sha256: hash.digest() };
  } finally {
    crew.leave();
  }
}

/** Reading the file for its hash is the bound beyond so many threads. */
const MOST_THREADS = 7;

/** How many threads beside this one are worth their start. */
function threadsFor(size: number, { threads, piece, piecesPerThread }: ScanSizes): number {
  const others = threads ?? availableParallelism() - 1;
  return Math.min(others, MOST_THREADS, Math.floor(size / piece / piecesPerThread));
}

function planFor({ header, known, options, source }: FileState, delimiter: string) {
  return scanPlan({ header: header!, ...known!, options, variant: source.variant }, delimiter);
}
