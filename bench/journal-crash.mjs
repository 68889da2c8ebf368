/*
 * Writers that add to one journal at once, each killed (SIGKILL) at a random moment and replaced.
 * Afterwards every line that was acknowledged must be there, under its number, and nothing else may
 * be wrong. Usage: node bench/journal-crash.mjs [kills] [writers at once]
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const kills = Number(process.argv[2] ?? 200);
const atOnce = Number(process.argv[3] ?? 3);

const folder = mkdtempSync(join(tmpdir(), 'perso-test-crash-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
const module = join(folder, 'journal.mjs');
buildSync({
  entryPoints: [join(import.meta.dirname, '../src/read/journal/journal.ts')],
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: module,
});
const { readJournal, recordLook } = await import(module);
const journal = join(folder, 'looks', 'journal.jsonl');
mkdirSync(join(folder, 'looks'));

/** Kills in the middle of a look: those whose lock was still there, and not yet cleared away. */
let amidst = 0;

/** Runs a writer until it has been killed, and gives the looks that it acknowledged. */
async function killedWriter(name) {
  const script = join(import.meta.dirname, 'journal-writer.mjs');
  const writer = spawn(process.execPath, [script, module, journal, name]);
  // It lives for a few looks, and then for some turns of our loop: about up to one look's time.
  const lines = 1 + Math.floor(Math.random() * 4);
  let output = '';
  let errors = '';
  writer.stderr.on('data', (text) => {
    errors += text;
  });
  writer.stdout.on('data', (text) => {
    output += text;
    if (output.split('\n').length > lines) void killAfter(writer, Math.random() * 500);
  });
  const signal = await new Promise((done) => writer.on('close', (_, signal) => done(signal)));
  assert.equal(`${signal}${errors}`, 'SIGKILL');
  if (readdirSync(join(folder, 'looks')).some((file) => file.includes(`_${writer.pid}_`))) amidst++;
  readJournal(journal);
  return output.split('\n').slice(1, -1).map(Number);
}

async function killAfter(writer, turns) {
  for (let i = 0; i < turns; i++) await new Promise(setImmediate);
  writer.kill('SIGKILL');
}

const acknowledged = new Map();
let next = 0;

async function writeAndDie() {
  while (next < kills) {
    const name = `writer-${next++}`;
    acknowledged.set(name, await killedWriter(name));
  }
}

const start = performance.now();
await Promise.all(Array.from({ length: atOnce }, writeAndDie));
const seconds = (performance.now() - start) / 1000;

const { looks: lines, last: previous } = readJournal(journal);
lines.forEach(({ look }, i) => {
  assert.equal(look, i + 1);
});
let looks = 0;
for (const [name, numbers] of acknowledged) {
  assert.deepEqual(
    numbers,
    [...numbers].sort((a, b) => a - b),
  );
  for (const look of numbers) assert.equal(lines[look - 1]?.tool, name, `look ${look} is lost`);
  looks += numbers.length;
}
assert.ok(looks > 0 && lines.length - looks <= kills);
const last = { ...lines.at(-1), look: lines.length + 1, previous };
await recordLook(journal, async () => ({ line: last, result: null }));
assert.deepEqual(readdirSync(join(folder, 'looks')), ['journal.jsonl']);

console.log(
  `${kills} kills, ${atOnce} writers at once: ${looks} looks acknowledged, none lost; ` +
    `${lines.length - looks} more on record, ${amidst} locks left behind; ${seconds.toFixed(1)} s`,
);
