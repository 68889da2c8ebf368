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

const COMPARISON = {
  ...{ metric: 'signup', kind: 'proportion', role: 'primary', direction: 'increase', margin: null },
  control: { variant: 'generic', n: 1000, mean: 0.1, variance: 0.09, successes: 100 },
  treatment: { variant: 'light', n: 1012, mean: 0.11, variance: 0.0979, successes: 111 },
  ...{ covariates: [], statistic: null, pValue: null, adjustedPValue: null, criticalValue: null },
  ...{ informationFraction: 0.2, alphaSpent: 0, effect: { estimate: 0, lower: null, upper: null } },
  ...{ confidence: null, netEffect: null, futile: false, outcome: 'inconclusive' },
};

/** A look by this writer; `tool` says whose. */
function lineOf({ looks, last }) {
  return {
    schemaVersion: 2,
    time: new Date().toISOString(),
    tool: name,
    experiment: 'hero',
    tags: {},
    owner: null,
    follows: null,
    plan: 'a'.repeat(64),
    data: 'b'.repeat(64),
    flags: 'c'.repeat(64),
    previous: last,
    look: looks.length + 1,
    repeats: false,
    plannedUnits: { generic: 5000, light: 5000 },
    units: { generic: 1000, light: 1012 },
    unitsInTwoVariants: 0,
    comparisons: [COMPARISON],
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
