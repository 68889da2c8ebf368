/* Runs cases one after the other in a folder of its own, and tells what each came to. */
import { Worker } from 'node:worker_threads';

const [seed, from, until, bundle, folder, only] = process.argv.slice(2);
process.chdir(folder);
process.env.TMPDIR = `${folder}-tmp`;

/** What Node would print beside the program's own messages. */
const warnings = [];
process.on('warning', (warning) => warnings.push(`Node warns: ${warning.message}`));

/** How many runs have begun, for the thread that sees to it that each ends. */
const runs = new Int32Array(new SharedArrayBuffer(4));
new Worker(new URL('watch.mjs', import.meta.url), { workerData: runs }).unref();
const onRun = () => Atomics.add(runs, 0, 1);

const { caseOf, kindsAsked, loadMaterial, toldOf, writtenRun } = await import(bundle);
const material = await loadMaterial();
const kinds = kindsAsked(only === '' ? null : only);

/** So many cases are told at once, but for those with a fault. */
const AT_ONCE = 25;
/** A case alone is told with all that it was and said. */
const isAlone = Number(until) - Number(from) === 1;
let told = [];
for (let at = Number(from); at < Number(until); at++) {
  process.send({ begun: at });
  const one = caseOf(Number(seed), at, kinds, material);
  const { stdout, stderr, ...came } = await toldOf(at, one, onRun);
  // As a process has, which runs one command: the event loop turns, and nothing is left for the next.
  await new Promise((done) => setImmediate(done));
  const run = isAlone || warnings.length > 0 ? writtenRun(one.made.run) : null;
  for (const fault of warnings.splice(0)) came.faults.push({ fault, run });
  told.push(isAlone ? { ...came, run, stdout, stderr } : came);
  if (told.length >= AT_ONCE || came.faults.length > 0) {
    process.send({ told });
    told = [];
  }
}
process.send({ told }, () => process.disconnect());
