/*
 * Time and memory of caps, quantiles and ranks, as ratios to a mean of the same column; runs taken in turn.
 * Usage: node bench/order.mjs [rows] [rounds]
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRows } from './scale/make-rows.mjs';

const rows = Number(process.argv[2] ?? 1e7);
const rounds = Number(process.argv[3] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'perso-test-bench-'));
const program = join(import.meta.dirname, '../bin/perso-test.js');

/** Amounts to the cent, of which nine of ten are 0. */
function amounts() {
  const path = join(folder, 'amounts.csv');
  makeRows(path, rows);
  return path;
}

/** Times with six decimals, of which hardly two are alike. */
function times() {
  const path = join(folder, 'times.csv');
  const file = openSync(path, 'w');
  let lines = ['user_id,variant,revenue,pre_revenue'];
  for (let i = 0; i < rows; i++) {
    const [draw, other] = [Math.imul(i + 1, 2_654_435_761), Math.imul(i + 1, 1_597_334_677)];
    const share = ((draw >>> 0) + 0.5) / 2 ** 32;
    const variant = other & 0x10000 ? 'generic' : 'personalized';
    lines.push(`${i},${variant},${(-200 * Math.log(share)).toFixed(6)},${(other >>> 8) % 1000}`);
    if (lines.length === 20_000) {
      writeSync(file, `${lines.join('\n')}\n`);
      lines = [];
    }
  }
  writeSync(file, lines.map((line) => `${line}\n`).join(''));
  closeSync(file);
  return path;
}

const ASKED = [
  ['--metric', 'revenue'],
  ['--metric', 'revenue', '--cap', 'revenue=500'],
  ['--metric', 'revenue', '--cap', 'revenue=99.9%'],
  ['--metric', 'revenue:p95'],
  ['--metric', 'revenue', '--test', 'brunner-munzel'],
  ['--metric', 'revenue', '--covariate', 'revenue=pre_revenue'],
  ['--metric', 'revenue', '--covariate', 'revenue=pre_revenue', '--cap', 'revenue=99.9%'],
];

/** Seconds of processor time of all threads, which other work moves less than those on the wall, and bytes. */
function measured(path, flags) {
  const usage = join(import.meta.dirname, 'usage.cjs');
  const args = ['--require', usage, program, 'analyze', path, '--quiet', ...flags];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const [, seconds, kibibytes] = /took ([\d.]+) s and (\d+) KiB/.exec(stderr);
  return { seconds: Number(seconds), bytes: Number(kibibytes) * 1024 };
}

try {
  for (const make of [amounts, times]) {
    const path = make();
    const runs = ASKED.map(() => []);
    for (let i = 0; i < rounds; i++) {
      for (const [k, flags] of ASKED.entries()) runs[k].push(measured(path, flags));
    }
    console.log(
      `\nNode ${process.version}, ${make.name}, ${rows} rows, least of ${rounds} rounds\n`,
    );
    console.log('| asked for | processor, s | × | MB |\n|---|---|---|---|');
    const least = (k) => Math.min(...runs[k].map(({ seconds }) => seconds));
    ASKED.forEach((flags, k) => {
      const memory = Math.max(...runs[k].map(({ bytes }) => bytes)) / 1e6;
      const figures = [least(k).toFixed(2), (least(k) / least(0)).toFixed(2), memory.toFixed(0)];
      console.log(`| \`${flags.join(' ')}\` | ${figures.join(' | ')} |`);
    });
    rmSync(path);
  }
} finally {
  rmSync(folder, { recursive: true });
}
