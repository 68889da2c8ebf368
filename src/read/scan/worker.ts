import { closeSync, openSync } from 'node:fs';
import { type MessagePort, workerData } from 'node:worker_threads';
import { fileBytes } from './bytes.js';
import type { Task } from './crew.js';
import { engineFor } from './engine.js';
import { rangeOf } from './piece.js';
import { scanPiece } from './scan-piece.js';
import { awaitTurn, nextTurn } from './turns.js';

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
  const fd = openSync(path, 'r');
  try {
    const file = { ...fileBytes(fd, size), bytesAtOnce };
    for (let i = nextTurn(turns); i < pieces.count; i = nextTurn(turns)) {
      awaitTurn(turns, i);
      const piece = scanPiece(engine, file, rangeOf(pieces, i));
      port.postMessage(piece, [piece.figures.buffer as ArrayBuffer]);
    }
  } finally {
    closeSync(fd);
  }
}
