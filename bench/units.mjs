/*
 * Time and memory of --unit-id: ours, the peers that are there, and the same rows taken as units, in turn.
 * Usage: node bench/units.mjs [rows, 1e7] [rounds, 3] [file, which is made where it is not there, and kept]
 */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { momentsIn } from './peers/perso-test.mjs';

const rows = Number(process.argv[2] ?? 1e7);
const rounds = Number(process.argv[3] ?? 3);
const folder = mkdtempSync(join(tmpdir(), 'perso-test-bench-'));
const file = process.argv[4] ?? join(folder, 'rows.csv');
const program = join(import.meta.dirname, '../bin/perso-test.js');
const peer = (name) => join(import.meta.dirname, 'peers', name);

/** As many rows a unit on average. */
const ROWS_PER_UNIT = 4;

/** Rows of units that come again and again, in random order: xorshift (Marsaglia 2003, J. Stat. Softw. 8(14)). */
function writeRows(path) {
  const units = Math.floor(rows / ROWS_PER_UNIT);
  const out = openSync(path, 'w');
  let state = 20261127;
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  let lines = ['user_id,variant,converted,revenue'];
  for (let i = 0; i < rows; i++) {
    const unit = random() % units;
    const variant = Math.imul(unit, 2_654_435_761) >>> 31 === 0 ? 'generic' : 'personalized';
    const draw = random();
    const converts = draw % 100 < (variant === 'generic' ? 10 : 11);
    const revenue = converts ? ((draw >>> 8) % 20_000) / 100 : 0;
    lines.push(`${100_000_000 + unit},${variant},${converts ? 1 : 0},${revenue}`);
    if (lines.length === 20_000) {
      writeSync(out, `${lines.join('\n')}\n`);
      lines = [];
    }
  }
  if (lines.length > 0) writeSync(out, `${lines.join('\n')}\n`);
  closeSync(out);
}

const METRICS = ['--metric', 'converted', '--metric', 'revenue', '--format', 'json'];
const analyze = (...flags) => [program, 'analyze', file, ...METRICS, ...flags];
const OURS = 'perso-test --unit-id';

/** What each runs, as a program of Node's. */
const RUNS = {
  [OURS]: analyze('--unit-id', 'user_id'),
  'perso-test, rows as units': analyze('--rows-are-units'),
  'DuckDB (npm)': [peer('units-with-duckdb.mjs'), file],
  'polars (npm)': [peer('units-with-polars.mjs'), file],
};
const PACKAGES = { 'DuckDB (npm)': '@duckdb/node-api', 'polars (npm)': 'nodejs-polars' };

function isThere(name) {
  const wanted = PACKAGES[name];
  const test = ['--input-type=module', '-e', `import "${wanted}"`];
  const at = { stdio: 'ignore', cwd: import.meta.dirname };
  return wanted === undefined || spawnSync(process.execPath, test, at).status === 0;
}

/** A whole process: seconds on the wall and of all processors, peak memory, and what it printed. */
function measured(args) {
  const usage = join(import.meta.dirname, 'usage.cjs');
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', usage, ...args], {
    encoding: 'utf8',
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) throw new Error(stderr);
  const [, processor, kibibytes] = /took ([\d.]+) s and (\d+) KiB/.exec(stderr);
  return { seconds, processor: Number(processor), bytes: Number(kibibytes) * 1024, stdout };
}

/** By how much the answer of one is off that of another, relatively, at most. */
function apart(answer, other) {
  const figures = Object.entries(other).flatMap(([variant, own]) =>
    Object.entries(own).map(([name, value]) => [answer[variant]?.[name], value]),
  );
  return Math.max(...figures.map(([mine, value]) => Math.abs(mine - value) / Math.abs(value) || 0));
}

/** The best of all runs of one: whatever else the machine does only adds. */
function bestOf(runs) {
  const least = (key) => Math.min(...runs.map((run) => run[key]));
  return {
    seconds: least('seconds'),
    processor: least('processor'),
    bytes: Math.max(...runs.map(({ bytes }) => bytes)),
    stdout: runs[0].stdout,
  };
}

try {
  if (!existsSync(file)) writeRows(file);
  console.log(`Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model}`);
  const names = Object.keys(RUNS).filter(isThere);
  const all = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) all[name].push(measured(RUNS[name]));
  }
  const best = Object.fromEntries(names.map((name) => [name, bestOf(all[name])]));
  const ours = best[OURS];
  const answer = momentsIn(ours.stdout);
  const units = Object.values(answer).reduce((sum, { n }) => sum + n, 0);
  console.log(`${rows} rows of ${units} units, least of ${rounds} rounds:`);
  for (const [name, { seconds, processor, bytes, stdout }] of Object.entries(best)) {
    const times = `${seconds.toFixed(2)} s, ${processor.toFixed(2)} s of processors`;
    const ratios = `ours × ${(ours.seconds / seconds).toFixed(2)}, × ${(ours.processor / processor).toFixed(2)}`;
    const off =
      PACKAGES[name] === undefined ? '' : apart(JSON.parse(stdout), answer).toExponential(0);
    const within = off === '' ? '' : `, answers within ${off}`;
    console.log(`${name}: ${times} (${ratios}), ${(bytes / 2 ** 20).toFixed(0)} MiB${within}`);
    if (Number(off) > 1e-9) process.exitCode = 1;
  }
  const more = ours.bytes - best['perso-test, rows as units'].bytes;
  console.log(`bytes a unit beyond the same rows as units: ${(more / units).toFixed(0)}`);
} finally {
  rmSync(folder, { recursive: true });
}
