import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeRows } from './make-rows.mjs';

/** Units come again so often, on average. */
const ROWS_A_UNIT = 4;
/** A step that has no factor in common with the number of units visits all of them, in an order that no cache likes. */
const STRIDE = 7_368_787;

/** Writes lines of a header and what is told of each row. */
function writeLines(path, header, rows, lineOf) {
  const file = openSync(path, 'w');
  let lines = [header];
  for (let i = 0; i < rows; i++) {
    lines.push(lineOf(i));
    if (lines.length === 20_000) {
      writeSync(file, `${lines.join('\n')}\n`);
      lines = [];
    }
  }
  writeSync(file, lines.map((line) => `${line}\n`).join(''));
  closeSync(file);
}

/** Pseudo-random whole numbers below a bound, of one index and salt: no order in them that a cache could use. */
function drawn(i, salt, below) {
  const mixed = Math.imul((i + 1) ^ (salt * 0x9e3779b1), 2_654_435_761) >>> 0;
  return (Math.imul(mixed ^ (mixed >>> 15), 2_246_822_519) >>> 0) % below;
}

function unitsLine(i, units) {
  const unit = (i * STRIDE) % units;
  const variant = unit % 2 === 0 ? 'generic' : 'personalized';
  return `${100_000_000 + unit},${variant},${drawn(i, 1, 10) === 0 ? 1 : 0},${drawn(i, 2, 100)}.25`;
}

function countsLine(i) {
  const users = 1000 + drawn(i, 2, 9000);
  const day = new Date(Date.UTC(2026, 0, 1 + drawn(i, 6, 120))).toISOString().slice(0, 10);
  const variant = drawn(i, 1, 2) === 0 ? 'generic' : 'personalized';
  return `${variant},${day},C${drawn(i, 7, 40)},${users},${drawn(i, 4, users)}`;
}

/** Times with six decimals, of which hardly two are alike. */
function timesLine(i) {
  const time = -200 * Math.log((drawn(i, 3, 2 ** 32) + drawn(i, 4, 1000) / 1000 + 1e-4) / 2 ** 32);
  return `${i},${drawn(i, 1, 2) === 0 ? 'generic' : 'personalized'},${time.toFixed(6)}`;
}

/** Files are made by their kind, of so many rows, in a folder. */
const MADE = {
  rows: (path, rows) => makeRows(path, rows),
  wide: (path, rows) => makeRows(path, rows, { metrics: 10, segments: 20 }),
  units: (path, rows) =>
    writeLines(path, 'user_id,variant,converted,revenue', rows, (i) =>
      unitsLine(i, Math.ceil(rows / ROWS_A_UNIT)),
    ),
  counts: (path, rows) => writeLines(path, 'variant,day,country,users,clicks', rows, countsLine),
  times: (path, rows) => writeLines(path, 'user_id,variant,seconds', rows, timesLine),
};

/** What is made of a file of rows: another form of it. */
const FORMS = { parquet: 'parquet', gzip: 'csv.gz' };

/** Makes files as they are asked for, each once. */
export function fileMaker(folder) {
  const made = new Map();
  const once = (name, make) => {
    if (!made.has(name)) made.set(name, join(folder, name));
    else return made.get(name);
    make(made.get(name));
    return made.get(name);
  };
  return (kind, rows) => {
    if (!(kind in FORMS)) return once(`${kind}-${rows}.csv`, (path) => MADE[kind](path, rows));
    const source = once(`rows-${rows}.csv`, (path) => makeRows(path, rows));
    return once(`rows-${rows}.${FORMS[kind]}`, (path) =>
      kind === 'gzip' ? gzipped(source, path) : asParquet(source, path),
    );
  };
}

function gzipped(source, path) {
  succeeded('gzip', ['--keep', '--stdout', source], openSync(path, 'w'));
}

/** As DuckDB writes it: snappy, a row group for every 122,880 rows. */
function asParquet(source, path) {
  const program = join(import.meta.dirname, '../peers/duckdb-sql.mjs');
  succeeded(process.execPath, [program, `copy (from '${source}') to '${path}' (format parquet)`]);
}

function succeeded(command, args, stdout = 'ignore') {
  const { status } = spawnSync(command, args, { stdio: ['ignore', stdout, 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} exited with ${status}`);
}
