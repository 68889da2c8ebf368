import type { FileState } from '../file-state.js';
import { afterPiece } from './add-piece.js';
import { type Chunks, type Range, rangeOf, type ScannedChunk } from './chunk.js';
import type { RecordStart, ScannedText } from './read-range.js';
import { freeBlock, type RowBlocks } from './row-blocks.js';
import { idLevelsOf, type ScanLayout } from './scan-layout.js';
import { tellAdded, tellLevels, type WorkQueue } from './work-queue.js';
import type { WorkerPool } from './worker-pool.js';

/** Pieces that are scanned on several threads, on their way into the cells in the order of the text. */
export interface PiecesInOrder {
  text: ScannedText;
  state: FileState;
  plan: ScanLayout;
  pieces: Chunks;
  turns: WorkQueue;
  crew: WorkerPool;
  /** Where the rows of units are kept until they are added; `null` where rows go into cells. */
  blocks: RowBlocks | null;
  /** Pieces that have been scanned and wait for those before them. */
  waiting: Map<number, ScannedChunk>;
  /** How many pieces have been added. */
  added: number;
  /** Where the next record begins. */
  at: RecordStart;
  /** Scans a range on this thread. */
  scan: (range: Range) => ScannedChunk | Promise<ScannedChunk>;
  /** Has the threads end, since what is left is read record by record. */
  endThreads: () => void;
  /** Told when a piece has been added. */
  onAdded: () => void;
}

/** Scans a piece on this thread, and adds what there is to add. */
export async function scanHere(scan: PiecesInOrder, index: number): Promise<void> {
  scan.waiting.set(index, await scan.scan(rangeOf(scan.pieces, index)));
  await addArrived(scan);
}

/** Adds the pieces whose turn it is, of those that have come in, also while others are added. */
export async function addArrived(scan: PiecesInOrder): Promise<void> {
  for (;;) {
    for (const piece of scan.crew.arrived()) scan.waiting.set(piece.index, piece);
    const piece = scan.waiting.get(scan.added);
    if (piece === undefined) return;
    scan.waiting.delete(scan.added);
    await addNext(scan, piece);
    release(scan, piece);
    scan.added += 1;
    tellAdded(scan.turns, scan.added);
    scan.onAdded();
  }
}

/** Says that a piece's rows are no longer wanted. */
function release({ blocks }: PiecesInOrder, { block }: ScannedChunk): void {
  if (blocks !== null && block !== null) freeBlock(blocks, block);
}

async function addNext(scan: PiecesInOrder, guessed: ScannedChunk): Promise<void> {
  const range = rangeOf(scan.pieces, guessed.index);
  const { position } = scan.at;
  // A record may be longer than a piece, or all be taken already.
  if (position >= range.to) return;
  const isRight = guessed.start === position;
  const piece = isRight ? guessed : await scan.scan({ ...range, from: position, begins: true });
  if (piece.outcome === 'doubtful') scan.endThreads();
  scan.at = await afterPiece(scan, piece);
  if (piece !== guessed) release(scan, piece);
  tellLevels(scan.turns, idLevelsOf(scan.plan, scan.state.known!.watch));
}
