import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../src/report/report.js';
import { runProgram } from '../program.js';

const journals = join(import.meta.dirname, '../../fixtures/programme/*.jsonl');
const ARMS = ['holdout=4900/50000', 'everyone=52300/500000', '--metric', 'signup'];
const ASKED = [
  '--allocation',
  'holdout=1,everyone=10',
  '--holdout',
  'holdout',
  '--ledger',
  journals,
];

const run = (...args: string[]) => runProgram(['analyze', ...args]);

async function reportOf(...args: string[]): Promise<Report> {
  const { stdout, stderr, code } = await run(...args, '--format', 'json');
  expect([stderr, code]).toEqual(['', 0]);
  return JSON.parse(stdout) as Report;
}

test('claims are those of programme, and what is measured is the ratio of the two rates', async () => {
  const { holdouts } = await reportOf(...ARMS, ...ASKED);
  const [one] = holdouts!;
  const programme = await runProgram(['programme', journals, '--metric', 'signup', '-f', 'json']);
  const { shipped } = JSON.parse(programme.stdout);
  expect(one!.shipped).toBe(shipped.count);
  expect(Math.log1p(one!.naive!.estimate)).toBeCloseTo(shipped.naive.estimate, 10);
  expect(Math.log1p(one!.naive!.lower)).toBeCloseTo(shipped.naive.lower, 10);
  expect(Math.log1p(one!.honest!.estimate)).toBeCloseTo(shipped.honest.mean, 10);
  // The error of a logarithm of two rates: √((1 − p) ÷ (n p)) of each, added as squares.
  const [c, t] = [0.098, 0.1046];
  const error = Math.sqrt((1 - c) / (50_000 * c) + (1 - t) / (500_000 * t));
  expect(one!.measured!.estimate).toBeCloseTo(t / c - 1, 12);
  expect(Math.log1p(one!.measured!.upper)).toBeCloseTo(
    Math.log(t / c) + 1.959963984540054 * error,
    10,
  );
});

test('at the ends of the share measured and share × claimed are just told apart', async () => {
  const { holdouts } = await reportOf(...ARMS, ...ASKED);
  const { measured, naive, confirmed } = holdouts![0]!;
  const z = 1.959963984540054;
  const log = ({ estimate, upper }: { estimate: number; upper: number }) => {
    const at = Math.log1p(estimate);
    return { at, error: (Math.log1p(upper) - at) / z };
  };
  const [m, c] = [log(measured!), log(naive!)];
  expect(confirmed.naive!.estimate).toBeCloseTo(m.at / c.at, 10);
  for (const share of [confirmed.naive!.lower, confirmed.naive!.upper]) {
    const apart = Math.abs(m.at - share * c.at) / Math.hypot(m.error, share * c.error);
    expect(apart).toBeCloseTo(z, 8);
  }
});

test('what was shipped of tests without a gate is claimed by their reports', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdout-'));
  const at = (name: string) => join(folder, name);
  const rates = [0.1, 0.2, 0.3];
  for (const [i, rate] of rates.entries()) {
    const arms = [`old=${1000 * rate}/1000`, `new=${1000 * rate + 60}/1000`];
    await run(...arms, '--control', 'old', '--metric', 'signup', '-f', `json=${at(`${i}.json`)}`);
    const told = ['--learned', 'It works.', '--because', 'It won.', '--experiment', `e${i}`];
    const shipped = ['--decision', 'ship', '--variant', 'new'];
    await runProgram([
      ...['close', at(`${i}.jsonl`), '--report', at(`${i}.json`), ...told, ...shipped],
    ]);
  }
  const ledger = at('*.jsonl');
  const { holdouts } = await reportOf(...ARMS, ...ASKED.slice(0, -1), ledger);
  const claimed = rates.reduce((sum, rate) => sum + Math.log((rate + 0.06) / rate), 0);
  expect(holdouts![0]!.shipped).toBe(3);
  expect(Math.log1p(holdouts![0]!.naive!.estimate)).toBeCloseTo(claimed, 10);
  const programme = await runProgram(['programme', ledger, '--metric', 'signup', '-f', 'json']);
  expect(JSON.parse(programme.stdout).shipped.naive.estimate).toBeCloseTo(claimed, 10);
  rmSync(folder, { recursive: true });
});

test('a metric of which no journal knows has no answer, and says so in every format', async () => {
  const [, , , ...rest] = ARMS;
  expect(rest).toEqual(['signup']);
  const args = [
    'holdout=49/500',
    'everyone=52/500',
    '--metric',
    'other',
    '--holdout',
    'holdout',
    '--ledger',
    journals,
  ];
  const { holdouts } = await reportOf(...args);
  expect(holdouts![0]!.reason).toBe('NOTHING_ON_RECORD');
  for (const format of ['text', 'markdown', 'html']) {
    const { stdout } = await run(...args, '--format', format);
    expect(stdout.replace(/\s+/g, ' ')).toContain('no journal has an effect on other');
  }
});

test.each<[string, string[], string]>([
  [
    'a holdout without a ledger',
    ['--holdout', 'holdout'],
    '--holdout: a held-out group is held against',
  ],
  [
    'a ledger without a holdout',
    ['--ledger', journals],
    '--ledger: a held-out group is held against',
  ],
  ['another control', [...ASKED, '--control', 'everyone'], 'everyone is compared with that'],
  ['no such variant', ['--holdout', 'nobody', '--ledger', journals], 'there is no variant nobody'],
  ['no journals', ['--holdout', 'holdout', '--ledger', 'none-*.jsonl'], 'no file matches'],
])('refuses %s', async (_, args, message) => {
  const { code, stdout, stderr } = await run(...ARMS, ...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});

test('programme counts what a held-out group confirms, and takes no other file for one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdout-'));
  const file = join(folder, 'held-out.json');
  await run(
    'holdout=4900/50000',
    'everyone=57900/500000',
    ...ARMS.slice(2),
    ...ASKED,
    '-f',
    `json=${file}`,
  );
  const counted = async (...args: string[]) => runProgram(['programme', ...args]);
  const asked = [journals, '--metric', 'signup', '--holdout'];
  const { stdout } = await counted(...asked, join(folder, '*.json'), '-f', 'json');
  const { maturity } = JSON.parse(stdout);
  expect(maturity.facts.at(-1)).toEqual({ code: 'CONFIRMED_BY_HOLDOUT', count: 7, of: 9 });
  expect(maturity.holdouts).toMatchObject([
    { path: file, answer: 'CONFIRMED', claimed: 7, known: 7 },
  ]);
  const refused = async (...args: string[]) => {
    const { code, stdout: out, stderr } = await counted(...args);
    expect([code, out]).toEqual([2, '']);
    return stderr;
  };
  const effects = join(import.meta.dirname, '../../fixtures/effects.csv');
  expect(await refused(effects, '--holdout', file)).toContain('--holdout is about journals');
  expect(await refused(journals, '--metric', 'revenue', '--holdout', file)).toContain(
    'tells nothing of revenue',
  );
  const others = journals.replace('*.jsonl', 'cart-*.jsonl');
  expect(await refused(others, '--metric', 'signup', '--holdout', file)).toContain(
    'none of the experiments',
  );
  await run(...ARMS, '--control', 'holdout', '-f', `json=${file}`);
  expect(await refused(...asked, file)).toContain('no group was held out');
  expect(await refused(...asked, file, '-f', `json=${file}`)).toContain('one of the files to read');
  rmSync(folder, { recursive: true });
});
