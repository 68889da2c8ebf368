import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
} from 'node:worker_threads';
import type { Chunks, ScannedChunk } from './chunk.js';
import type { RowBlocks } from './row-blocks.js';
import type { ScanLayout } from './scan-layout.js';
import type { Ring } from './stream-ring.js';
import type { WasmModule } from './web-assembly.js';
import type { WorkQueue } from './work-queue.js';

/** A file of so many bytes: its path, or the descriptor of one that stays open. */
export interface OpenedFile {
  file: string | number;
  size: number;
}

/** What a thread is told. */
export interface Task {
  module: WasmModule;
  plan: ScanLayout;
  bytes: OpenedFile | Ring;
  bytesAtOnce: number;
  pieces: Chunks;
  turns: WorkQueue;
  /** Where the rows of units go; `null` where rows go into cells. */
  blocks: RowBlocks | null;
}

/** A task and its number, which what comes of it bears. */
export type NumberedTask<T = Task> = T & { number: number };

/** What a thread brings of a task. */
export interface Brought {
  number: number;
  piece: ScannedChunk;
}

/** Threads at work, on one task after the other. */
export interface WorkerPool<T = Task> {
  /** How many they are. */
  size: number;
  /** Sets them to work; what they still bring of the task before is left aside. */
  begin: (task: T) => void;
  /** The pieces that have come in, without waiting. */
  arrived: () => ScannedChunk[];
  /** Waits until a piece has come in, or a thread has ended that will bring no more. */
  arrival: () => Promise<void>;
  /** Whether one was refused its start or its memory, so that pieces which it took may never come. */
  isShort: () => boolean;
  /** Takes no more notice of them. */
  leave: () => void;
}

/** What a thread makes lies in the scanner's memory, but for a few short lists: more room for these would stay unused garbage. */
const resourceLimits = { maxYoungGenerationSizeMb: 2 };

/** So many threads that run a program; they take a while to start, so they are best called before their task is known. */
export function workerPool<T>(program: string, count: number): WorkerPool<T> {
  const brought: Brought[] = [];
  let failure: unknown = null;
  let isShort = false;
  let number = 0;
  let wake = () => {};
  const ports = Array.from({ length: count }, () => {
    const { port1, port2 } = new MessageChannel();
    const options = { eval: true, workerData: port2, transferList: [port2], resourceLimits };
    const worker = new Worker(program, options);
    worker.on('error', (error: NodeJS.ErrnoException) => {
      // Of Node's own errors of threads: no more may be started, or one has used up its memory.
      if (error.code?.startsWith('ERR_WORKER') === true) isShort = true;
      else failure = error;
      wake();
    });
    worker.unref();
    port1.on('message', (message: Brought) => {
      brought.push(message);
      wake();
    });
    return port1;
  });
  return {
    size: count,
    begin: (task) => {
      number += 1;
      for (const port of ports) port.postMessage({ ...task, number });
    },
    arrived: () => {
      if (failure !== null) throw failure;
      const all = [...brought.splice(0), ...ports.flatMap(messagesOn)];
      return all.filter((one) => one.number === number).map(({ piece }) => piece);
    },
    arrival: () =>
      new Promise((resolve) => {
        wake = resolve;
        if (brought.length > 0 || isShort || failure !== null) resolve();
      }),
    isShort: () => isShort,
    leave: () => {
      for (const port of ports) port.close();
    },
  };
}

/** No threads at all. */
export const NOBODY: WorkerPool = workerPool('', 0);

function messagesOn(port: MessagePort): Brought[] {
  const found: Brought[] = [];
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
    found.push(next.message as Brought);
  }
  return found;
}
