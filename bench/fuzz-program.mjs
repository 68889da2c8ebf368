/*
 * Runs the whole program on changed files and flags, and holds each run to rules and, where there is one, to a model.
 * Usage: node bench/fuzz-program.mjs [cases] [seed] [first case] [kind]. A case follows from the seed and its number (and
 * the kind, where one is asked for); one case alone is told in full.
 */
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from './fuzz-program/bundle.mjs';
import { startTally } from './fuzz-program/tally.mjs';

const [cases = '10000', seed = '1', first = '0', only = ''] = process.argv.slice(2);
const end = Number(first) + Number(cases);
/**
 * Who says nothing for so long, and is not stopped for the time of the processors that it takes, waits for what never
 * comes. Much longer than a busy machine keeps one waiting.
 */
const PATIENCE = 900_000;

const tally = startTally(join(tmpdir(), `fuzz-program-${seed}-${first}`));
const script = join(import.meta.dirname, 'fuzz-program/child.mjs');
/** Large enough that what a case leaves is dead when it is looked at. */
const NODE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=64'];

/** Interrupted, it stops with what there is. */
let stopped = false;
let running = null;
process.on('SIGINT', () => {
  stopped = true;
  running?.kill('SIGKILL');
});

/** Runs cases from one on in a child; gives the first that is left when it hangs or dies. */
function runFrom(from, program, folder) {
  return new Promise((done, fail) => {
    const words = [seed, from, end, program, folder, only].map(String);
    const child = fork(script, words, { execArgv: NODE_FLAGS });
    running = child;
    let at = null;
    let clock;
    const wind = () => {
      clearTimeout(clock);
      clock = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    };
    child.on('message', ({ begun, told }) => {
      wind();
      if (begun !== undefined) at = begun;
      else told.forEach(tally.take);
    });
    child.on('close', (code, signal) => {
      clearTimeout(clock);
      if (code === 0 || stopped) return done(end);
      if (at === null) return fail(new Error(`no case can begin (${signal ?? code})`));
      tally.lose(at, signal ?? code);
      done(at + 1);
    });
    wind();
  });
}

const place = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'perso-test-fuzz-'));
const started = performance.now();
try {
  const program = join(place, 'fuzz.mjs');
  await bundle(program);
  for (let from = Number(first); from < end; ) {
    const folder = mkdtempSync(join(place, 'cases-'));
    mkdirSync(`${folder}-tmp`);
    from = await runFrom(from, program, folder);
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
const seconds = (performance.now() - started) / 1000;
console.log(`seed ${seed}, cases from ${first}, ${seconds.toFixed(0)} s`);
process.exitCode = tally.close() ? 0 : 1;
