/**
 * The tests that decide about a mutant, file by file: first the files that killed others of its module,
 * then those that are done soonest. Of a file, those that reach it come first; the others follow, since
 * what one test computed may be remembered when the next runs.
 */
export function decidingTests(mutant, files, kills) {
  const groups = files.flatMap((one) => groupOf(mutant, one));
  const rank = ({ file }) => kills.get(`${mutant.file} ${file}`) ?? 0;
  return groups.sort((a, b) => rank(b) - rank(a) || a.cost - b.cost);
}

function groupOf(mutant, { file, load, draws, onLoad, tests }) {
  const asked = tests.flatMap((test, index) => (test.reached === null ? [] : [{ ...test, index }]));
  const isOnLoad = onLoad.has(mutant);
  const reaching = asked.filter(({ reached }) => isOnLoad || reached.has(mutant));
  if (reaching.length === 0) return [];
  const others = asked.filter((test) => !reaching.includes(test));
  const inOrder = [...soonestFirst(reaching), ...soonestFirst(others)];
  // Alone, a test may do what an earlier one did for it: no more than all of them together, though.
  const turns = tests.reduce((sum, test) => sum + test.turns, 0);
  const cost = load + reaching.reduce((sum, { ms }) => sum + ms, 0);
  return [{ file, draws, cost, turns, indexes: inOrder.map(({ index }) => index) }];
}

function soonestFirst(tests) {
  return tests.toSorted((a, b) => a.ms - b.ms);
}
