/*
 * How long large files take, and how much memory: ours and the peers that are there, in turn.
 * Usage: node bench/scale.mjs [most rows, 1e7] [rounds, 5]; PYTHON names an interpreter with the peers.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRows } from './make-rows.mjs';
import { momentsIn } from './peers/perso-test.mjs';

const most = Number(process.argv[2] ?? 1e7);
const rounds = Number(process.argv[3] ?? 5);
const python = process.env.PYTHON ?? 'python3';
const program = join(import.meta.dirname, '../bin/perso-test.js');
const peer = (name) => join(import.meta.dirname, 'peers', name);
const folder = mkdtempSync(join(tmpdir(), 'perso-test-scale-'));

const OURS = 'perso-test';
const OURS_TEXT = 'perso-test, as text';
const TWO = ['--metric', 'converted', '--metric', 'revenue'];

/** How each reads a file, and how to see whether it is there. */
const READERS = {
  [OURS]: {
    command: (file) => [process.execPath, program, 'analyze', file, ...TWO, '--format', 'json'],
  },
  // Nobody sees a hash then, so none is made.
  [OURS_TEXT]: { command: (file) => [process.execPath, program, 'analyze', file, ...TWO] },
  'DuckDB (npm)': {
    command: (file) => [process.execPath, peer('with-duckdb.mjs'), file],
    there: [process.execPath, '--input-type=module', '-e', 'import "@duckdb/node-api"'],
  },
  'DuckDB (Python)': {
    command: (file) => [python, peer('with-duckdb.py'), file],
    there: [python, '-c', 'import duckdb'],
  },
  'polars (npm)': {
    command: (file) => [process.execPath, peer('with-polars.mjs'), file],
    there: [process.execPath, '--input-type=module', '-e', 'import "nodejs-polars"'],
  },
  'polars (Python)': {
    command: (file) => [python, peer('with-polars.py'), file],
    there: [python, '-c', 'import polars'],
  },
  pandas: {
    command: (file) => [python, peer('with-pandas.py'), file],
    there: [python, '-c', 'import pandas'],
  },
  'data.table': {
    command: (file) => ['Rscript', '--vanilla', peer('with-data-table.R'), file],
    there: ['Rscript', '--vanilla', '-e', 'library(data.table)'],
  },
  Miller: {
    command: (file) => [
      ...['mlr', '--icsv', '--ojson', '--ofmt', '%.17g', 'stats1', '-a', 'count,mean,var'],
      ...['-f', 'converted,revenue', '-g', 'variant', file],
    ],
    there: ['mlr', '--version'],
    slow: true,
  },
};

function isThere({ there: [command, ...args] = [] }) {
  return command === undefined || spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Seconds, peak memory in MB and output of a whole process. */
function run([command, ...args]) {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let [output, memory] = ['', 0];
    // The high-water mark only rises, so that a look now and then misses little of it.
    const watch = setInterval(() => {
      memory = Math.max(memory, highWater(child.pid));
    }, 5);
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (code === 0) resolve({ seconds, memory, output });
      else reject(new Error(`${command} ${args.join(' ')} exited with ${code}`));
    });
  });
}

/** The most memory that a process has had, in MB; 0 where the system does not say. */
function highWater(pid) {
  try {
    return (
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
    );
  } catch {
    return 0;
  }
}

/** The answer as the peers print it, by variant. */
function answerOf(name, output) {
  if (name === OURS) return momentsIn(output);
  const answer = JSON.parse(output);
  if (name !== 'Miller') return answer;
  return Object.fromEntries(
    answer.map((row) => [
      row.variant,
      {
        n: row.converted_count,
        converted: row.converted_mean,
        convertedVariance: row.converted_var,
        revenue: row.revenue_mean,
        revenueVariance: row.revenue_var,
      },
    ]),
  );
}

