import { Worker } from 'node:worker_threads';
import { type Simulation, simulatorOf } from '../../experiment/simulate/simulation.js';
import {
  emptyCounts,
  mergeCounts,
  type SimulationCounts,
} from '../../experiment/simulate/simulation-counts.js';
import type { Io } from '../io.js';

/** So many experiments are given to a thread at once: some tenths of a second. */
const AT_ONCE = 200;

/** Experiments of a scenario, from one number up to, without, another. */
export interface Portion {
  scenario: number;
  from: number;
  to: number;
}

/** What a thread is told when it starts. */
export interface ThreadData {
  program: string;
  simulation: Simulation;
}

/** What is told of each share of the work that is done, which add up to 1. */
export type OnProgress = (share: number) => void;

/**
 * The tally of each scenario over so many experiments, by so many threads; where the program cannot be
 * loaded into a thread, by this one. It is the same for any number of them.
 */
export async function simulateIn(
  simulation: Simulation,
  { experiments, threads }: { experiments: number; threads: number },
  io: Pick<Io, 'program'>,
  onProgress: OnProgress,
): Promise<SimulationCounts[]> {
  const portions = portionsOf(simulation.scenarios.length, experiments);
  const tallies = simulation.scenarios.map(() => emptyCounts(simulation.looks));
  const merge = inOrder(portions, ({ scenario }, tally) => {
    tallies[scenario] = mergeCounts(tallies[scenario]!, tally);
  });
  const take = (portion: Portion, tally: SimulationCounts) => {
    merge(portion, tally);
    onProgress(1 / portions.length);
  };
  const crew = Math.min(threads, portions.length);
  if (io.program === undefined || crew === 1) {
    const simulate = simulatorOf(simulation);
    for (const portion of portions)
      take(portion, simulate(portion.scenario, portion.from, portion.to));
    return tallies;
  }
  const data: ThreadData = { program: io.program, simulation };
  const waiting = [...portions];
  const workers = Array.from(
    { length: crew },
    () => new Worker(START, { eval: true, workerData: data }),
  );
  try {
    await Promise.all(workers.map((worker) => workOff(waiting, worker, take)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return tallies;
}

/** Hands on what is taken as it comes, in the order of the portions: sums of effects hang on it in their last digits. */
function inOrder(
  portions: readonly Portion[],
  handOn: (portion: Portion, tally: SimulationCounts) => void,
): (portion: Portion, tally: SimulationCounts) => void {
  const waiting = new Map<Portion, SimulationCounts>();
  let next = 0;
  return (portion, tally) => {
    waiting.set(portion, tally);
    for (let one = portions[next]; one !== undefined; one = portions[next]) {
      const own = waiting.get(one);
      if (own === undefined) return;
      handOn(one, own);
      waiting.delete(one);
      next += 1;
    }
  };
}

function portionsOf(scenarios: number, experiments: number): Portion[] {
  return Array.from({ length: scenarios }, (_, scenario) =>
    Array.from({ length: Math.ceil(experiments / AT_ONCE) }, (_, i) => ({
      scenario,
      from: i * AT_ONCE,
      to: Math.min(experiments, (i + 1) * AT_ONCE),
    })),
  ).flat();
}

/** Loads the same program into the thread, and lets it simulate. */
const START = `require(require('node:worker_threads').workerData.program).simulateHere()`;

/** Gives a thread portions until none is waiting. */
function workOff(
  waiting: Portion[],
  worker: Worker,
  take: (portion: Portion, tally: SimulationCounts) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let portion: Portion | undefined;
    const next = () => {
      portion = waiting.shift();
      if (portion === undefined) resolve();
      else worker.postMessage(portion);
    };
    worker.on('message', (tally: SimulationCounts) => {
      take(portion!, tally);
      next();
    });
    worker.on('error', reject);
    next();
  });
}
