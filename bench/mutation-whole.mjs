import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { globSync } from 'tinyglobby';
import { keyOf } from './mutation/keys.mjs';
import { modulesFrom, mutantsIn } from './mutation/modules.mjs';
import { isAlive, resultsIn } from './mutation/results.mjs';
import { reviewedIn } from './mutation/reviewed.mjs';
import { sourceWith } from './mutation/source.mjs';

/** Would runs of the whole program notice what bench/mutation.mjs let survive? README.md, "Mutation". */

/** What tests the program as a whole from its sources, what is soonest done first. */
const SUITES = ['test/runs.test.ts', 'test/docs/examples.test.ts'];

/** Milliseconds after which tests that take a minute have hung. */
const HUNG = 600_000;

const { values } = parseArgs({
  options: { folder: { type: 'string', default: join(tmpdir(), 'perso-test-mutation') } },
});
const results = resultsIn(join(values.folder, 'results.jsonl'));
const { modules } = await modulesFrom(globSync('src/{stats,experiment}/**/*.ts'));
const mutants = [...modules.values()].flatMap((one) =>
  mutantsIn(one).map((mutant) => ({ ...mutant, key: keyOf(mutant, one.text) })),
);
const reviewed = reviewedIn('bench/mutation/equal', mutants);
const alive = mutants.filter((one) => {
  const known = results.of(one);
  return known !== undefined && isAlive(known) && known.whole !== true && !reviewed.has(one);
});
console.log(`${alive.length} are to be tried`);
const tree = treeIn(values.folder);
const before = firstFailure();
if (before !== null) throw new Error(`fails without any mutant: ${before}`);

let told = 0;
for (const mutant of alive) {
  const path = join(tree, mutant.file);
  const original = readFileSync(path, 'utf8');
  writeFileSync(path, sourceWith(mutant, original));
  const by = firstFailure();
  writeFileSync(path, original);
  const known = { ...results.of(mutant), whole: true };
  results.add(mutant, by === null ? known : { status: 'killed', by: `the whole program: ${by}` });
  told += by === null ? 0 : 1;
  console.log(`${by === null ? 'survived' : 'killed'} ${mutant.file}: ${mutant.name} ${by ?? ''}`);
}
console.log(`${told} of ${alive.length} that had survived are told by runs of the whole program`);

/** The first failure of these tests, one suite after the other; `null` where they pass. */
function firstFailure() {
  for (const suite of SUITES) {
    const failure = failureOf(suite);
    if (failure !== null) return failure;
  }
  return null;
}

function failureOf(suite) {
  const words = ['vitest', 'run', '--bail=1', '--testTimeout=120000', '--reporter=dot', suite];
  const { status, output } = spawnSync('npx', words, {
    cwd: tree,
    encoding: 'utf8',
    timeout: HUNG,
  });
  if (status === 0) return null;
  const said = stripVTControlCharacters(output.join('\n'));
  return /FAIL\s+(.*)/.exec(said)?.[1] ?? 'they did not come to an end';
}

/** The repository once more, as faults are made where a run that is stopped leaves none behind. */
function treeIn(folder) {
  const path = join(folder, 'tree');
  mkdirSync(folder, { recursive: true });
  rmSync(path, { recursive: true, force: true });
  run(['git', 'worktree', 'prune']);
  run(['git', 'worktree', 'add', '--detach', path, 'HEAD']);
  symlinkSync(join(process.cwd(), 'node_modules'), join(path, 'node_modules'));
  run(['npm', 'run', 'build'], { cwd: path });
  return path;
}

function run([program, ...words], options = {}) {
  const { status, stderr } = spawnSync(program, words, { encoding: 'utf8', ...options });
  if (status !== 0) throw new Error(stderr);
}
