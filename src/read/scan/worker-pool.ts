import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
} from 'node:worker_threads';
import type { Chunks, ScannedChunk } from './chunk.js';
import type { ScanLayout } from './scan-layout.js';
import type { WasmModule } from './web-assembly.js';
import type { WorkQueue } from './work-queue.js';

/** What a thread is told. */
export interface Task {
  module: WasmModule;
  plan: ScanLayout;
  path: string;
  size: number;
  bytesAtOnce: number;
  pieces: Chunks;
  turns: WorkQueue;
}

/** Threads at work on a task. */
export interface WorkerPool<T = Task> {
  /** Sets them to work. */
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

/** So many threads that run a program; they take a while to start, so they are best called before their task is known. */
export function workerPool<T>(program: string, count: number): WorkerPool<T> {
  const arrived: ScannedChunk[] = [];
  let failure: unknown = null;
  let isShort = false;
  let wake = () => {};
  const ports = Array.from({ length: count }, () => {
    const { port1, port2 } = new MessageChannel();
    const options = { eval: true, workerData: port2, transferList: [port2] };
    const worker = new Worker(program, options);
    worker.on('error', (error: NodeJS.ErrnoException) => {
      // Of Node's own errors of threads: no more may be started, or one has used up its memory.
      if (error.code?.startsWith('ERR_WORKER') === true) isShort = true;
      else failure = error;
      wake();
    });
    worker.unref();
    port1.on('message', (piece: ScannedChunk) => {
      arrived.push(piece);
      wake();
    });
    return port1;
  });
  return {
    begin: (task) => {
      for (const port of ports) port.postMessage(task);
    },
    arrived: () => {
      if (failure !== null) throw failure;
      const waiting = ports.flatMap(messagesOn);
      return [...arrived.splice(0), ...waiting];
    },
    arrival: () =>
      new Promise((resolve) => {
        wake = resolve;
        if (arrived.length > 0 || isShort || failure !== null) resolve();
      }),
    isShort: () => isShort,
    leave: () => {
      for (const port of ports) port.close();
    },
  };
}

function messagesOn(port: MessagePort): ScannedChunk[] {
  const found: ScannedChunk[] = [];
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
    found.push(next.message as ScannedChunk);
  }
  return found;
}
