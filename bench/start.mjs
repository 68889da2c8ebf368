/*
 * How long the whole process takes for a small file, as a ratio to bare `node -e 0`, runs taken in turn: medians on
 * the wall, and the least processor time of all threads, which other work on the machine moves less. Usage: node bench/start.mjs [rounds]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const rounds = Number(process.argv[2] ?? 40);
const folder = mkdtempSync(join(tmpdir(), 'perso-test-bench-'));
const program = join(import.meta.dirname, '../bin/perso-test.js');

function countsFile() {
  const path = join(folder, 'counts.csv');
  writeFileSync(path, 'variant,visitors,signups\ngeneric,5000,400\npersonalized,5000,470\n');
  return path;
}

function rowsFile(rows) {
  const path = join(folder, `${rows}.csv`);
  const lines = Array.from({ length: rows }, (_, i) => {
    const variant = i % 2 === 0 ? 'generic' : 'personalized';
    return `${1000 + i},${variant},${i % 7 === 0 ? 1 : 0},${(i * 37) % 100}.5`;
  });
  writeFileSync(path, ['user_id,variant,converted,revenue', ...lines, ''].join('\n'));
  return path;
}

const commands = {
  'node -e 0': ['-e', '0'],
  'counts, 2 rows': [program, 'analyze', countsFile()],
  'counts, 42 rows': [
    program,
    'analyze',
    join(import.meta.dirname, '../fixtures/daily-counts.csv'),
  ],
  'rows, 100': [program, 'analyze', rowsFile(100)],
  'rows, 1,000': [program, 'analyze', rowsFile(1000)],
  power: [program, 'power', '--baseline', '10%', '--mde', '5%'],
  help: [program, '--help'],
};

const usage = ['--require', join(import.meta.dirname, 'usage.cjs')];
const times = Object.fromEntries(
  Object.keys(commands).map((name) => [name, { wall: [], processor: [] }]),
);
for (let round = 0; round < rounds; round++) {
  for (const [name, args] of Object.entries(commands)) {
    const start = process.hrtime.bigint();
    const { status, stderr } = spawnSync(process.execPath, [...usage, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    });
    times[name].wall.push(Number(process.hrtime.bigint() - start) / 1e6);
    times[name].processor.push(1e3 * Number(/took ([\d.e-]+) s/.exec(stderr)?.[1]));
    if (status !== 0) throw new Error(`${name} exited with ${status}`);
  }
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const base = times['node -e 0'];
console.log(`Node ${process.version}, ${rounds} rounds`);
for (const [name, { wall, processor }] of Object.entries(times)) {
  const [value, least] = [median(wall), Math.min(...processor)];
  const ratios = [value / median(base.wall), least / Math.min(...base.processor)];
  console.log(
    `${name.padEnd(18)} ${value.toFixed(1).padStart(7)} ms  × ${ratios[0].toFixed(2)}   processor ${least.toFixed(1).padStart(7)} ms  × ${ratios[1].toFixed(2)}`,
  );
}
