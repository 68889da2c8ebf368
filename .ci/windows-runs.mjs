/*
 * The recorded runs, played by whichever Node this is: .ci/windows.mjs bundles it for the one of Windows. A line of JSON
 * for each run that comes out otherwise, and one that counts them.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram, shellWords } from '../test/program.ts';
import { allRuns, filesIn, inCopyOf, RUNS, stepsOf, textOf } from '../test/run-folder.ts';
import { takeReport, withReport } from '../test/run-report.ts';

/** As test/runs.test.ts has it: numbered commands are run a day apart. */
const timeOf = (step) => (step === '' ? undefined : new Date(Date.UTC(2026, 2, Number(step), 5)));

async function differences(name) {
  const folder = join(RUNS, name);
  const found = [];
  for (const step of stepsOf(folder)) {
    const came = await outcomeOf(folder, step);
    for (const [key, wanted] of Object.entries(wantedOf(folder, step)))
      if (came[key] !== wanted) found.push({ step, key, wanted, came: came[key] });
  }
  return found;
}

async function outcomeOf(folder, step) {
  const before = filesIn('.');
  const stdin = existsSync('stdin') ? readFileSync('stdin') : '';
  const words = shellWords(textOf(join(folder, `${step}command`)).trim());
  const lines = textOf(join(folder, 'env')).trim().split('\n');
  const env = Object.fromEntries(lines.map((line) => line.split('=', 2)));
  const asked = isPage(folder, step) ? words : withReport(words);
  const came = await runProgram(asked, { stdin, env, now: timeOf(step) });
  if (!isPage(folder, step)) takeReport();
  const wrote = Object.entries(filesIn('.')).filter(([file, text]) => before[file] !== text);
  return { ...came, wrote: writtenAs(wrote) };
}

/** Whether the run is held to a page; else to figures, which the tests of every system compare. */
function isPage(folder, step) {
  return !['figures.json', 'same-as'].some((file) => existsSync(join(folder, `${step}${file}`)));
}

function wantedOf(folder, step) {
  const at = (what) => join(folder, `${step}${what}`);
  return {
    code: Number(textOf(at('code'))),
    stderr: textOf(at('stderr')),
    wrote: writtenAs(Object.entries(filesIn(at('wrote')))),
    ...(isPage(folder, step) ? { stdout: textOf(at('stdout')) } : {}),
  };
}

const writtenAs = (files) =>
  JSON.stringify(files.map(([file, text]) => [file.replaceAll('\\', '/'), text]).sort());

async function main() {
  let [same, other] = [0, 0];
  for (const name of allRuns()) {
    const found = await inCopyOf(name, () => differences(name)).catch((error) => [String(error)]);
    if (found.length === 0) same += 1;
    else {
      other += 1;
      console.log(JSON.stringify({ name, found }));
    }
  }
  console.log(JSON.stringify({ same, other }));
}

main();
