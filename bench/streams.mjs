/*
 * The same rows from a file, standard input, a pipe, gzip and in many files, against what unpacks or reads them
 * alone; runs in turn. The peers, and whether they agree, are a matter of bench/scale.mjs.
 * Usage: node bench/streams.mjs [rows, 1e7] [rounds, 5]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRows } from './scale/make-rows.mjs';

const rows = Number(process.argv[2] ?? 1e7);
const rounds = Number(process.argv[3] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'perso-test-streams-'));
const program = join(import.meta.dirname, '../bin/perso-test.js');
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

/** Seconds on the wall, of all processors, and MiB of what a shell line runs. */
function timed(line) {
  const start = process.hrtime.bigint();
  const command = `/usr/bin/time -f "%U %S %M" -- sh -c '${line.replaceAll("'", `'\\''`)}'`;
  const run = spawnSync('sh', ['-c', command], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (run.status !== 0) throw new Error(`${line}: ${run.stderr}`);
  const [user, system, kib] = run.stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { seconds, processor: user + system, memory: kib / 1024 };
}

/** What is measured, as lines of a shell. */
function lines() {
  const analyze = `${process.execPath} ${program} analyze --metric converted --metric revenue`;
  const gz = `${file}.gz`;
  return {
    'a file': `${analyze} ${file}`,
    'standard input, < FILE': `${analyze} - < ${file}`,
    'a pipe from cat': `cat ${file} | ${analyze} -`,
    '… as JSON, so hashed': `cat ${file} | ${analyze} - --format json`,
    gzip: `${analyze} ${gz}`,
    'gzip from a pipe': `cat ${gz} | ${analyze} -`,
    'ten files': `${analyze} ${shards(10)}`,
    '1,000 files': `${analyze} ${shards(1000)}`,
    'cat | wc -c': `cat ${file} | wc -c`,
    'zcat | wc -c': `zcat ${gz} | wc -c`,
  };
}

try {
  makeRows(file, rows);
  execFileSync('sh', ['-c', `gzip -kf ${file}`]);
  const all = Object.entries(lines());
  const runs = Object.fromEntries(all.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, line] of all) runs[name].push(timed(line));
  }
  const least = (name, what) => Math.min(...runs[name].map((run) => run[what]));
  console.log(`${''.padEnd(24)} wall, s  all processors, s  × a file, by each   MiB`);
  for (const [name] of all) {
    const measured = ['seconds', 'processor'].map((what) => least(name, what));
    const ratios = ['seconds', 'processor'].map(
      (what) => least(name, what) / least('a file', what),
    );
    const figures = [...measured, ...ratios].map((value) => value.toFixed(2).padStart(9));
    const memory = Math.max(...runs[name].map((run) => run.memory));
    console.log(`${name.padEnd(24)}${figures.join('')}${memory.toFixed(0).padStart(9)}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
