import { availableParallelism } from 'node:os';
import type { FileState } from '../file-state.js';
import { piecesOfStream, rangeOf } from './chunk.js';
import type { Engine } from './engine.js';
import { addArrived, type PiecesInOrder, scanHere } from './in-order.js';
import type { RecordStart } from './read-range.js';
import { BYTES_ASIDE, type RingWindow, ringWindow } from './ring-window.js';
import { closeBlocks, takeBlock } from './row-blocks.js';
import { scanChunk } from './scan-chunk.js';
import { idLevelsOf, type ScannedFormat } from './scan-layout.js';
import { blocksFor, pieceSize } from './scan-rest.js';
import type { ScanTools } from './scan-tools.js';
import type { ScanSizes } from './sizes.js';
import type { OpenWindow } from './stream-window.js';
import type { WasmModule } from './web-assembly.js';
import { endQueue, levelsIn, newWorkQueue, takeNext, tellLevels } from './work-queue.js';
import { NOBODY } from './worker-pool.js';

/** What is left of a stream, and all that is needed to scan it. */
export interface RestOfStream {
  window: OpenWindow;
  dialect: ScannedFormat;
  state: FileState;
  module: WasmModule;
  engine: Engine;
  /** Where the first record that is left begins. */
  from: RecordStart;
  tools: ScanTools;
  sizes: ScanSizes;
}

/** A scan on its way. */
interface Scan extends PiecesInOrder {
  text: { bytes: RingWindow; dialect: ScannedFormat };
  bytesAtOnce: number;
}

/**
 * Scans the rest of a stream into its state beside its coming: this thread has it come, and unpacked, while
 * others scan what is there; where there is no room for more, this one scans, too. The pieces are those of a
 * file of the same bytes, so that the cells are the same to the last bit.
 */
export async function scanBeside(rest: RestOfStream): Promise<void> {
  const scan = begun(rest);
  const { bytes } = scan.text;
  try {
    for (;;) {
      await letCome(scan);
      // Whether more comes is known when it was waited for.
      if (scan.at.position >= bytes.size) break;
      const mine = takeNext(scan.turns, (index) => isWhole(scan, index));
      if (mine !== null) await scanHere(scan, mine);
      else await waitFor(scan);
      if (scan.crew === NOBODY && scan.added >= rest.sizes.piecesAlone) setToWork(scan, rest);
    }
  } finally {
    scan.endThreads();
  }
}

function begun({ window, dialect, state, engine, from, sizes }: RestOfStream): Scan {
  const { plan } = engine;
  const { bytesAtOnce } = sizes;
  const size = pieceSize(plan, sizes.piece);
  const bytes = ringWindow(
    window.rest(from.position),
    from.position,
    PIECES_HELD * size + bytesAtOnce + BYTES_ASIDE,
  );
  const pieces = piecesOfStream(from.position, size);
  const turns = newWorkQueue();
  tellLevels(turns, idLevelsOf(plan, state.known!.watch));
  const blocks = blocksFor(plan, MOST_THREADS);
  const scan: Scan = {
    text: { bytes, dialect },
    state,
    plan,
    pieces,
    turns,
    crew: NOBODY,
    blocks,
    bytesAtOnce,
    waiting: new Map(),
    added: 0,
    at: from,
    scan: async (range) => {
      await bytes.fill(range.to + bytesAtOnce);
      const { size, readAt } = bytes;
      engine.idLevels = levelsIn(turns, plan.ids.length);
      if (blocks !== null) engine.units.lend(blocks, takeBlock(blocks));
      const to = Math.min(range.to, size);
      return scanChunk(engine, { size, readAt, bytesAtOnce }, { ...range, to });
    },
    endThreads: () => {
      endQueue(turns);
      if (blocks !== null) closeBlocks(blocks);
      bytes.keepFrom(Number.POSITIVE_INFINITY);
      bytes.end();
    },
    onAdded: () => {
      bytes.drop(scan.at.position);
      // Whether a record begins with a piece is told by the byte before.
      bytes.keepFrom(rangeOf(pieces, scan.added).from - 1);
    },
  };
  return scan;
}

/** Two that are scanned, and two that come meanwhile. */
const PIECES_HELD = 4;

function setToWork(scan: Scan, { tools, module, sizes }: RestOfStream): void {
  const threads = sizes.threads ?? Math.min(availableParallelism() - 1, MOST_THREADS);
  if (threads === 0) return;
  const { plan, pieces, turns, bytesAtOnce, blocks } = scan;
  scan.crew = tools.crew(threads);
  const bytes = scan.text.bytes.ring;
  scan.crew.begin({ module, plan, bytes, bytesAtOnce, pieces, turns, blocks });
}

/** What comes is the bound beyond so many threads. */
const MOST_THREADS = 2;

/** Lets come what there is room for, and adds what has been scanned meanwhile. */
async function letCome(scan: Scan): Promise<void> {
  while (await scan.text.bytes.fillMore()) await addArrived(scan);
}

/** Whether all that scanning a piece may take is there. */
function isWhole({ text, pieces, bytesAtOnce }: Scan, index: number): boolean {
  const { from, to } = rangeOf(pieces, index);
  const { size, next } = text.bytes;
  return Number.isFinite(size) ? from < size : to + bytesAtOnce <= next;
}

/** Waits for what others scan, of which the first may never be brought. */
async function waitFor(scan: Scan): Promise<void> {
  await scan.crew.arrival();
  await addArrived(scan);
  const isLeft = scan.at.position < scan.text.bytes.size;
  if (scan.crew.isShort() && isLeft) await scanHere(scan, scan.added);
}
