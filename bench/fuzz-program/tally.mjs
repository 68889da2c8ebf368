import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** So many of a kind of fault are enough to see what it is. */
const ENOUGH = 5;

const add = (to, key, more = 1) => {
  to[key] = (to[key] ?? 0) + more;
};

/** Counts what cases come to; what is found goes into a folder, each in the form that test/attacks/found replays. */
export function startTally(folder) {
  const tally = { cases: 0, seconds: 0, slowest: { seconds: 0 }, kinds: {}, codes: {}, faults: {} };
  const keep = (name, found) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(found, null, 2)}\n`);
  };

  /** One case as it was told by the child. */
  function take({ at, kind, code, seconds, faults, ...alone }) {
    tally.cases++;
    tally.seconds += seconds;
    if (seconds > tally.slowest.seconds) tally.slowest = { at, kind, seconds };
    add(tally.kinds, kind);
    add(tally.codes, code);
    for (const [i, { fault, run }] of faults.entries()) {
      const like = fault.replace(/[\d.e-]{6,}|\d+/g, 'N').slice(0, 160);
      add(tally.faults, like);
      if (tally.faults[like] <= ENOUGH) keep(`${at}-${kind}-${i}`, { found: fault, ...run });
    }
    if ('run' in alone) console.log(JSON.stringify({ code, ...alone }, null, 2));
  }

  /** A case in which the child hung or died. */
  function lose(at, how) {
    tally.cases++;
    add(tally.codes, how);
    add(tally.faults, `it hangs or dies (${how})`);
    keep(`${at}-hangs`, { found: `case ${at} hangs or dies (${how})` });
  }

  /** Prints it all; whether nothing was found. */
  function close() {
    console.log(JSON.stringify({ ...tally, seconds: Math.round(tally.seconds) }, null, 2));
    const isClean = Object.keys(tally.faults).length === 0;
    if (!isClean) console.log(`what was found, made smaller: ${folder}`);
    return isClean;
  }

  return { take, lose, close };
}
