import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { globSync } from 'tinyglobby';
import { hashOf, keyOf } from './mutation/keys.mjs';
import { measuredFiles } from './mutation/measured.mjs';
import { closureOf, modulesFrom, mutantsIn } from './mutation/modules.mjs';
import { decidingTests } from './mutation/order.mjs';
import { isAlive, resultsIn } from './mutation/results.mjs';
import { reviewedIn } from './mutation/reviewed.mjs';
import { tellByFolder, tellMutant, tellScore } from './mutation/telling.mjs';
import { threadWith } from './mutation/thread.mjs';

/** Would the tests notice a fault? README.md, "Mutation", says how this is used and what came of it. */

/** What tests stats and experiment, and what is made of them, but for the program as a whole. */
const TESTS = [
  ...['stats', 'experiment', 'gate', 'programme', 'report'],
  ...['read/fold', 'read/panel', 'read/units', 'read/values', 'read/segments.test.ts'],
  ...['read/triggered.test.ts', 'read/over-time.test.ts', 'read/wide.test.ts'],
].map((one) => `test/${one}`);

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: ['src/stats', 'src/experiment'] },
    tests: { type: 'string', multiple: true, default: TESTS },
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    again: { type: 'boolean', default: false },
    reviewed: { type: 'boolean', default: false },
    slow: { type: 'string', default: '1000' },
    folder: { type: 'string', default: join(tmpdir(), 'perso-test-mutation') },
  },
});

const all = globSync(
  values.tests.map((one) => (one.endsWith('.ts') ? one : `${one}/**/*.test.ts`)),
);
const { modules } = await modulesFrom(all);
const files = all.filter((file) => !isLeftOut(file)).sort();
const mutants = new Map();
for (const [path, one] of modules) {
  const isMutated = /^src\/(stats|experiment)\//.test(relative('', path));
  if (isMutated) mutants.set(path, mutantsIn(one).map(withKey));
}

const reviewed = reviewedIn('bench/mutation/equal', [...mutants.values()].flat());
const thread = threadWith({ files });
const measured = await measuredFiles(files, {
  modules,
  mutants,
  thread,
  folder: join(values.folder, 'measured'),
  slow: Number(values.slow),
  onFile: tellOfFile,
});
const results = resultsIn(join(values.folder, 'results.jsonl'));
const chosen = sampled([...mutants.values()].flat().filter(isAsked));
const kills = new Map();
let done = 0;
for (const mutant of chosen.filter((one) => values.reviewed === reviewed.has(one))) {
  const known = results.of(mutant);
  const isKnown = known !== undefined && !(values.again && isAlive(known));
  if (!isKnown) results.add(mutant, await tried(mutant));
  done += 1;
  if (!isKnown && done % 100 === 0) console.log(`${done} are tried`);
}
await thread.end();
for (const mutant of chosen.filter((one) => isAlive(outcomeOf(one))))
  tellMutant(mutant, outcomeOf(mutant));
if (values.reviewed) console.log(`${chosen.length} that are listed as equal were tried`);
else {
  tellScore(chosen.map(outcomeOf));
  tellByFolder(chosen, outcomeOf);
}
tellWronglyReviewed();

async function tried(mutant) {
  const groups = decidingTests(mutant, measured, kills);
  if (groups.length === 0) return { status: 'unreached' };
  const longest = Math.max(...groups.map(({ cost }) => cost));
  const answer = await thread.ask({ name: 'tryMutant', mutant, groups }, 10_000 + 10 * longest);
  if (answer === null) return { status: 'hung', by: 'the time limit' };
  if (answer.by === null) return { status: 'survived' };
  const { file, test, hung } = answer.by;
  const key = `${mutant.file} ${file}`;
  kills.set(key, (kills.get(key) ?? 0) + 1);
  return { status: hung ? 'hung' : 'killed', by: `${file}: ${test}` };
}

/** Tests that run the program from its flags on are for its words and files; they take long to load. */
function isLeftOut(file) {
  const reached = [...closureOf(file, modules)];
  const isOfProgram = reached.some((path) => path.endsWith('/src/cli/main.ts'));
  const why = isOfProgram ? 'runs the whole program' : 'awaits as it is loaded';
  const isLeft = isOfProgram || reached.some((path) => modules.get(path).awaits);
  if (isLeft) console.log(`left out, ${why}: ${file}`);
  return isLeft;
}

function withKey(mutant) {
  return { ...mutant, key: keyOf(mutant, modules.get(join(process.cwd(), mutant.file)).text) };
}

function isAsked(mutant) {
  const isInside = values.only.some((prefix) => mutant.file.startsWith(prefix));
  return isInside && (!values.reviewed || reviewed.has(mutant));
}

/** So many of them, those whose keys with the seed hash least, or all in their order. */
function sampled(all) {
  if (values.sample === undefined) return all;
  const places = new Map(all.map((one) => [one, hashOf(`${values.seed} ${one.key}`)]));
  const shuffled = all.toSorted((a, b) => (places.get(a) < places.get(b) ? -1 : 1));
  return shuffled.slice(0, Number(values.sample));
}

/** Of a mutant that was reviewed: that it is equal, unless a test told it all the same. */
function outcomeOf(mutant) {
  const known = results.of(mutant);
  return reviewed.has(mutant) && (known === undefined || isAlive(known))
    ? { status: 'equal' }
    : known;
}

function tellOfFile(file, { tests }) {
  for (const { name, ms, failure } of tests) {
    if (failure !== null) console.log(`left out, fails as it is: ${file}: ${name}: ${failure}`);
    else if (ms > Number(values.slow)) console.log(`left out, slow: ${file}: ${name}`);
  }
}

/** What a test tells from the original is not equal to it, whatever was thought of it. */
function tellWronglyReviewed() {
  for (const mutant of reviewed.keys()) {
    const known = results.of(mutant);
    if (known === undefined || isAlive(known)) continue;
    console.error(`reviewed as equal, but told by ${known.by}: ${mutant.file} ${mutant.name}`);
    process.exitCode = 1;
  }
}
