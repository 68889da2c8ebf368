import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
} from 'node:worker_threads';
import { workerSource } from './compiled.js';
import type { Piece, Pieces } from './piece.js';
import type { ScanPlan } from './plan.js';
import type { Turns } from './turns.js';
import type { WasmModule } from './web-assembly.js';

/** What a thread is told. */
export interface Task {
  module: WasmModule;
  plan: ScanPlan;
  path: string;
  size: number;
  bytesAtOnce: number;
  pieces: Pieces;
  turns: Turns;
}

/** Threads at work. */
export interface Crew {
  /** Sets them to work. */
  begin: (task: Task) => void;
  /** The pieces that have come in, without waiting. */
  arrived: () => Piece[];
  /** Waits until a piece has come in. */
  arrival: () => Promise<void>;
  /** Takes no more notice of them. */
  leave: () => void;
}

/** So many threads; they take a while to start, so they are best called before their task is known. */
export function crewOf(count: number): Crew {
  const arrived: Piece[] = [];
  let failure: unknown = null;
  let wake = () => {};
  const ports = Array.from({ length: count }, () => {
    const { port1, port2 } = new MessageChannel();
    const options = { eval: true, workerData: port2, transferList: [port2] };
    const worker = new Worker(workerSource, options);
    worker.on('error', (error) => {
      failure = error;
      wake();
    });
    worker.unref();
    port1.on('message', (piece: Piece) => {
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
        if (arrived.length > 0 || failure !== null) resolve();
      }),
    leave: () => {
      for (const port of ports) port.close();
    },
  };
}

function messagesOn(port: MessagePort): Piece[] {
  const found: Piece[] = [];
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
    found.push(next.message as Piece);
  }
  return found;
}
