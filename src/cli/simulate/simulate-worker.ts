import { parentPort, workerData } from 'node:worker_threads';
import { simulatorOf } from '../../experiment/simulate/simulation.js';
import type { Portion, ThreadData } from './simulate-threads.js';

/** Simulates, in this thread, each portion that it is told of, and answers with its tally. */
export function answerPortions(): void {
  const simulate = simulatorOf((workerData as ThreadData).simulation);
  parentPort!.on('message', ({ scenario, from, to }: Portion) => {
    parentPort!.postMessage(simulate(scenario, from, to));
  });
}
