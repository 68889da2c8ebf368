import { CHUNK_BYTES } from '../bytes/file-chunks.js';
import { workerSource } from './compiled.js';
import { type engineFor, keptEngine } from './engine.js';
import { type WorkerPool, workerPool } from './worker-pool.js';

/** What files that are read one after the other are scanned with: all of it takes a while to start. */
export interface ScanTools {
  /** How many bytes all the files have; 0 where nobody knows. */
  bytes: number;
  /** At least so many threads. */
  crew: (count: number) => WorkerPool;
  /** Room for a chunk, of use until the next wait. */
  room: Buffer;
  /** A scanner for this thread; it may be that of the file before, which is done with it. */
  engine: typeof engineFor;
  /** Lets go of the threads. */
  leave: () => void;
}

export function scanTools(bytes = 0): ScanTools {
  let crew: { count: number; pool: WorkerPool } | null = null;
  return {
    bytes,
    crew: (count) => {
      if (crew === null || crew.count < count) {
        crew?.pool.leave();
        crew = { count, pool: workerPool(workerSource, count) };
      }
      return crew.pool;
    },
    room: Buffer.allocUnsafe(CHUNK_BYTES),
    engine: keptEngine(),
    leave: () => crew?.pool.leave(),
  };
}
