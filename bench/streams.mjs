/*
 * The same rows from a file, standard input, a pipe, gzip and in many files, against what unpacks or reads them
 * alone, and peers that are there; runs in turn.
 * Usage: node bench/streams.mjs [rows, 1e7] [rounds, 5]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRows } from './make-rows.mjs';
import { momentsIn } from './peers/perso-test.mjs';

const rows = Number(process.argv[2] ?? 1e7);
const rounds = Number(process.argv[3] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'perso-test-streams-'));
const program = join(import.meta.dirname, '../bin/perso-test.js');
const peer = (name) => `${process.execPath} ${join(import.meta.dirname, 'peers', name)}`;
const file = join(folder, 'rows.csv');

/** Cuts a file of rows into so many, each with the header. */
function shards(count) {
  const to = join(folder, `of-${count}`);
  mkdirSync(to);
  const from = openSync(file, 'r');
  const chunk = Buffer.alloc(1 << 22);
  let held = Buffer.alloc(0);
  let header = '';
  let [index, inShard] = [0, Number.POSITIVE_INFINITY];
  let shard = null;
  for (let read = readSync(from, chunk); read > 0; read = readSync(from, chunk)) {
    const lines = Buffer.concat([held, chunk.subarray(0, read)])
      .toString('latin1')
      .split('\n');
    held = Buffer.from(lines.pop(), 'latin1');
    if (header === '') header = lines.shift();
    while (lines.length > 0) {
      if (inShard >= rows / count) {
        if (shard !== null) closeSync(shard);
        shard = openSync(join(to, `part-${String(index++).padStart(4, '0')}.csv`), 'w');
        writeSync(shard, `${header}\n`);
        inShard = 0;
      }
      const part = lines.splice(0, rows / count - inShard);
      writeSync(shard, `${part.join('\n')}\n`);
      inShard += part.length;
    }
  }
  closeSync(shard);
  closeSync(from);
  return `'${to}/*.csv'`;
}

/** Seconds on the wall, of all processors, and MiB of what a shell line runs; its output. */
function timed(line) {
  const start = process.hrtime.bigint();
  const command = `/usr/bin/time -f "%U %S %M" -- sh -c '${line.replaceAll("'", `'\\''`)}'`;
  const run = spawnSync('sh', ['-c', command], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (run.status !== 0) throw new Error(`${line}: ${run.stderr}`);
  const [user, system, kib] = run.stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { seconds, processor: user + system, memory: kib / 1024, output: run.stdout };
}

function lines() {
  const ours = `${process.execPath} ${program} analyze --metric converted --metric revenue --format json`;
  const text = `${process.execPath} ${program} analyze --metric converted --metric revenue`;
  const gz = `${file}.gz`;
  return {
    'a file': [`${text} ${file}`],
    'standard input, < FILE': [`${text} - < ${file}`],
    'a pipe from cat': [`cat ${file} | ${text} -`],
    'a pipe, as JSON': [`cat ${file} | ${ours} -`, 'json'],
    gzip: [`${text} ${gz}`],
    'gzip from a pipe': [`cat ${gz} | ${text} -`],
    'ten files': [`${text} ${shards(10)}`],
    '1,000 files': [`${text} ${shards(1000)}`],
    'cat | wc -c': [`cat ${file} | wc -c`],
    'zcat | wc -c': [`zcat ${gz} | wc -c`],
    'DuckDB, the file': [`${peer('with-duckdb.mjs')} ${file}`, 'peer'],
    'DuckDB, gzip': [`${peer('with-duckdb.mjs')} ${gz}`, 'peer'],
    'polars, the file': [`${peer('with-polars.mjs')} ${file}`, 'peer'],
    'polars, gzip': [`${peer('with-polars.mjs')} ${gz}`, 'peer'],
  };
}

function isThere(kind, line) {
  return kind !== 'peer' || spawnSync('sh', ['-c', line], { stdio: 'ignore' }).status === 0;
}

function apart(answer, other) {
  const figures = Object.entries(answer).flatMap(([variant, all]) =>
    Object.entries(all).map(([name, value]) => Math.abs(other[variant][name] / value - 1)),
  );
  return Math.max(...figures);
}

try {
  makeRows(file, rows);
  execFileSync('sh', ['-c', `gzip -kf ${file}`]);
  const present = Object.entries(lines()).filter(([, [line, kind]]) => isThere(kind, line));
  const runs = Object.fromEntries(present.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, [line]] of present) runs[name].push(timed(line));
  }
  const least = (name, what) => Math.min(...runs[name].map((run) => run[what]));
  const ours = momentsIn(runs['a pipe, as JSON'][0].output);
  for (const [name, [, kind]] of present) {
    const [seconds, processor] = [least(name, 'seconds'), least(name, 'processor')];
    const memory = Math.max(...runs[name].map((run) => run.memory));
    const ratio = seconds / least('a file', 'seconds');
    const off = kind === 'peer' ? apart(JSON.parse(runs[name][0].output), ours) : 0;
    if (off > 1e-9) process.exitCode = 1;
    const figures = [seconds, processor, ratio].map((value) => value.toFixed(2).padStart(7));
    console.log(`${name.padEnd(24)}${figures.join('')}${memory.toFixed(0).padStart(7)} MiB`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
