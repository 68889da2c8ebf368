/*
 * Gates that may have no more than so much memory, so many open files, files of such a size, or a full disk: whatever gives
 * way, none may ship without its look on record, tear a journal, or end with 1. Usage: node bench/gate-limits.mjs
 * A full disk of its own needs the right to mount; it is left out where that is missing.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bin = join(import.meta.dirname, '../bin/perso-test.js');
const home = mkdtempSync(join(tmpdir(), 'perso-test-limits-'));
process.on('exit', () => rmSync(home, { recursive: true }));

writeFileSync(
  join(home, 'plan.yaml'),
  `experiment: hero
variants: { control: generic, treatments: [personalized] }
units: { column: visitors }
metrics: [{ name: signup, column: signups, kind: proportion, role: primary, direction: increase }]
monitoring: always-valid
sampleSize: 5000
`,
);

/** Results that ship, of so many units. */
const results = (units) =>
  `variant,visitors,signups\ngeneric,${units},${Math.round(units * 0.1)}\npersonalized,${units},${Math.round(units * 0.2)}\n`;

let units = 2000;
const faults = [];

/** How a gate ends under these words of a shell, with its journal in that folder. */
function gateUnder(words, folder, { stdout = 'pipe' } = {}) {
  writeFileSync(join(home, 'day.csv'), results(++units));
  const journal = join(folder, 'looks.jsonl');
  const before = linesOf(journal);
  const redirect = stdout === 'pipe' ? '' : ` > ${stdout}`;
  const command = `${words}; exec "$@"${redirect}`;
  const gate = ['gate', '--journal', journal, '-q', '--', 'plan.yaml', 'day.csv'];
  const end = spawnSync('bash', ['-c', command, 'bash', process.execPath, bin, ...gate], {
    cwd: home,
    encoding: 'utf8',
    timeout: 60_000,
  });
  const after = linesOf(journal);
  const code = end.status ?? end.signal;
  const recorded = after.length - before.length;
  const wrong = [
    // Node ends with 1 too where it cannot even open the program.
    ...(code === 1 && !isNodeAlone(end.stderr) ? ['exit code 1'] : []),
    ...(code === 0 && recorded !== 1 ? ['a ship that is not on record'] : []),
    ...(after.slice(0, before.length).join() === before.join() && recorded <= 1
      ? []
      : ['a torn journal']),
    // A look is on record before its report is written, which then may find no room.
    ...(code === 2 && recorded !== 0 && stdout === 'pipe' ? ['a refusal on record'] : []),
  ];
  for (const fault of wrong)
    faults.push(`${words}${redirect}: ${fault}: ${end.stderr.slice(0, 200)}`);
  return `${code}${recorded === 1 ? '+' : ''}`;
}

const isNodeAlone = (stderr) => stderr.startsWith('node:') && !stderr.includes('dist/main.cjs');

function linesOf(journal) {
  let text = '';
  try {
    text = readFileSync(journal, 'utf8');
  } catch {}
  const lines = text.split('\n');
  if (lines.pop() !== '') faults.push(`half a line in ${journal}`);
  for (const line of lines) JSON.parse(line);
  return lines;
}

/** How gates end under each of these limits, and how often; + where a look is on record. */
function series(name, words, options = {}) {
  const folder = options.folder ?? mkdtempSync(join(home, 'looks-'));
  const ends = {};
  for (const word of words) {
    const end = gateUnder(word, folder, options);
    ends[end] = (ends[end] ?? 0) + 1;
  }
  const left = readdirSync(folder).filter((file) => file !== 'looks.jsonl' && file !== 'filler');
  const free = gateUnder(':', folder);
  console.log(
    `${name}: ${JSON.stringify(ends)}; ${left.length} files left behind; then, without a limit: ${free}`,
  );
  if (free !== '0+') faults.push(`${name}: the next gate ends with ${free}`);
}

const steps = (from, to, by) =>
  Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, i) => from + i * by);

series(
  'ulimit -v, 100 MiB to 4 GiB',
  steps(100, 4096, 111).map((mib) => `ulimit -v ${mib * 1024}`),
);
series(
  'ulimit -n, 4 to 40',
  steps(4, 40, 1).map((files) => `ulimit -n ${files}`),
);
series(
  'ulimit -f, 0 to 30 KiB',
  steps(0, 30, 1).map((kib) => `ulimit -f ${kib}`),
);
series(
  'SIGKILL after 50 ms to 1.2 s',
  steps(50, 1200, 10).map((ms) => `{ (sleep ${ms / 1000}; kill -9 $$) > /dev/null 2>&1 & }`),
);
series('standard output is full', Array(5).fill(':'), { stdout: '/dev/full' });
withDisk();
console.log(faults.length === 0 ? 'nothing was broken' : faults.join('\n'));
process.exitCode = faults.length === 0 ? 0 : 1;

/** A disk of 64 KiB that is filled up, so that less and less room is left for the journal. */
function withDisk() {
  const disk = join(home, 'disk');
  mkdirSync(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status !== 0) {
    console.log('a full disk: not permitted to mount one');
    return;
  }
  try {
    const fill = steps(0, 64, 4).map(
      (kib) => `head -c ${kib}K /dev/zero > disk/filler 2>/dev/null`,
    );
    series('a full disk', [...fill, ...fill.toReversed()], { folder: disk });
  } finally {
    spawnSync('umount', [disk]);
  }
}
