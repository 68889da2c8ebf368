import { closeSync, openSync } from 'node:fs';
import { type MessagePort, workerData } from 'node:worker_threads';
import { fileBytes } from './bytes.js';
import { buffersOf, rangeOf } from './chunk.js';
import { engineFor } from './engine.js';
import { scanChunk } from './scan-chunk.js';
import { awaitRoom, levelsIn, takeChunk } from './work-queue.js';
import type { Task } from './worker-pool.js';

/* A thread that waits for a task, scans pieces of its file and posts what became of each. */
const port = workerData as MessagePort;
port.once('message', (task: Task) => {
  try {
    scanPieces(task);
  } finally {
    port.close();
  }
});

function scanPieces({ module, plan, path, size, bytesAtOnce, pieces, turns }: Task): void {
  const engine = engineFor(module, plan);
  // The pieces are left to the threads that have the memory.
  if (engine === null) return;
  const fd = openSync(path, 'r');
  try {
    const file = { ...fileBytes(fd, size), bytesAtOnce };
    for (let i = takeChunk(turns); i < pieces.count; i = takeChunk(turns)) {
      awaitRoom(turns, i);
      engine.idLevels = levelsIn(turns, plan.ids.length);
      const piece = scanChunk(engine, file, rangeOf(pieces, i));
      port.postMessage(piece, buffersOf(piece));
    }
  } finally {
    closeSync(fd);
  }
}
