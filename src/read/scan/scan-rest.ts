import type { FileState } from '../file-state.js';
import { afterPiece } from './add-piece.js';
import { type Chunks, chunksOf, type Range, rangeOf, type ScannedChunk } from './chunk.js';
import type { Engine } from './engine.js';
import type { FileHash } from './file-hash.js';
import type { RecordStart, ScannedText } from './read-range.js';
import { type ScannedBytes, scanChunk } from './scan-chunk.js';
import { idLevelsOf, type ScanLayout } from './scan-layout.js';
import type { ScanHooks, ScanSizes } from './sizes.js';
import type { WasmModule } from './web-assembly.js';
import {
  endQueue,
  levelsIn,
  newWorkQueue,
  takeChunk,
  tellAdded,
  tellLevels,
  type WorkQueue,
} from './work-queue.js';
import type { WorkerPool } from './worker-pool.js';

/** What is left of a file, and all that is needed to scan it. */
export interface Rest {
  text: ScannedText;
  state: FileState;
  module: WasmModule;
  plan: ScanLayout;
  engine: Engine;
  /** Where the first record that is left begins. */
  from: RecordStart;
  hash: FileHash;
  crew: WorkerPool;
  hooks: ScanHooks & { sizes: ScanSizes };
}

/** A scan on its way. */
interface Scan extends Rest {
  scanned: ScannedBytes;
  pieces: Chunks;
  turns: WorkQueue;
  /** Pieces that have been scanned and wait for those before them. */
  waiting: Map<number, ScannedChunk>;
  /** How many pieces have been added. */
  added: number;
  /** Where the next record begins. */
  at: RecordStart;
}

/**
 * Scans the rest of a file into its state, piece by piece in their order, on several threads; what
 * comes out does not depend on how many. Hashes the file meanwhile.
 */
export async function scanRest(rest: Rest): Promise<void> {
  const scan = begun(rest);
  try {
    while (rest.hash.step()) await addArrived(scan);
    for (let i = takeChunk(scan.turns); i < scan.pieces.count; i = takeChunk(scan.turns)) {
      scan.waiting.set(i, scanned(scan, rangeOf(scan.pieces, i)));
      await addArrived(scan);
    }
    while (scan.added < scan.pieces.count) {
      await scan.crew.arrival();
      await addArrived(scan);
      if (scan.crew.isShort()) await scanMissing(scan);
    }
  } finally {
    endQueue(scan.turns);
  }
}

function begun(rest: Rest): Scan {
  const { text, module, plan, from, state, crew, hooks } = rest;
  const { bytes } = text;
  const { piece, bytesAtOnce } = hooks.sizes;
  const size = plan.crossed ? CROSSED_PIECES * piece : piece;
  const pieces = chunksOf(from.position, bytes.size, size);
  const turns = newWorkQueue();
  tellLevels(turns, idLevelsOf(plan, state.known!.watch));
  const { path } = state.source;
  crew.begin({ module, plan, path, size: bytes.size, bytesAtOnce, pieces, turns });
  return {
    ...rest,
    scanned: { ...bytes, bytesAtOnce },
    pieces,
    turns,
    waiting: new Map(),
    added: 0,
    at: from,
  };
}

/** Crossed cells are many, and each of a piece is added by itself: larger pieces have fewer of them in all. */
const CROSSED_PIECES = 4;

function scanned({ engine, scanned, turns, plan }: Scan, range: Range): ScannedChunk {
  engine.idLevels = levelsIn(turns, plan.ids.length);
  return scanChunk(engine, scanned, range);
}

/** Scans the next piece, which the thread that took it may never bring. */
async function scanMissing(scan: Scan): Promise<void> {
  if (scan.added === scan.pieces.count) return;
  scan.waiting.set(scan.added, scanned(scan, rangeOf(scan.pieces, scan.added)));
  await addArrived(scan);
}

/** Adds the pieces whose turn it is, of those that have come in. */
async function addArrived(scan: Scan): Promise<void> {
  for (const piece of scan.crew.arrived()) scan.waiting.set(piece.index, piece);
  for (;;) {
    const piece = scan.waiting.get(scan.added);
    if (piece === undefined) return;
    scan.waiting.delete(scan.added);
    await addNext(scan, piece);
    scan.added += 1;
    tellAdded(scan.turns, scan.added);
  }
}

async function addNext(scan: Scan, guessed: ScannedChunk): Promise<void> {
  const range = rangeOf(scan.pieces, guessed.index);
  const { position } = scan.at;
  // A record may be longer than a piece, or all be taken already.
  if (position >= range.to) return;
  const isRight = guessed.start === position;
  const piece = isRight ? guessed : scanned(scan, { ...range, from: position, begins: true });
  scan.at = await afterPiece({ ...scan, scan: (part) => scanned(scan, part) }, piece);
  tellLevels(scan.turns, idLevelsOf(scan.plan, scan.state.known!.watch));
  scan.hooks.onBytes?.(scan.at.position - position);
}
