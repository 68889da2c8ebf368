import { closeSync, openSync } from 'node:fs';
import { type MessagePort, workerData } from 'node:worker_threads';
import { buffersOf } from '../../scan/chunk.js';
import { engineFor } from '../../scan/engine.js';
import type { WasmModule } from '../../scan/web-assembly.js';
import { awaitRoom, levelsIn, takeChunk, type WorkQueue } from '../../scan/work-queue.js';
import type { NumberedTask } from '../../scan/worker-pool.js';
import { pageMemory } from '../pages/page-memory.js';
import type { GroupPiece, GroupPlan } from './group-plan.js';
import { groupScanner } from './group-scanner.js';

/** The scanner, and what reads pages. */
export interface GroupModules {
  scanner: WasmModule;
  pages: WasmModule;
}

/** What a thread is told. */
export interface GroupTask {
  modules: GroupModules;
  path: string;
  groups: GroupPlan;
  pieces: readonly GroupPiece[];
  turns: WorkQueue;
}

/* A thread that waits for a task, scans pieces of its file and posts what became of each. */
const port = workerData as MessagePort;
port.once('message', (task: NumberedTask<GroupTask>) => {
  try {
    scanPieces(task);
  } finally {
    port.close();
  }
});

function scanPieces({
  number,
  modules,
  path,
  groups,
  pieces,
  turns,
}: NumberedTask<GroupTask>): void {
  const { plan } = groups;
  const engine = engineFor(modules.scanner, plan);
  const memory = pageMemory(modules.pages);
  // The pieces are left to the threads that have the memory.
  if (engine === null || memory === null) return;
  const fd = openSync(path, 'r');
  try {
    const scan = groupScanner({ engine, memory, fd }, groups);
    for (let i = takeChunk(turns); i < pieces.length; i = takeChunk(turns)) {
      awaitRoom(turns, i);
      engine.idLevels = levelsIn(turns, plan.ids.length);
      const piece = scan(pieces[i]!);
      port.postMessage({ number, piece }, buffersOf(piece));
    }
  } finally {
    closeSync(fd);
  }
}
