/*
 * How long large files take on every path, and how much memory: ours and the peers that are there, in turn.
 * Usage: node bench/scale.mjs [most rows, 1e7] [rounds, 5] [paths that begin so]; PYTHON names an interpreter with more peers.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileMaker } from './scale/files.mjs';
import { run, timed } from './scale/measured.mjs';
import { PATHS, WIDTHS } from './scale/paths.mjs';
import { peersAnswer, presentPeers } from './scale/peers.mjs';

const most = Number(process.argv[2] ?? 1e7);
const rounds = Number(process.argv[3] ?? 5);
const wanted = PATHS.filter(({ name }) => name.startsWith(process.argv[4] ?? ''));
const folder = mkdtempSync(join(tmpdir(), 'perso-test-scale-'));
const fileOf = fileMaker(folder);
const peersOn = presentPeers();

/** Answers of two ways to work the same out may differ so much, relatively. */
const WITHIN = 1e-9;

/** By how much figures are off those of another answer, relatively, at most; Infinity where one is missing. */
function apart(answer, other) {
  const differences = Object.entries(answer).flatMap(([variant, figures]) =>
    Object.entries(figures)
      .filter(([, value]) => typeof value === 'number')
      .map(([name, value]) => {
        const found = other[variant]?.[name];
        if (typeof found !== 'number') return Number.POSITIVE_INFINITY;
        return value === found ? 0 : Math.abs(found - value) / Math.abs(value);
      }),
  );
  return differences.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...differences);
}

function line(name, { seconds, processor, memory }, rest = '') {
  const times = `${seconds.toFixed(2).padStart(7)} s ${processor.toFixed(2).padStart(7)} s`;
  console.log(`${name.padEnd(24)}${times} ${memory.toFixed(0).padStart(6)} MB${rest}`);
}

/** Ours and the peers' on one path; ratios are ours to theirs, below 1 where we are faster. */
async function compared(path, rows) {
  const file = fileOf(path.of, rows * (path.share ?? 1));
  const commands = { ours: path.ours(file), ...peersOn(path, file) };
  const results = await timed(commands, rounds);
  const answer = path.answer((await run(path.answered(file))).output);
  const ours = results.get('ours');
  line(path.name, ours);
  for (const [name, result] of results) {
    if (name === 'ours') continue;
    const off = apart(peersAnswer(result.output), answer);
    const ratio = (ours.seconds / result.seconds).toFixed(2);
    line(`  ${name}`, result, `   ours × ${ratio}   answers within ${off.toExponential(0)}`);
    if (!(off <= (path.within ?? WITHIN))) process.exitCode = 1;
  }
}

/** Ours on every path, from 1e5 rows up. */
async function grown(path, sizes) {
  const files = sizes.map((rows) => fileOf(path.of, rows * (path.share ?? 1)));
  const commands = Object.fromEntries(sizes.map((rows, i) => [rows, path.ours(files[i])]));
  const results = [...(await timed(commands, rounds))];
  const figures = results.map(
    ([rows, { seconds, memory }]) => `${rows}: ${seconds.toFixed(2)} s, ${memory.toFixed(0)} MB`,
  );
  console.log(`${path.name.padEnd(24)}${figures.join('   ')}`);
}

async function widened(rows) {
  const file = fileOf('wide', rows);
  const commands = Object.fromEntries(WIDTHS.map(({ name, ours }) => [name, ours(file)]));
  const results = await timed(commands, rounds);
  const one = results.get(WIDTHS[0].name);
  for (const [name, result] of results) {
    line(name, result, `   × ${(result.seconds / one.seconds).toFixed(2)}`);
  }
}

try {
  const middle = Math.min(most, 1e7);
  const sizes = [];
  for (let rows = 1e5; rows <= most; rows *= 10) sizes.push(rows);
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model}, the least of ${rounds} rounds: wall, all processors, memory`,
  );
  const bytes = (statSync(fileOf('rows', middle)).size / 1e6).toFixed(0);
  console.log(`\n${middle} rows, ${bytes} MB as CSV, whole processes:`);
  for (const path of wanted) await compared(path, middle);
  console.log('\nours, by rows:');
  for (const path of wanted) await grown(path, sizes);
  if (wanted.length === PATHS.length) {
    console.log(`\nours, ${middle} rows of ten metrics and twenty segments:`);
    await widened(middle);
  }
} finally {
  rmSync(folder, { recursive: true });
}
