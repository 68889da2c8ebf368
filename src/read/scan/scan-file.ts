import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { CHUNK_BYTES } from '../bytes/file-chunks.js';
import { asUserError, type FileHashes } from '../bytes/source.js';
import type { FileState } from '../file-state.js';
import { asksForRows } from '../fold/chosen-rows.js';
import type { KeptSpans } from '../kept-spans.js';
import { expectRows } from '../watch/watch.js';
import { fileBytes } from './bytes.js';
import { engineFor } from './engine.js';
import { type FileHash, fileHash, NO_HASH } from './file-hash.js';
import { firstRows } from './first-rows.js';
import { type RecordStart, readRange, type ScannedText } from './read-range.js';
import { sampleRows, type TakeSample } from './sample-file.js';
import { scanChunk } from './scan-chunk.js';
import type { ScanLayout } from './scan-layout.js';
import { scanRest } from './scan-rest.js';
import { formatFor, isPacked, planFor, scannerModule } from './scannable.js';
import { type ScanHooks, type ScanSizes, SIZES } from './sizes.js';
import type { WasmModule } from './web-assembly.js';
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
  return withText(state, sizes, async (text, module, fd) => {
    const wanted = state.options.unhashed !== true;
    const hash = wanted ? fileHash(fd, text.bytes.size) : NO_HASH;
    await scanText(text, state, module, hash, { ...hooks, sizes });
    const sha256 = hash.digest();
    return { sha256, contentSha256: sha256 };
  });
}

/**
 * Takes a sample of a file's values, where so many bytes of all files are to be sampled; which share of all rows it
 * has, `null` where the file cannot be scanned.
 */
export async function takeSample(
  state: FileState,
  ofAll: number,
  take: TakeSample,
): Promise<number | null> {
  return withText(state, SIZES, async (text, module) => {
    const from = await firstRowsOf(text, state, module, { sizes: SIZES });
    const plan = planFor(state, text.dialect.delimiter);
    const engine = plan === null ? null : engineFor(module, plan);
    if (engine === null) return null;
    const bytes = { ...text.bytes, bytesAtOnce: SIZES.bytesAtOnce };
    return sampleRows(engine, bytes, from.position, ofAll, take);
  });
}

/** What comes of a file that can be scanned; `null`, with nothing read, of others. */
async function withText<T>(
  state: FileState,
  { leastFile }: ScanSizes,
  scan: (text: ScannedText, module: WasmModule, fd: number) => Promise<T>,
): Promise<T | null> {
  const { path } = state.source;
  const module = scannerModule();
  const fd = path === '-' || module === null ? null : openedFile(path);
  if (module === null || fd === null) return null;
  try {
    const text = openFile(fd, state, leastFile);
    return text === null ? null : await scan(text, module, fd);
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
  const crew = workerPool(threadsFor(text.bytes.size, hooks.sizes));
  try {
    const from = await firstRowsOf(text, state, module, hooks);
    expectIds(text.bytes.size, from, state);
    const plan = narrowedBy(planFor(state, text.dialect.delimiter), hooks.spans);
    const engine = plan === null ? null : engineFor(module, plan);
    if (engine === null) await readRange(text, state, from, () => false);
    else
      await scanRest({ text, state, module, plan: engine.plan, engine, from, hash, crew, hooks });
  } finally {
    crew.leave();
  }
}

/** A plan by which values are told apart where the wanted ones lie. */
function narrowedBy(plan: ScanLayout | null, spans: KeptSpans | undefined): ScanLayout | null {
  if (plan === null || spans === undefined) return plan;
  const keeps = plan.keeps.map((kept) => {
    return { ...kept, spansOf: spans[kept.metric]?.cells ?? null };
  });
  return { ...plan, keeps };
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
