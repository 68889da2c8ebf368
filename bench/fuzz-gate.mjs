/*
 * Gates over made-up experiments whose data, plan, journal and flags go wrong together; each is held to rules and to a
 * model of its own. Usage: node bench/fuzz-gate.mjs [gates] [seed] [first experiment] [processes]
 */
import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [gates = 10_000, seed = 20261127, first = 0, processes = 2] = process.argv
  .slice(2)
  .map(Number);
/** A gate that says nothing for so long hangs. */
const PATIENCE = 20_000;

const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const tally = {
  gates: 0,
  processes: 0,
  aboveASecond: 0,
  slowest: { seconds: 0, experiment: null },
  codes: {},
  known: {},
  faults: {},
};
const found = [];
const add = (to, key) => {
  to[key] = (to[key] ?? 0) + 1;
};

function take({ experiment, look, code, apart, seconds = 0, known, faults, details }) {
  tally.gates++;
  if (seconds > 1) tally.aboveASecond++;
  if (seconds > tally.slowest.seconds) tally.slowest = { seconds, experiment };
  if (apart) tally.processes++;
  add(tally.codes, code);
  add(tally.known, known);
  for (const fault of faults)
    add(tally.faults, fault.replace(/[\d.e-]{6,}|\d+/g, 'N').slice(0, 100));
  if (faults.length > 0) found.push({ experiment, look, faults, ...details });
}

/** Experiments from, from + processes, … until there are gates enough; a child that hangs is replaced behind it. */
function work(from) {
  return new Promise((done) => {
    const folder = mkdtempSync(join(place, 'perso-test-gates-'));
    const child = fork(
      join(import.meta.dirname, 'fuzz-gate/child.mjs'),
      [seed, from, processes, folder].map(String),
    );
    let at = from;
    let clock;
    const wind = () => {
      clearTimeout(clock);
      clock = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    };
    child.on('message', (message) => {
      wind();
      if (message.begun !== undefined) at = message.begun;
      else take(message);
      if (isEnough()) child.kill('SIGKILL');
    });
    child.on('close', (code, signal) => {
      clearTimeout(clock);
      rmSync(folder, { recursive: true, force: true });
      if (isEnough()) return done();
      const faults = [`it hangs or dies (${signal ?? code})`];
      take({
        experiment: at,
        look: null,
        code: signal ?? code,
        known: 'none',
        faults,
        details: {},
      });
      work(at + processes).then(done);
    });
    wind();
  });
}

/** Interrupted, it stops with what there is. */
let stopped = false;
process.on('SIGINT', () => {
  stopped = true;
});
const isEnough = () => stopped || tally.gates >= gates;

const started = performance.now();
await Promise.all(Array.from({ length: processes }, (_, i) => work(first + i)));
const seconds = (performance.now() - started) / 1000;
console.log(`seed ${seed}, ${seconds.toFixed(0)} s`);
console.log(JSON.stringify(tally, null, 2));
if (found.length > 0) {
  const path = join(tmpdir(), `fuzz-gate-${seed}.json`);
  writeFileSync(path, JSON.stringify(found, null, 1));
  console.log(`what was found, with its inputs: ${path}`);
}
process.exitCode = found.length === 0 ? 0 : 1;
