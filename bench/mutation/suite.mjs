/**
 * What tests import from vitest, with the tests that they then make, in order. Only what decides whether a
 * test fails: names, times and reports are vitest's own business. Each test is run with its hooks.
 */
export function vitestFor(vitest) {
  const tests = [];
  let folder = folderIn(null);

  const test = each((name, run) => tests.push({ name, run, folder }));
  const describe = each((_, body) => {
    folder = folderIn(folder);
    body();
    folder = folder.above;
  });
  const hook = (kind) => (run) => folder[kind].push(run);
  const api = {
    ...vitest,
    test,
    it: test,
    describe,
    beforeAll: hook('beforeAll'),
    beforeEach: hook('beforeEach'),
    afterEach: hook('afterEach'),
    afterAll: hook('afterAll'),
  };
  return { api: Object.defineProperty(api, '__esModule', { value: true }), tests };
}

function folderIn(above) {
  return { above, isOpen: false, beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] };
}

/** `make` with the forms that vitest gives it. */
function each(make) {
  const plain = (name, ...rest) => make(name, bodyOf(rest));
  const none = () => undefined;
  none.each = () => none;
  plain.each =
    (cases) =>
    (name, ...rest) => {
      const body = bodyOf(rest);
      cases.forEach((one, i) => {
        make(`${name} [${i}]`, () => body(...(Array.isArray(one) ? one : [one])));
      });
    };
  plain.skip = none;
  plain.skipIf = (isLeftOut) => (isLeftOut ? none : plain);
  plain.runIf = (isRun) => (isRun ? plain : none);
  return plain;
}

/** The function may stand before or after the options. */
function bodyOf(rest) {
  return rest.find((one) => typeof one === 'function');
}

/** Runs a test with what it takes before and after; rejects where it fails. */
export async function runTest({ run, folder }) {
  const folders = foldersTo(folder);
  for (const one of folders) await open(one);
  for (const { beforeEach } of folders) await inTurn(beforeEach);
  try {
    await run({});
  } finally {
    for (const { afterEach } of folders.toReversed()) await inTurn(afterEach);
  }
}

/** Runs what is to be done after the last of these tests. */
export async function closeAll(tests) {
  const folders = new Set(tests.flatMap(({ folder }) => foldersTo(folder).toReversed()));
  for (const one of folders) if (one.isOpen) await inTurn(one.afterAll);
}

async function open(folder) {
  if (folder.isOpen) return;
  folder.isOpen = true;
  await inTurn(folder.beforeAll);
}

async function inTurn(hooks) {
  for (const hook of hooks) await hook();
}

function foldersTo(folder) {
  return folder === null ? [] : [...foldersTo(folder.above), folder];
}
