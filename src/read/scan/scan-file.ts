import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { CHUNK_BYTES } from '../bytes/file-chunks.js';
import type { FileHashes } from '../bytes/file-hashes.js';
import { asUserError } from '../bytes/source.js';
import type { FileState } from '../file-state.js';
import { asksForRows } from '../fold/chosen-rows.js';
import type { KeptSpans } from '../kept-spans.js';
import { fileName } from '../reading.js';
import { expectRows } from '../watch/watch.js';
import { fileBytes, tellingNew } from './bytes.js';
import { engineFor } from './engine.js';
import { fileHash, NO_HASH } from './file-hash.js';
import { firstRows } from './first-rows.js';
import { type RecordStart, readRange, type ScannedText } from './read-range.js';
import { sampleRows, type TakeSample } from './sample-file.js';
import { scanChunk } from './scan-chunk.js';
import type { ScanLayout } from './scan-layout.js';
import { type Rest, scanRest } from './scan-rest.js';
import type { ScanTools } from './scan-tools.js';
import { formatFor, isPacked, isUtf8, planFor, scannerModule } from './scannable.js';
import { type ScanHooks, type ScanSizes, SIZES } from './sizes.js';
import type { WasmModule } from './web-assembly.js';

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
  { input = null, onBytes = () => {}, spans, ...hooks }: ScanHooks = {},
): Promise<FileHashes | null> {
  const sizes: ScanSizes = { ...SIZES, ...hooks.sizes };
  const { path } = state.source;
  const onCome = tellingNew(onBytes);
  const { room } = tools;
  return withText(
    state,
    { leastFile: sizes.leastFile, room, input, onCome },
    async (text, module, fd) => {
      const wanted = state.options.unhashed !== true;
      const hash = wanted ? fileHash(fd, text.bytes.size, tools.room) : NO_HASH;
      const file = { file: path === '-' ? fd : path, size: text.bytes.size };
      await scanText({ text, file, state, module, hash, tools, sizes, spans, onCome });
      const sha256 = hash.digest();
      return { sha256, contentSha256: sha256 };
    },
  );
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
  const onCome = () => {};
  const room = Buffer.allocUnsafe(CHUNK_BYTES);
  const by = { leastFile: SIZES.leastFile, room, input: null, onCome };
  return withText(state, by, async (text, module) => {
    const from = await firstRowsOf({ text, state, module, sizes: SIZES, onCome });
    const plan = planFor(state, text.dialect);
    const engine = plan === null ? null : engineFor(module, plan);
    if (engine === null) return null;
    const bytes = { ...text.bytes, bytesAtOnce: SIZES.bytesAtOnce };
    return sampleRows(engine, bytes, from.position, ofAll, take);
  });
}

/** How a file is opened. */
interface Opening {
  leastFile: number;
  room: Buffer;
  /** The descriptor of standard input, where that is a file. */
  input: number | null;
  onCome: (position: number) => void;
}

/** What comes of a file that can be scanned; `null`, with nothing read, of others. */
async function withText<T>(
  state: FileState,
  by: Opening,
  scan: (text: ScannedText, module: WasmModule, fd: number) => Promise<T>,
): Promise<T | null> {
  const { path } = state.source;
  const module = scannerModule();
  const fd = module === null ? null : path === '-' ? by.input : openedFile(path);
  if (module === null || fd === null) return null;
  try {
    const text = openFile(fd, state, by);
    return text === null ? null : await scan(text, module, fd);
  } catch (error) {
    throw asUserError(error, fileName(state.source));
  } finally {
    if (fd !== by.input) closeSync(fd);
  }
}

/** A file of which all is to be scanned. */
interface WholeFile extends Omit<Rest, 'engine' | 'from' | 'crew'> {
  tools: ScanTools;
  /** Which of the values that are kept are told apart; all, where there are none. */
  spans: KeptSpans | undefined;
}

/** A descriptor; `null` where the file cannot be opened, which reading it will tell. */
function openedFile(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}

function openFile(fd: number, state: FileState, by: Omit<Opening, 'input'>): ScannedText | null {
  // What names a sheet is of a workbook, which has a reader of its own.
  if ((state.options.sheet ?? null) !== null) return null;
  const stat = fstatSync(fd);
  if (!stat.isFile() || stat.size < by.leastFile) return null;
  const beginning = by.room.subarray(0, readSync(fd, by.room, 0, by.room.length, 0));
  if (isPacked(beginning)) return null;
  const dialect = formatFor(beginning, state);
  if (dialect === null || !isUtf8(dialect)) return null;
  return { bytes: fileBytes(fd, stat.size, by.onCome), dialect };
}

async function scanText(whole: WholeFile): Promise<void> {
  const { text, state, module, tools, sizes, spans } = whole;
  const crew = tools.crew(threadsFor(Math.max(tools.bytes, text.bytes.size), sizes));
  const from = await firstRowsOf(whole);
  expectIds(text.bytes.size, from, state);
  const plan = narrowedBy(planFor(state, text.dialect), spans);
  const engine = plan === null ? null : tools.engine(module, plan);
  if (engine === null) await readRange(text, state, from, () => false);
  else await scanRest({ ...whole, engine, from, crew });
}

/** A plan by which values are told apart where the wanted ones lie. */
function narrowedBy(plan: ScanLayout | null, spans: KeptSpans | undefined): ScanLayout | null {
  if (plan === null || spans === undefined) return plan;
  const keeps = plan.keeps.map((kept) => {
    return { ...kept, spansOf: spans[kept.metric]?.cells ?? null };
  });
  return { ...plan, keeps };
}

async function firstRowsOf({
  text,
  state,
  module,
  sizes,
  onCome,
}: Pick<WholeFile, 'text' | 'state' | 'module' | 'sizes' | 'onCome'>) {
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
