/*
 * Time and memory of --unit-id: rows of so many units, against the same rows taken as units.
 * Usage: node bench/units.mjs [rows]
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const rows = Number(process.argv[2] ?? 1e7);
const folder = mkdtempSync(join(tmpdir(), 'perso-test-bench-'));
const program = join(import.meta.dirname, '../bin/perso-test.js');

/** Rows of units that come again and again, in an order that no cache likes. */
function writeRows(path, units) {
  const file = openSync(path, 'w');
  let lines = ['user_id,variant,converted,revenue'];
  for (let i = 0; i < rows; i++) {
    // A step that has no factor in common with the number of units visits all of them.
    const unit = (i * 7_368_787) % units;
    const draw = Math.imul(i + 1, 2_654_435_761) >>> 0;
    const variant = unit % 2 === 0 ? 'generic' : 'personalized';
    lines.push(`${100_000_000 + unit},${variant},${draw % 10 === 0 ? 1 : 0},${draw % 100}.25`);
    if (lines.length === 20_000) {
      writeSync(file, `${lines.join('\n')}\n`);
      lines = [];
    }
  }
  writeSync(file, `${lines.join('\n')}\n`);
  closeSync(file);
}

/** Processor time of all threads, which other work on the machine moves less than the clock on the wall. */
function measured(flags) {
  const usage = join(import.meta.dirname, 'usage.cjs');
  const args = ['--require', usage, program, 'analyze', ...flags, '--metric', 'revenue', '--quiet'];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const [, seconds, kibibytes] = /took ([\d.]+) s and (\d+) KiB/.exec(stderr);
  return { seconds: Number(seconds), bytes: Number(kibibytes) * 1024 };
}

console.log(`Node ${process.version}, ${rows} rows`);
for (const units of [rows / 4, rows]) {
  const path = join(folder, `${units}.csv`);
  writeRows(path, units);
  const plain = measured([path]);
  const byUnit = measured([path, '--unit-id', 'user_id']);
  const each = ((byUnit.bytes - plain.bytes) / units).toFixed(0);
  const times = `${byUnit.seconds.toFixed(1)} s (without --unit-id ${plain.seconds.toFixed(1)} s)`;
  const peak = (byUnit.bytes / 2 ** 20).toFixed(0);
  console.log(`${units} units: ${times}, ${peak} MiB at most, ${each} bytes a unit`);
  rmSync(path);
}
rmSync(folder, { recursive: true });
