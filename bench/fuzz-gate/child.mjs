/* Runs every so manieth experiment in a folder of its own, and tells what each gate came to. */
import { runExperiment } from './gates.mjs';

const [seed, from, step] = process.argv.slice(2, 5).map(Number);
process.chdir(process.argv[5]);

/** What Node would print beside the program's own messages. */
const warnings = [];
process.on('warning', (warning) => warnings.push(`Node warns: ${warning.message}`));

function told({ experiment, look, gate, end, faults, known }) {
  const { code, apart, stderr, stdout, seconds } = end;
  const details = {
    argv: gate.argv,
    kinds: gate.kinds,
    code,
    stdout: stdout.slice(0, 2000),
    stderr,
    plan: gate.planText,
    journal: gate.journal,
    files: gate.files.map(({ name, bytes }) => [name, bytes.toString('latin1').slice(0, 4000)]),
  };
  const shown =
    known === 'refused unchanged' && process.env.REFUSED
      ? [`refused: ${stderr.split('\n')[0]}`]
      : [];
  const all = [...faults, ...shown, ...warnings.splice(0)];
  process.send({
    experiment,
    look,
    code,
    apart,
    seconds,
    known,
    faults: all,
    details: all.length > 0 ? details : null,
  });
}

for (let i = from; ; i += step) {
  process.send({ begun: i });
  await runExperiment(seed, i, told);
}
