/*
 * Records looks until it is killed, each acknowledged by a line on standard output.
 * Usage: node bench/journal-writer.mjs MODULE JOURNAL NAME [CALL]
 * MODULE is src/read/journal/journal.ts, bundled. With CALL, records one look, and kills itself in place of
 * the call to the file system of that number; a call that writes is cut in half first.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [module, journal, name, call] = process.argv.slice(2);

/** Every way in which the journal touches the file system. */
const CALLS = ['openSync', 'closeSync', 'readdirSync', 'statSync', 'existsSync', 'readFileSync']
  .concat(['writeFileSync', 'fchownSync', 'fchmodSync', 'fsyncSync', 'renameSync', 'rmSync'])
  .concat(['accessSync', 'realpathSync', 'readlinkSync', 'lstatSync']);

function dieAt(number) {
  let calls = 0;
  for (const name of CALLS) {
    const real = fs[name];
    fs[name] = Object.assign((...args) => {
      if (++calls === number) {
        if (name === 'writeFileSync')
          fs.writeSync(args[0], args[1].subarray(0, args[1].length / 2));
        process.kill(process.pid, 'SIGKILL');
      }
      return real(...args);
    }, real);
  }
  syncBuiltinESMExports();
}

/** A look by this writer; `tool` says whose. */
function lineOf(before) {
  return {
    schemaVersion: 1,
    time: new Date().toISOString(),
    tool: name,
    plan: 'a'.repeat(64),
    data: 'b'.repeat(64),
    look: before.length + 1,
    repeats: false,
    plannedUnits: { generic: 5000, light: 5000 },
    units: { generic: 1000, light: 1012 },
    comparisons: [],
    decision: 'keep-collecting',
    variant: null,
    reasons: ['NOT_REJECTED'],
  };
}

const { recordLook } = await import(module);
const acknowledge = (text) => fs.writeSync(1, `${text}\n`);
const record = () =>
  recordLook(journal, async (before) => {
    const line = lineOf(before);
    return { line, result: line.look };
  });

acknowledge('ready');
if (call !== undefined) {
  dieAt(Number(call));
  acknowledge(await record());
} else {
  for (;;) acknowledge(await record());
}
