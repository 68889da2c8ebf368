/*
 * Time of summarize as a ratio to analyze of the same rows, and of files whose rows are sums; runs in turn.
 * Usage: node bench/sums.mjs [rows, 1e7] [rows of counts, 1e6] [rounds, 5]
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRows } from './scale/make-rows.mjs';

const rows = Number(process.argv[2] ?? 1e7);
const countRows = Number(process.argv[3] ?? 1e6);
const rounds = Number(process.argv[4] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'perso-test-bench-'));
const program = join(import.meta.dirname, '../bin/perso-test.js');
const usage = join(import.meta.dirname, 'usage.cjs');
const [units, counts, traits] = ['units', 'counts', 'traits'].map((name) =>
  join(folder, `${name}.csv`),
);

/** Pseudo-random whole numbers below a bound, of one index and salt: no order in them that a cache could use. */
function drawn(i, salt, below) {
  const mixed = Math.imul((i + 1) ^ (salt * 0x9e3779b1), 2_654_435_761) >>> 0;
  return (Math.imul(mixed ^ (mixed >>> 15), 2_246_822_519) >>> 0) % below;
}

function writeLines(path, count, header, lineOf) {
  const file = openSync(path, 'w');
  const lines = [header];
  for (let i = 0; i < count; i++) {
    lines.push(lineOf(i));
    if (lines.length === 20_000) writeSync(file, `${lines.splice(0).join('\n')}\n`);
  }
  writeSync(file, `${lines.join('\n')}\n`);
  closeSync(file);
}

const dayOf = (i) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10);
const variantOf = (i) => (drawn(i, 1, 2) === 0 ? 'generic' : 'personalized');

/** A row for each variant, day, country and campaign, with numbers of five things. */
function countsLine(i) {
  const users = 1000 + drawn(i, 2, 9000);
  const sessions = users + drawn(i, 3, 5000);
  const [clicks, orders] = [drawn(i, 4, users), drawn(i, 5, 1000)];
  const place = [variantOf(i), dayOf(drawn(i, 6, 120)), `C${drawn(i, 7, 40)}`];
  return [...place, users, clicks, orders, sessions, drawn(i, 8, sessions)].join(',');
}

/** A unit with three traits, which cross to 1120 segments. */
function traitsLine(i) {
  const place = [variantOf(i), `C${drawn(i, 7, 20)}`, `D${drawn(i, 9, 4)}`, dayOf(drawn(i, 6, 14))];
  return [i, ...place, Number(drawn(i, 4, 10) === 0), drawn(i, 5, 100_000) / 100].join(',');
}

const TWO = ['--metric', 'converted', '--metric', 'revenue'];
const TRAITS = ['country', 'device', 'day'].flatMap((name) => ['--segment', name]);
const ADJUSTED = [...TWO, '--metric', 'revenue/pre_revenue:ratio'];
const COVARIATE = ['--covariate', 'revenue=pre_revenue'];
const OF_COUNTS = ['clicks', 'orders', 'bounces/sessions'].flatMap((name) => ['--metric', name]);

/** Each with what it is compared with: the same flags of analyze. */
const COMMANDS = [
  ['summarize', units, TWO, true],
  ['summarize', units, [...TWO, '--segment', 'segment'], true],
  ['summarize', units, [...TWO, ...COVARIATE], true],
  ['summarize', units, ADJUSTED, true],
  ['summarize', traits, [...TWO, ...TRAITS], true],
  ['analyze', counts, ['--metric', 'clicks'], false],
  ['analyze', counts, [...OF_COUNTS, '--lower-is-better', 'bounces/sessions'], false],
  ['analyze', counts, ['--metric', 'clicks', '--segment', 'country'], false],
  ['summarize', counts, [...OF_COUNTS, '--segment', 'country', '--segment', 'day'], false],
];

/** Seconds of processor time of all threads, and on the wall; the former is moved less by other work. */
function measured(command, path, flags) {
  const quiet = command === 'analyze' ? ['--quiet'] : [];
  const args = ['--require', usage, program, command, path, ...flags, ...quiet];
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0) throw new Error(stderr);
  // Threads tell theirs first.
  const [, seconds, kibibytes] = /.*took ([\d.]+) s and (\d+) KiB/s.exec(stderr);
  return { wall, seconds: Number(seconds), mebibytes: Number(kibibytes) / 1024 };
}

const least = (runs, what) => Math.min(...runs.map((run) => run[what]));

try {
  makeRows(units, rows);
  writeLines(traits, rows, 'user_id,variant,country,device,day,converted,revenue', traitsLine);
  const header = 'variant,day,country,users,clicks,orders,sessions,bounces';
  writeLines(counts, countRows, header, countsLine);
  const runs = COMMANDS.map(() => ({ own: [], analyze: [] }));
  for (let i = 0; i < rounds; i++) {
    for (const [k, [command, path, flags, isCompared]] of COMMANDS.entries()) {
      runs[k].own.push(measured(command, path, flags));
      if (isCompared) runs[k].analyze.push(measured('analyze', path, flags));
    }
  }
  console.log(`Node ${process.version}, ${rows} rows, ${countRows} of counts, ${rounds} rounds\n`);
  console.log('| command | processor, s | × analyze | wall, s | MiB |\n|---|---|---|---|---|');
  COMMANDS.forEach(([command, path, flags], k) => {
    const { own, analyze } = runs[k];
    const seconds = least(own, 'seconds');
    const ratio = analyze.length === 0 ? '' : (seconds / least(analyze, 'seconds')).toFixed(2);
    const name = `${command} ${path.slice(folder.length + 1)} ${flags.join(' ')}`;
    const most = Math.max(...own.map((run) => run.mebibytes));
    const figures = [seconds.toFixed(2), ratio, least(own, 'wall').toFixed(2), most.toFixed(0)];
    console.log(`| \`${name}\` | ${figures.join(' | ')} |`);
  });
} finally {
  rmSync(folder, { recursive: true });
}