/** By how much the answer of one is off that of another, relatively, at most. */
function apart(answer, other) {
  let most = 0;
  for (const [variant, figures] of Object.entries(other)) {
    for (const [name, value] of Object.entries(figures)) {
      const mine = answer[variant]?.[name];
      most = Math.max(most, Math.abs(mine - value) / Math.abs(value) || (mine === value ? 0 : 1));
    }
  }
  return most;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Runs commands in turn, so that what else the machine does meets all alike. */
async function timed(commands, times = rounds) {
  const runs = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < times; round++) {
    for (const [name, command] of Object.entries(commands)) runs[name].push(await run(command));
  }
  return Object.fromEntries(
    Object.entries(runs).map(([name, all]) => {
      const seconds = all.map((one) => one.seconds);
      const memory = Math.max(...all.map((one) => one.memory));
      const { output } = all[0];
      return [name, { least: Math.min(...seconds), median: median(seconds), memory, output }];
    }),
  );
}

function line(name, { least, median: middle, memory }, ours) {
  const ratio = ours === undefined ? '' : `   × ${(least / ours.least).toFixed(2)}`;
  const seconds = `${least.toFixed(2).padStart(7)} s least ${middle.toFixed(2).padStart(7)} s median`;
  return `${name.padEnd(22)}${seconds} ${memory.toFixed(0).padStart(6)} MB${ratio}`;
}

async function comparedWithPeers(file) {
  const present = Object.entries(READERS).filter(([, reader]) => isThere(reader));
  const commands = (slow) =>
    Object.fromEntries(
      present
        .filter(([, reader]) => (reader.slow === true) === slow)
        .map(([name, { command }]) => [name, command(file)]),
    );
  const results = { ...(await timed(commands(false))), ...(await timed(commands(true), 1)) };
  const ours = results[OURS];
  const answer = answerOf(OURS, ours.output);
  for (const [name, result] of Object.entries(results)) {
    if (name === OURS_TEXT) {
      console.log(line(name, result, ours));
      continue;
    }
    const off = apart(answerOf(name, result.output), answer);
    console.log(`${line(name, result, ours)}   answers within ${off.toExponential(0)}`);
    if (off > 1e-9) process.exitCode = 1;
  }
}

async function grownWithRows(files) {
  const commands = Object.fromEntries(
    Object.entries(files).map(([rows, file]) => [rows, READERS[OURS].command(file)]),
  );
  const results = await timed(commands);
  for (const [rows, result] of Object.entries(results)) console.log(line(`${rows} rows`, result));
}

async function grownWithMetrics(file, metrics) {
  const analyze = (...args) => [process.execPath, program, 'analyze', file, '--quiet', ...args];
  const all = metrics.flatMap((name) => ['--metric', name]);
  const results = await timed({
    'one metric': analyze('--metric', 'converted'),
    'ten metrics': analyze(...all),
    'one, 20 segments': analyze('--metric', 'converted', '--segment', 'segment'),
    'ten, 20 segments': analyze(...all, '--segment', 'segment'),
  });
  for (const [name, result] of Object.entries(results)) {
    console.log(line(name, result, results['one metric']));
  }
}

function made(rows, options) {
  const file = join(folder, `${rows}-${options?.metrics ?? 2}.csv`);
  makeRows(file, rows, options);
  return file;
}

try {
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model}, ${rounds} rounds`,
  );
  const files = {};
  for (let rows = 1e5; rows <= most; rows *= 10) files[rows] = made(rows);
  const middle = Math.min(most, 1e7);
  const bytes = statSync(files[middle]).size / 1e6;
  console.log(`\n${middle} rows, two metrics, ${bytes.toFixed(0)} MB, whole process:`);
  await comparedWithPeers(files[middle]);
  console.log('\nours, by rows:');
  await grownWithRows(files);
  for (const file of Object.values(files)) rmSync(file);
  const names = Array.from({ length: 8 }, (_, i) => `amount_${i + 3}`);
  console.log(`\nours, ${middle / 10} rows of ten metrics:`);
  await grownWithMetrics(made(middle / 10, { metrics: 10, segments: 20 }), [
    'converted',
    'revenue',
    ...names,
  ]);
} finally {
  rmSync(folder, { recursive: true });
}
