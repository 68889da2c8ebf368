import { closeSync, openSync } from 'node:fs';
import { type MessagePort, workerData } from 'node:worker_threads';
import { fileBytes } from './bytes.js';
import { buffersOf, rangeOf } from './chunk.js';
import { keptEngine } from './engine.js';
import { awaitBlock } from './row-blocks.js';
import { type ScannedBytes, scanChunk } from './scan-chunk.js';
import { ringBytes } from './stream-ring.js';
import { awaitRoom, levelsIn, takeChunk } from './work-queue.js';
import type { NumberedTask } from './worker-pool.js';

/* A thread that waits for tasks, scans pieces of a file or a stream and posts what became of each. */
const port = workerData as MessagePort;
const engineOf = keptEngine();
port.on('message', (task: NumberedTask) => {
  const { bytes } = task;
  if ('told' in bytes) {
    const stream = ringBytes(bytes);
    scanPieces(task, stream, stream.comesTo);
    return;
  }
  const { file, size } = bytes;
  const fd = typeof file === 'string' ? openSync(file, 'r') : file;
  try {
    scanPieces(task, fileBytes(fd, size), (to) => to);
  } finally {
    if (typeof file === 'string') closeSync(fd);
  }
});

/** Scans piece after piece. `comesTo` says how far the bytes come of those before a position. */
function scanPieces(
  { number, module, plan, bytesAtOnce, pieces, turns, blocks }: NumberedTask,
  bytes: Pick<ScannedBytes, 'size' | 'readAt'>,
  comesTo: (position: number) => number,
): void {
  const engine = engineOf(module, plan);
  // The pieces are left to the threads that have the memory.
  if (engine === null) return;
  // Assigned, and not spread, since the size of a stream changes.
  const scanned: ScannedBytes = Object.assign(bytes, { bytesAtOnce });
  // The block for its rows is there before a piece is taken, so that whoever waits for one holds up nobody.
  const takePiece = () => {
    if (blocks !== null) engine.units.lend(blocks, awaitBlock(blocks));
    return takeChunk(turns);
  };
  for (let i = takePiece(); i < pieces.count; i = takePiece()) {
    awaitRoom(turns, i);
    const range = rangeOf(pieces, i);
    const to = comesTo(range.to);
    if (to <= range.from) return;
    engine.idLevels = levelsIn(turns, plan.ids.length);
    const piece = scanChunk(engine, scanned, { ...range, to });
    port.postMessage({ number, piece }, buffersOf(piece));
  }
}
