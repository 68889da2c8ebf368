import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { closureOf, urlOf } from './modules.mjs';
import { HEAD } from './world.mjs';

const ENOUGH_MS = 600_000;

/**
 * Of each test file: its tests with how long they take, and which mutants each of them reaches. What is
 * known of a file whose modules are as they were is read from `folder`. Tests that fail as things are, or
 * take longer than `slow` milliseconds, decide nothing.
 */
export async function measuredFiles(files, { modules, mutants, thread, folder, slow, onFile }) {
  mkdirSync(folder, { recursive: true });
  const all = [];
  for (const file of files) {
    const reached = reachable(file, modules, mutants);
    const known = join(folder, `${keyOf(file, modules, reached)}.json`);
    if (!existsSync(known)) {
      writeFileSync(known, JSON.stringify(await measured(file, { reached, thread, slow })));
    }
    const one = fromPlaces(JSON.parse(readFileSync(known, 'utf8')), reached);
    all.push({ file, ...one });
    onFile(file, one);
  }
  return all;
}

async function measured(file, { reached, thread, slow }) {
  const { load, draws, tests } = await thread.ask({ name: 'measure', file }, ENOUGH_MS);
  const indexes = tests.flatMap(({ ms, failure }, i) =>
    failure === null && ms <= slow ? [i] : [],
  );
  const job = { name: 'reach', file, indexes, mutants: byUrl(reached) };
  const { onLoad, ofTests } = await thread.ask(job, ENOUGH_MS);
  const reaching = new Map(indexes.map((index, i) => [index, ofTests[i]]));
  const withReach = tests.map((test, i) => ({ ...test, reached: reaching.get(i) ?? null }));
  return { load, draws, onLoad, tests: withReach };
}

/** The mutants of all modules that a file reaches, in an order that its modules alone decide. */
function reachable(file, modules, mutants) {
  return [...closureOf(file, modules)].sort().flatMap((path) => mutants.get(path) ?? []);
}

function keyOf(file, modules, reached) {
  const hash = createHash('sha256').update(HEAD);
  for (const path of [...closureOf(file, modules)].sort())
    hash.update(relative('', path) + modules.get(path).text);
  for (const { start, becomes } of reached) hash.update(`${start} ${becomes}\n`);
  return hash.digest('hex').slice(0, 32);
}

function byUrl(reached) {
  const map = new Map();
  reached.forEach(({ file, start, within }, index) => {
    const url = urlOf(file);
    if (!map.has(url)) map.set(url, []);
    map.get(url).push({ index, start, within });
  });
  return map;
}

function fromPlaces({ load, draws, onLoad, tests }, reached) {
  const sets = (places) => new Set(places.map((place) => reached[place]));
  const loaded = sets(onLoad);
  for (const mutant of reached) if (mutant.within === null) loaded.add(mutant);
  return {
    load,
    draws,
    onLoad: loaded,
    tests: tests.map((test) => ({
      ...test,
      reached: test.reached === null ? null : sets(test.reached),
    })),
  };
}
