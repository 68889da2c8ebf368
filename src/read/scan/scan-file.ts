import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { asUserError, type FileHashes } from '../bytes/source.js';
import type { FileState } from '../file-state.js';
import { asksForRows } from '../fold/chosen-rows.js';
import { fileName } from '../reading.js';
import { expectRows } from '../watch/watch.js';
import { fileBytes, tellingNew } from './bytes.js';
import { fileHash, NO_HASH } from './file-hash.js';
import { firstRows } from './first-rows.js';
import { type RecordStart, readRange, type ScannedText } from './read-range.js';
import { scanChunk } from './scan-chunk.js';
import { type Rest, scanRest } from './scan-rest.js';
import type { ScanTools } from './scan-tools.js';
import { formatFor, isPacked, planFor, scannerModule } from './scannable.js';
import { type ScanHooks, type ScanSizes, SIZES } from './sizes.js';

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
  tools: ScanTools,
  { input = null, onBytes = () => {}, ...hooks }: ScanHooks = {},
): Promise<FileHashes | null> {
  const sizes: ScanSizes = { ...SIZES, ...hooks.sizes };
  const { path } = state.source;
  const module = scannerModule();
  const fd = module === null ? null : path === '-' ? input : openedFile(path);
  if (module === null || fd === null) return null;
  try {
    const onCome = tellingNew(onBytes);
    const text = openFile(fd, state, { leastFile: sizes.leastFile, room: tools.room, onCome });
    if (text === null) return null;
    const wanted = state.options.unhashed !== true;
    const hash = wanted ? fileHash(fd, text.bytes.size, tools.room) : NO_HASH;
    const file = { file: path === '-' ? fd : path, size: text.bytes.size };
    await scanText({ text, file, state, module, hash, tools, sizes, onCome });
    const sha256 = hash.digest();
    return { sha256, contentSha256: sha256 };
  } catch (error) {
    throw asUserError(error, fileName(state.source));
  } finally {
    if (fd !== input) closeSync(fd);
  }
}

/** A file of which all is to be scanned. */
interface WholeFile extends Omit<Rest, 'engine' | 'from' | 'crew'> {
  tools: ScanTools;
}

/** A descriptor; `null` where the file cannot be opened, which reading it will tell. */
function openedFile(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}

function openFile(
  fd: number,
  state: FileState,
  by: { leastFile: number; room: Buffer; onCome: (position: number) => void },
): ScannedText | null {
  // What names a sheet is of a workbook, which has a reader of its own.
  if ((state.options.sheet ?? null) !== null) return null;
  const stat = fstatSync(fd);
  if (!stat.isFile() || stat.size < by.leastFile) return null;
  const beginning = by.room.subarray(0, readSync(fd, by.room, 0, by.room.length, 0));
  if (isPacked(beginning)) return null;
  const dialect = formatFor(beginning, state);
  return dialect === null ? null : { bytes: fileBytes(fd, stat.size, by.onCome), dialect };
}

async function scanText(whole: WholeFile): Promise<void> {
  const { text, state, module, tools, sizes } = whole;
  const crew = tools.crew(threadsFor(Math.max(tools.bytes, text.bytes.size), sizes));
  const from = await firstRowsOf(whole);
  expectIds(text.bytes.size, from, state);
  const plan = planFor(state, text.dialect.delimiter);
  const engine = plan === null ? null : tools.engine(module, plan);
  if (engine === null) await readRange(text, state, from, () => false);
  else await scanRest({ ...whole, engine, from, crew });
}

async function firstRowsOf({ text, state, module, sizes, onCome }: WholeFile) {
  const { bytesAtOnce, seek } = sizes;
  const { bytes } = text;
  return firstRows({
    text,
    state,
    module,
    sizes: seek,
    scan: (engine, range) => {
      const to = Math.min(range.to, bytes.size);
      return scanChunk(engine, { ...bytes, bytesAtOnce }, { ...range, to });
    },
    isOver: (position) => position >= bytes.size,
    onPassed: onCome,
  });
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
