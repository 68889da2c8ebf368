/**
 * Keeps the bytecode of what a command ran for its next run, in the folder that Node, from 22 on, has for such. What
 * Node keeps there of the bundle itself is made before anything of it has run: its outermost function alone.
 */
const {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const nodeModule = require('node:module');
const { join } = require('node:path');

/** After so many milliseconds V8 may have forgotten what ran first. */
const SHORT_RUN = 5000;

/** With these no more than flags are made, whatever the command. */
const HELP = new Set(['-h', '--help']);

/**
 * Where the bytecode of this source is kept, for the command that is run; `null` where this Node keeps none or is
 * told not to. V8 compares no more of a source than its length, so the name tells sources apart.
 */
function keptPlace(source, words) {
  const { directory } = nodeModule.enableCompileCache?.() ?? {};
  const { crc32 } = require('node:zlib');
  if (directory === undefined || crc32 === undefined) return null;
  const isCommand = /^[a-z]{1,20}$/.test(words[0] ?? '') && !words.some((word) => HELP.has(word));
  const command = isCommand ? words[0] : 'help';
  return join(directory, `perso-test-${command}-${crc32(source).toString(16)}.bytecode`);
}

/** What is kept there; nothing where somebody else could have written it. */
function readKept(place) {
  let file;
  try {
    file = openSync(place);
    // Of what is open, since whoever owns the folder could put another file in its place meanwhile.
    const { uid, mode } = fstatSync(file);
    const isOwn = process.platform === 'win32' || (uid === process.getuid() && !(mode & 0o022));
    return isOwn ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Has the bytecode of what ran by then written there at the end of a run that neither failed nor took long. */
function keepAtExit(place, script) {
  process.once('exit', (code) => {
    if (code === 1 || code === 2 || performance.now() > SHORT_RUN) return;
    const unfinished = `${place}.${process.pid}.tmp`;
    try {
      writeFileSync(unfinished, script.createCachedData(), { flag: 'wx', mode: 0o600 });
      renameSync(unfinished, place);
    } catch {
      // A folder that takes no file makes the next start slower, and nothing wrong.
      rmSync(unfinished, { force: true });
    }
  });
}

module.exports = { keepAtExit, keptPlace, readKept };
