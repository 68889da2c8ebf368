import { availableParallelism } from 'node:os';
import { CHUNK_BYTES } from '../../bytes/file-chunks.js';
import type { FileState } from '../../file-state.js';
import { asksForRows } from '../../fold/chosen-rows.js';
import { engineFor } from '../../scan/engine.js';
import { fileHash, NO_HASH } from '../../scan/file-hash.js';
import { NO_TEXT } from '../../scan/scan-layout.js';
import { planFor, scannerModule } from '../../scan/scannable.js';
import { type WorkerPool, workerPool } from '../../scan/worker-pool.js';
import { expectRows } from '../../watch/watch.js';
import { groupWorker } from '../compiled.js';
import type { PageMemory } from '../pages/page-memory.js';
import { pagesModule } from '../pages/pages-module.js';
import type { RowReader } from '../rows.js';
import type { GroupSizes } from '../sizes.js';
import type { ParquetTable } from '../table.js';
import { groupPlan, piecesOf } from './group-plan.js';
import { scanGroups } from './scan-groups.js';
import type { GroupModules, GroupTask } from './worker.js';

/** The row groups of a file that may be scanned. */
export interface ScannedGroups {
  /** Scans the rows from one on; whether that was done: else nothing was taken. */
  take: (from: number, reader: RowReader) => Promise<boolean>;
  /** The file's hash, where it was made beside. */
  sha256: string | null;
  /** Lets go of the threads. */
  leave: () => void;
}

/** Prepares for scanning a file: threads take a while to start. */
export function scannedGroups(
  table: ParquetTable,
  state: FileState,
  memory: PageMemory | null,
  sizes: GroupSizes,
): ScannedGroups {
  const isLarge = table.rows >= sizes.leastRows && state.sink === null;
  const modules = isLarge && memory !== null ? groupModules() : null;
  const crew = workerPool<GroupTask>(groupWorker, modules === null ? 0 : threadsFor(table, sizes));
  const scanned: ScannedGroups = {
    sha256: null,
    leave: () => crew.leave(),
    take: async (from, reader) => {
      if (modules === null || memory === null || table.rows - from < sizes.leastRows) return false;
      return takeFrom({ from, reader, modules, memory, crew });
    },
  };
  return scanned;

  async function takeFrom({ from, reader, modules, memory, crew }: Taking): Promise<boolean> {
    const { known, options } = state;
    if (!asksForRows(options)) expectRows(known!.watch, table.rows);
    const plan = planFor(state, NO_TEXT);
    const groups = plan === null ? null : groupPlan(plan, table, state, reader.needed());
    const engine = groups === null ? null : engineFor(modules.scanner, groups.plan);
    if (groups === null || engine === null) return false;
    const room = Buffer.allocUnsafe(CHUNK_BYTES);
    const hash = options.unhashed === true ? NO_HASH : fileHash(table.fd, table.size, room);
    await scanGroups({
      state,
      modules,
      scanning: { engine, memory, fd: table.fd },
      groups,
      pieces: piecesOf(groups.plan, table, from, sizes.mostRows),
      hash,
      crew,
      onAdded: ({ from, to }, isScanned) => {
        if (isScanned) reader.onRows(to - from);
        sizes.onPiece(isScanned);
      },
      readRows: async ({ group, from, to }) => {
        const { from: first } = table.groups[group]!;
        for (let row = first + from; row < first + to; ) {
          row = await reader.read({ from: row, to: first + to });
        }
      },
    });
    scanned.sha256 = hash.digest();
    return true;
  }
}

/** Both modules; `null` where this machine cannot run them. */
function groupModules(): GroupModules | null {
  const [scanner, pages] = [scannerModule(), pagesModule()];
  return scanner === null || pages === null ? null : { scanner, pages };
}

interface Taking {
  from: number;
  reader: RowReader;
  modules: GroupModules;
  memory: PageMemory;
  crew: WorkerPool<GroupTask>;
}

/** Reading the file for its hash is the bound beyond so many threads. */
const MOST_THREADS = 7;

/** How many threads beside this one are worth their start. */
function threadsFor({ rows }: ParquetTable, { threads, rowsPerThread }: GroupSizes): number {
  const others = threads ?? availableParallelism() - 1;
  return Math.min(others, MOST_THREADS, Math.floor(rows / rowsPerThread));
}
