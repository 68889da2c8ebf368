import type { FileState } from '../../file-state.js';
import { addCells, isExact } from '../../scan/add-chunk.js';
import { countRows } from '../../scan/add-piece.js';
import type { ScannedChunk } from '../../scan/chunk.js';
import type { FileHash } from '../../scan/file-hash.js';
import { isInOrder, metBetween, noteMet } from '../../scan/met-in-rows.js';
import { idLevelsOf } from '../../scan/scan-layout.js';
import {
  endQueue,
  levelsIn,
  newWorkQueue,
  takeChunk,
  tellAdded,
  tellLevels,
  type WorkQueue,
} from '../../scan/work-queue.js';
import type { WorkerPool } from '../../scan/worker-pool.js';
import type { GroupPiece, GroupPlan } from './group-plan.js';
import { type GroupScanner, groupScanner, type Scanning } from './group-scanner.js';
import type { GroupModules, GroupTask } from './worker.js';

/** What is left of a file, and all that is needed to scan it. */
export interface GroupsToScan {
  state: FileState;
  modules: GroupModules;
  scanning: Scanning;
  groups: GroupPlan;
  pieces: readonly GroupPiece[];
  hash: FileHash;
  crew: WorkerPool<GroupTask>;
  /** Reads the rows of a piece record by record. */
  readRows: (piece: GroupPiece) => Promise<void>;
  /** Told when a piece has been added, and whether its cells came of scanning. */
  onAdded: (piece: GroupPiece, isScanned: boolean) => void;
}

/** A scan on its way. */
interface Scan extends GroupsToScan {
  scan: GroupScanner;
  turns: WorkQueue;
  /** Pieces that have been scanned and wait for those before them. */
  waiting: Map<number, ScannedChunk>;
  /** How many pieces have been added. */
  added: number;
}

/**
 * Scans the pieces of a file into its state, in their order, on several threads; what comes out does not
 * depend on how many. Hashes the file meanwhile.
 */
export async function scanGroups(rest: GroupsToScan): Promise<void> {
  const scan = begun(rest);
  const { pieces, turns, hash, crew } = scan;
  try {
    while (hash.step()) await addArrived(scan);
    for (let i = takeChunk(turns); i < pieces.length; i = takeChunk(turns)) await scanHere(scan, i);
    while (scan.added < pieces.length) {
      await crew.arrival();
      await addArrived(scan);
      // The thread that took the next piece may never bring it.
      if (crew.isShort() && scan.added < pieces.length) await scanHere(scan, scan.added);
    }
  } finally {
    endQueue(turns);
  }
}

function begun(rest: GroupsToScan): Scan {
  const { state, modules, scanning, groups, pieces, crew } = rest;
  const turns = newWorkQueue();
  tellLevels(turns, idLevelsOf(groups.plan, state.known!.watch));
  crew.begin({ modules, path: state.source.path, groups, pieces, turns });
  const scan = groupScanner(scanning, groups);
  return { ...rest, scan, turns, waiting: new Map(), added: 0 };
}

/** Scans a piece on this thread, and adds what there is to add. */
async function scanHere(scan: Scan, index: number): Promise<void> {
  const { scanning, turns, groups, pieces } = scan;
  scanning.engine.idLevels = levelsIn(turns, groups.plan.ids.length);
  scan.waiting.set(index, scan.scan(pieces[index]!));
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
    tellLevels(scan.turns, idLevelsOf(scan.groups.plan, scan.state.known!.watch));
  }
}

async function addNext(scan: Scan, piece: ScannedChunk): Promise<void> {
  const { state, readRows } = scan;
  const { plan } = scan.groups;
  const own = scan.pieces[piece.index]!;
  const into = { known: state.known!, variant: state.source.variant };
  const isExactIn = plan.unitsColumn === null || isExact(into.known.aggregates, piece);
  const met = metBetween(piece, null, null);
  const isScanned = piece.outcome === 'cells' && isExactIn && isInOrder(into, plan, piece, met);
  if (isScanned) {
    noteMet(into, plan, piece, met);
    addCells(into, plan, piece);
    countRows(state.count, piece);
  } else {
    await readRows(own);
  }
  scan.onAdded(own, isScanned);
}
