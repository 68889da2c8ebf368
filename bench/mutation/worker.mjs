import { resolve } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { cpuMs } from './cpu-ms.mjs';
import { dependentsOf, modulesFrom } from './modules.mjs';
import { reachOf } from './reach.mjs';
import { closeAll, runTest } from './suite.mjs';
import { Overrun, worldOf } from './world.mjs';

/** A thread that runs tests: all of a file to measure them, or some of several against a mutant. */

// What a mutant leaves behind must not end the thread.
process.on('unhandledRejection', () => undefined);

const all = await modulesFrom(workerData.files);
const world = worldOf(all);

parentPort.on('message', async (job) => parentPort.postMessage(await JOBS[job.name](job)));
parentPort.postMessage({ ready: true });

const JOBS = { measure, reach, tryMutant };

/** Of each test of a file: how long it takes, how many turns of loops, and whether it fails as things are. */
async function measure({ file }) {
  const begin = cpuMs();
  const tests = fresh(file);
  const load = cpuMs() - begin;
  const draws = fc.readConfigureGlobal();
  const measured = [];
  for (const test of tests) {
    world.meter.turns = 0;
    const from = cpuMs();
    const failure = await failureOf(test);
    const ms = cpuMs() - from;
    measured.push({ name: test.name, ms, turns: world.meter.turns, failure });
  }
  await closeAll(tests);
  return { load, draws, tests: measured };
}

/** Of each of these tests of a file: the mutants whose place it runs, and those that run as it is loaded. */
async function reach({ file, indexes, mutants }) {
  const reached = reachOf(mutants);
  world.compileAnew();
  const ofTests = [];
  const onLoad = [];
  const tests = fresh(file);
  reached.taken((index) => onLoad.push(index));
  for (const i of indexes) {
    const found = [];
    await failureOf(tests[i]);
    reached.taken((index) => found.push(index));
    ofTests.push(found);
  }
  reached.stop();
  world.compileAnew();
  await closeAll(tests);
  return { onLoad, ofTests };
}

/** The first of these tests that fails with the mutant in place, or null. */
async function tryMutant({ mutant, groups }) {
  const path = resolve(mutant.file);
  const dependents = dependentsOf(path, all.modules);
  const { text } = all.modules.get(path);
  world.replace(path, text.slice(0, mutant.start) + mutant.becomes + text.slice(mutant.end));
  let by = null;
  for (const group of groups) {
    parentPort.postMessage({ beginning: group.file });
    world.forget(dependents);
    by = await killerIn(group);
    if (by !== null) break;
  }
  world.replace(path, null);
  world.forget(dependents);
  return { by };
}

async function killerIn({ file, draws, turns, indexes }) {
  let tests = [];
  try {
    tests = collected(file, draws);
  } catch (failure) {
    return { file, test: 'on load', hung: failure instanceof Overrun };
  }
  const run = [];
  try {
    for (const index of indexes) {
      const test = tests[index];
      if (test === undefined) continue;
      run.push(test);
      world.meter.turns = 0;
      world.meter.most = turns * MORE_TURNS + SOME_TURNS;
      const failure = await failureOf(test);
      const hung = world.meter.turns > world.meter.most;
      if (failure !== null || hung) return { file, test: test.name, hung };
    }
    return null;
  } finally {
    world.meter.most = Number.POSITIVE_INFINITY;
    await closeAll(run).catch(() => undefined);
  }
}

/** A test hangs whose loops turn so much more often than those of its whole file do, and so often at least. */
const MORE_TURNS = 10;
const SOME_TURNS = 200_000;
const MOST_ON_LOAD = 50_000_000;

/** Tests with nothing loaded before, as vitest runs a file. */
function fresh(file) {
  world.forget([...all.modules.keys()]);
  world.meter.most = Number.POSITIVE_INFINITY;
  fc.resetConfigureGlobal();
  return world.collect(resolve(file));
}

/** Modules that stay loaded have set up fast-check before; nothing is gained by shrinking what fails. */
function collected(file, draws) {
  world.meter.turns = 0;
  world.meter.most = MOST_ON_LOAD;
  fc.configureGlobal(draws);
  const tests = world.collect(resolve(file));
  fc.configureGlobal({ ...draws, endOnFailure: true });
  return tests;
}

async function failureOf(test) {
  try {
    await runTest(test);
    return null;
  } catch (failure) {
    return String(failure?.message ?? failure);
  }
}
