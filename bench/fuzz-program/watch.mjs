/* Ends the process when a run takes too long, by the clock of the processors: others may keep the machine busy. */
import { workerData as runs } from 'node:worker_threads';

/** Those that end take a second at the most. */
const MOST_SECONDS = 60;
const EVERY_MS = 2000;

const seconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

let run = 0;
let since = seconds();
setInterval(() => {
  const now = Atomics.load(runs, 0);
  if (now !== run || now === 0) {
    run = now;
    since = seconds();
  } else if (seconds() - since > MOST_SECONDS) process.kill(process.pid, 'SIGKILL');
}, EVERY_MS);
