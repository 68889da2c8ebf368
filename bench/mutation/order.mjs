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
  const wanted = inOrder.map(({ index, turns }) => ({ index, turns }));
  const cost = load + reaching.reduce((sum, { ms }) => sum + ms, 0);
  return [{ file, draws, cost, tests: wanted }];
}

function soonestFirst(tests) {
  return tests.toSorted((a, b) => a.ms - b.ms);
}
