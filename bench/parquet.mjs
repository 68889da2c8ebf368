/*
 * How long Parquet takes that is written in several ways, and how much memory: ours and the peers that are there, in
 * turn. Usage: node bench/parquet.mjs [rows, 1e7] [rounds, 5] [CSV file with these rows, made where it is left out]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRows } from './scale/make-rows.mjs';
import { run, timed } from './scale/measured.mjs';
import { PATHS } from './scale/paths.mjs';
import { peersAnswer, presentPeers } from './scale/peers.mjs';

const rows = Number(process.argv[2] ?? 1e7);
const rounds = Number(process.argv[3] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'perso-test-parquet-'));
const duckdb = join(import.meta.dirname, 'peers/duckdb-sql.mjs');
const path = PATHS.find(({ name }) => name === 'parquet');
const peersOn = presentPeers();

/** How DuckDB is asked to write the rows. */
const FORMS = {
  'snappy, as is': 'codec snappy',
  zstd: 'codec zstd',
  'second version': 'codec snappy, parquet_version v2',
  'groups of a million': `codec snappy, row_group_size ${2 ** 20}`,
  'one group': `codec snappy, row_group_size ${rows}`,
};

function written(csv, name, how) {
  const file = join(folder, `${name}.parquet`);
  const sql = `copy (from '${csv}') to '${file}' (format parquet, ${how})`;
  const { status } = spawnSync(process.execPath, [duckdb, sql], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`DuckDB did not write ${name}`);
  return file;
}

/** By how much two answers are apart, relatively, at most. */
function apart(answer, other) {
  const pairs = Object.entries(answer).flatMap(([variant, figures]) =>
    Object.entries(figures).map(([name, value]) => [value, other[variant]?.[name]]),
  );
  return Math.max(
    ...pairs.map(([a, b]) => (a === b ? 0 : Math.abs((b ?? Number.NaN) - a) / Math.abs(a))),
  );
}

function line(name, { seconds, processor, memory }, rest = '') {
  const times = `${seconds.toFixed(2).padStart(7)} s ${processor.toFixed(2).padStart(7)} s`;
  console.log(`${name.padEnd(24)}${times} ${memory.toFixed(0).padStart(6)} MB${rest}`);
}

async function compared(name, file) {
  const results = await timed({ ours: path.ours(file), ...peersOn(path, file) }, rounds);
  const answer = path.answer((await run(path.answered(file))).output);
  const ours = results.get('ours');
  line(`${name}, ${(statSync(file).size / 1e6).toFixed(0)} MB`, ours);
  for (const [peer, result] of results) {
    if (peer === 'ours') continue;
    const off = apart(answer, peersAnswer(result.output));
    const ratios = ['seconds', 'processor'].map((of) => (ours[of] / result[of]).toFixed(2));
    line(`  ${peer}`, result, `   ours × ${ratios.join(', × ')}   within ${off.toExponential(0)}`);
    if (!(off <= 1e-9)) process.exitCode = 1;
  }
}

try {
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model}, ${rows} rows, the least of ${rounds} rounds: wall, all processors, memory`,
  );
  const csv = process.argv[4] ?? join(folder, 'rows.csv');
  if (process.argv[4] === undefined) makeRows(csv, rows);
  for (const [name, how] of Object.entries(FORMS)) await compared(name, written(csv, name, how));
} finally {
  rmSync(folder, { recursive: true });
}
