/*
 * Time of --where and --variants, as a ratio to the same command without; medians of runs taken in turn.
 * Usage: node bench/where.mjs [rows] [rounds]
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const rows = Number(process.argv[2] ?? 1e7);
const rounds = Number(process.argv[3] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'perso-test-bench-'));
const path = join(folder, 'rows.csv');
const program = join(import.meta.dirname, '../bin/perso-test.js');

const DAYS = 120;
const START = Date.UTC(2026, 0, 1);

/** Rows in the order of their days, with times, addresses and amounts in no order, of which few are alike. */
function writeRows() {
  const file = openSync(path, 'w');
  const lines = ['user_id,variant,country,day,at,page,converted,revenue'];
  for (let i = 0; i < rows; i++) {
    const draw = Math.imul(i + 1, 2_654_435_761) >>> 0;
    const day = new Date(START + Math.floor((i / rows) * DAYS) * 864e5).toISOString().slice(0, 10);
    const at = new Date(START + (draw % (DAYS * 86_400)) * 1000).toISOString().slice(0, 19);
    const variant = ['generic', 'personalized', 'light'][draw % 3];
    const [country, page] = [`C${(draw >>> 8) % 40}`, `/shop/item-${draw % 100_000}`];
    const revenue = draw % 10 === 0 ? (draw % 99_991) / 100 : 0;
    lines.push([i, variant, country, day, at, page, Number(draw % 10 === 0), revenue].join(','));
    if (lines.length === 20_000) writeSync(file, `${lines.splice(0).join('\n')}\n`);
  }
  writeSync(file, `${lines.join('\n')}\n`);
  closeSync(file);
}

const ASKED = [
  [],
  ['--variants', 'generic,personalized'],
  ['--where', 'country = C7'],
  ['--where', 'country not in C7, C8', '--where', 'revenue < 500'],
  ['--where', 'revenue >= 100'],
  ['--where', `user_id >= ${rows / 2}`],
  ['--where', 'day >= 2026-03-01'],
  ['--where', 'day = 2026-04-30'],
  ['--where', 'at >= 2026-03-01'],
  ['--where', 'at < 2026-03-01 12:30:00'],
  ['--where', 'page != /shop/item-7'],
  ['--where', 'page = /shop/item-7'],
];

/** Seconds on the wall, and of processor time of all threads, which other work moves less. */
function measured(flags) {
  const usage = join(import.meta.dirname, 'usage.cjs');
  const metrics = ['--metric', 'converted', '--metric', 'revenue', '--quiet'];
  const args = ['--require', usage, program, 'analyze', path, ...metrics, ...flags];
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0) throw new Error(stderr);
  const [, seconds, kibibytes] = /took ([\d.]+) s and (\d+) KiB/.exec(stderr);
  return { wall, seconds: Number(seconds), bytes: Number(kibibytes) * 1024 };
}

function median(figures) {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)];
}

try {
  writeRows();
  const runs = ASKED.map(() => []);
  for (let i = 0; i < rounds; i++) {
    for (const [k, flags] of ASKED.entries()) runs[k].push(measured(flags));
  }
  console.log(`Node ${process.version}, ${rows} rows, ${rounds} rounds\n`);
  console.log('| asked for | wall, s | × | processor, s | × | MiB |\n|---|---|---|---|---|---|');
  const of = (k, what) => median(runs[k].map((run) => run[what]));
  ASKED.forEach((flags, k) => {
    const [name, most] = [flags.join(' ') || 'all rows', Math.max(...runs[k].map((r) => r.bytes))];
    const times = ['wall', 'seconds'].flatMap((what) => [
      of(k, what).toFixed(2),
      (of(k, what) / of(0, what)).toFixed(2),
    ]);
    console.log(`| ${[name, ...times, (most / 2 ** 20).toFixed(0)].join(' | ')} |`);
  });
} finally {
  rmSync(folder, { recursive: true });
}
