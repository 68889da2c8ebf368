import type { FileState } from '../file-state.js';
import { chunksOf } from './chunk.js';
import type { Engine } from './engine.js';
import type { FileHash } from './file-hash.js';
import { addArrived, type PiecesInOrder, scanHere } from './in-order.js';
import type { RecordStart, ScannedText } from './read-range.js';
import { closeBlocks, newRowBlocks, type RowBlocks, takeBlock } from './row-blocks.js';
import { scanChunk } from './scan-chunk.js';
import { idLevelsOf, type ScanLayout } from './scan-layout.js';
import type { ScanSizes } from './sizes.js';
import type { WasmModule } from './web-assembly.js';
import { endQueue, levelsIn, newWorkQueue, takeChunk, tellLevels } from './work-queue.js';
import type { OpenedFile, WorkerPool } from './worker-pool.js';

/** What is left of a file, and all that is needed to scan it. */
export interface Rest {
  text: ScannedText;
  /** The file of the text, as a thread can open it. */
  file: OpenedFile;
  state: FileState;
  module: WasmModule;
  engine: Engine;
  /** Where the first record that is left begins. */
  from: RecordStart;
  hash: FileHash;
  crew: WorkerPool;
  sizes: ScanSizes;
  /** Told how far the file has been read. */
  onCome: (position: number) => void;
}

/**
 * Scans the rest of a file into its state, piece by piece in their order, on several threads; what
 * comes out does not depend on how many. Hashes the file meanwhile.
 */
export async function scanRest(rest: Rest): Promise<void> {
  const scan = begun(rest);
  const { pieces, turns, crew } = scan;
  try {
    while (rest.hash.step()) await addArrived(scan);
    for (let i = takeChunk(turns); i < pieces.count; i = takeChunk(turns)) await scanHere(scan, i);
    while (scan.added < pieces.count && scan.at.position < pieces.end) {
      await crew.arrival();
      await addArrived(scan);
      // The thread that took the next piece may never bring it.
      if (crew.isShort() && scan.added < pieces.count) await scanHere(scan, scan.added);
    }
  } finally {
    scan.endThreads();
  }
}

function begun({ text, file, engine, module, from, state, crew, sizes, onCome }: Rest) {
  const { plan } = engine;
  const { piece, bytesAtOnce } = sizes;
  const pieces = chunksOf(from.position, text.bytes.size, pieceSize(plan, piece));
  const turns = newWorkQueue();
  tellLevels(turns, idLevelsOf(plan, state.known!.watch));
  const blocks = blocksFor(plan, crew.size);
  const task = { module, plan, bytes: file, bytesAtOnce, pieces, turns, blocks };
  // Nobody else is needed for a single piece.
  if (pieces.count > 1) crew.begin(task);
  const scanned = { ...text.bytes, bytesAtOnce };
  const scan: PiecesInOrder = {
    text,
    state,
    plan,
    pieces,
    turns,
    crew,
    blocks,
    waiting: new Map(),
    added: 0,
    at: from,
    scan: (range) => {
      engine.idLevels = levelsIn(turns, plan.ids.length);
      if (blocks !== null) engine.units.lend(blocks, takeBlock(blocks));
      return scanChunk(engine, scanned, range);
    },
    endThreads: () => {
      endQueue(turns);
      if (blocks !== null) closeBlocks(blocks);
    },
    onAdded: () => onCome(scan.at.position),
  };
  return scan;
}

/** How large the pieces of a text are that is scanned so. */
export function pieceSize(plan: ScanLayout, size: number): number {
  if (plan.unitId !== null) return Math.ceil(size * UNIT_PIECES);
  return size * (hasManyCells(plan) ? PIECES_OF_MANY : 1);
}

/** Whether a piece is likely to have many cells of many metrics, each of which is added by itself. */
function hasManyCells({ crossed, parts, metrics }: ScanLayout): boolean {
  const bySegment = parts[0]!.length > 0;
  return crossed || (bySegment && metrics.length >= MANY_METRICS);
}

const MANY_METRICS = 5;

/** Larger pieces have fewer of them in all. */
const PIECES_OF_MANY = 4;

/** Rows of units are handed on: those of smaller pieces are still in a cache when they are added. */
const UNIT_PIECES = 1 / 2;

/** Blocks for the rows of units, where there are any, for so many threads beside this one. */
export function blocksFor({ unitId }: ScanLayout, threads: number): RowBlocks | null {
  return unitId === null ? null : newRowBlocks(BLOCKS_PER_THREAD * (threads + 1));
}

/** One to fill, one to add from, and some between, since threads take turns. */
const BLOCKS_PER_THREAD = 4;
