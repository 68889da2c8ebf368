/**
 * Loads the bundled program with the bytecode that V8 made of it when it was built, which halves
 * what it adds to Node's own start. Bytecode is used only by the very same Node on the same kind of
 * machine; everyone else compiles as usual, and from Node 22 on keeps the result for the next start (kept.js).
 *
 * `node bin/compiled.js FIXTURE` writes the bytecode, after a run that makes V8 compile what a run needs.
 */
const { readFileSync, statSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

const program = join(__dirname, '../dist/main.cjs');
const { version, platform, arch } = process;
const bytecode = join(__dirname, `../dist/main-${version}-${platform}-${arch}.bytecode`);

/** The exports of the bundled program, of which these words are to be run. */
function load(words = []) {
  const source = readFileSync(program, 'latin1');
  if (isFresh()) return evaluate(compile(source, readFileSync(bytecode)));
  const { keepAtExit, keptPlace, readKept } = require('./kept.js');
  const place = keptPlace(source, words);
  const kept = place === null ? undefined : readKept(place);
  const script = compile(source, kept);
  if (place !== null && script.cachedDataRejected !== false) keepAtExit(place, script);
  return evaluate(script);
}

/** Whether there is bytecode of this program: V8 itself compares no more than the length of the source. */
function isFresh() {
  const made = statSync(bytecode, { throwIfNoEntry: false });
  return made !== undefined && made.mtimeMs >= statSync(program).mtimeMs;
}

// esbuild escapes whatever is not ASCII, and Latin-1 needs no decoding.
function compile(source, cachedData) {
  const wrapped = `(function (exports, require, module, __filename, __dirname) { ${source}\n});`;
  return new Script(wrapped, { filename: program, cachedData });
}

function evaluate(script) {
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, program, dirname(program));
  return module.exports;
}

async function writeBytecode(fixture) {
  if (/[^\0-\x7f]/.test(readFileSync(program, 'utf8'))) {
    throw new Error('the bundle is not ASCII: write \\u escapes in regular expressions');
  }
  const script = compile(readFileSync(program, 'latin1'));
  const { run } = evaluate(script);
  const unseen = { write() {} };
  const io = { stdin: process.stdin, stdout: unseen, stderr: process.stderr, env: {} };
  for (const argv of [
    ['analyze', fixture, '--mde', '5%'],
    ['power', '--baseline', '10%', '--mde', '5%'],
  ]) {
    if ((await run(argv, io)) !== 0) throw new Error(`cannot run ${argv.join(' ')}`);
  }
  writeFileSync(bytecode, script.createCachedData());
}

/** Whether there is bytecode that this Node takes. */
function isAccepted() {
  return (
    isFresh() &&
    compile(readFileSync(program, 'latin1'), readFileSync(bytecode)).cachedDataRejected === false
  );
}

module.exports = { isAccepted, load };
if (require.main === module) writeBytecode(process.argv[2]);
