/*
 * Time and memory of --unit-id: ours, the peers that are there, and the same rows taken as units, in turn.
 * Usage: node bench/units.mjs [rows, 1e7] [rounds, 3] [file, which is made where it is not there, and kept]
 */
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { timed } from './scale/measured.mjs';
import { PATHS } from './scale/paths.mjs';
import { peersAnswer, presentPeers } from './scale/peers.mjs';

const rows = Number(process.argv[2] ?? 1e7);
const rounds = Number(process.argv[3] ?? 3);
const folder = mkdtempSync(join(tmpdir(), 'perso-test-bench-'));
const file = process.argv[4] ?? join(folder, 'rows.csv');
const program = join(import.meta.dirname, '../bin/perso-test.js');

/** As many rows a unit on average. */
const ROWS_PER_UNIT = 4;

/** Rows of units that come again and again, in random order: xorshift (Marsaglia 2003, J. Stat. Softw. 8(14)). */
function writeRows(path) {
  const units = Math.floor(rows / ROWS_PER_UNIT);
  const out = openSync(path, 'w');
  let state = 20261127;
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  let lines = ['user_id,variant,converted,revenue'];
  for (let i = 0; i < rows; i++) {
    const unit = random() % units;
    const variant = Math.imul(unit, 2_654_435_761) >>> 31 === 0 ? 'generic' : 'personalized';
    const draw = random();
    const converts = draw % 100 < (variant === 'generic' ? 10 : 11);
    const revenue = converts ? ((draw >>> 8) % 20_000) / 100 : 0;
    lines.push(`${100_000_000 + unit},${variant},${converts ? 1 : 0},${revenue}`);
    if (lines.length === 20_000) {
      writeSync(out, `${lines.join('\n')}\n`);
      lines = [];
    }
  }
  if (lines.length > 0) writeSync(out, `${lines.join('\n')}\n`);
  closeSync(out);
}

const path = PATHS.find(({ name }) => name === 'units');
const asUnits = ['--rows-are-units', '--metric', 'converted', '--metric', 'revenue'];
const [OURS, ROWS] = ['--unit-id', 'rows as units'];

/** By how much the answer of one is off that of another, relatively, at most. */
function apart(answer, other) {
  const figures = Object.entries(other).flatMap(([variant, own]) =>
    Object.entries(own).map(([name, value]) => [answer[variant]?.[name], value]),
  );
  return Math.max(...figures.map(([mine, value]) => Math.abs(mine - value) / Math.abs(value) || 0));
}

try {
  if (!existsSync(file)) writeRows(file);
  console.log(`Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model}`);
  const results = await timed(
    {
      [OURS]: path.ours(file),
      [ROWS]: { command: [process.execPath, program, 'analyze', file, ...asUnits] },
      ...presentPeers()(path, file),
    },
    rounds,
  );
  const { output } = (await timed({ [OURS]: path.answered(file) }, 1)).get(OURS);
  const answer = path.answer(output);
  const units = Object.values(answer).reduce((sum, { n }) => sum + n, 0);
  const ours = results.get(OURS);
  console.log(`${rows} rows of ${units} units, least of ${rounds} rounds:`);
  for (const [name, { seconds, processor, memory, output }] of results) {
    const times = `${seconds.toFixed(2)} s, ${processor.toFixed(2)} s of processors`;
    const ratios = `ours × ${(ours.seconds / seconds).toFixed(2)}, × ${(ours.processor / processor).toFixed(2)}`;
    const isPeer = name !== OURS && name !== ROWS;
    const off = isPeer ? apart(peersAnswer(output), answer) : 0;
    const within = isPeer ? `, answers within ${off.toExponential(0)}` : '';
    console.log(`${name}: ${times} (${ratios}), ${memory.toFixed(0)} MB${within}`);
    if (off > 1e-9) process.exitCode = 1;
  }
  const more = (ours.memory - results.get(ROWS).memory) * 2 ** 20;
  console.log(`bytes a unit beyond the same rows as units: ${(more / units).toFixed(0)}`);
} finally {
  rmSync(folder, { recursive: true });
}
