import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nameInSummary, writtenInSummary } from '../../src/experiment/summary-text.js';
import { REPORT_FORMAT_NAMES } from '../../src/render/report-formats.js';
import type { Report } from '../../src/report/report.js';
import { runProgram } from '../program.js';
import { HOSTILE, PIECES } from '../render/hostile-names.js';

/* No name from data, plans or files speaks to the CI that shows what is printed. */

/** What a runner takes for a command: at the start of a line, or wherever it stands. */
const COMMAND = /^[\s\x85]*::|##\w*\[/m;

const NAMES = ['::notice::a', 'b ##[add-mask]c', '##vso[task.complete]d', '\u00a0::stop::e'];

let folder = '';
const before = process.cwd();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso-test-attack-'));
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

/** Rows of two variants, with a metric, a segment and a file that are all called so. */
function rowsNamed(name: string): string {
  const rows = Array.from({ length: 400 }, (_, i) => {
    const [variant, value] = [i % 2 ? 'control' : name, i % 3 ? 0 : 1];
    return `"${variant}",${value},"${i % 5 ? name : 'other'}"`;
  });
  return `variant,"${name}","s ${name}"\n${rows.join('\n')}\n`;
}

function planNamed(name: string): string {
  const metric = { name, column: name, kind: 'proportion', role: 'primary', direction: 'increase' };
  return JSON.stringify({
    experiment: name,
    hypothesis: name,
    variants: { control: 'control', treatments: [name] },
    metrics: [{ ...metric, mde: '20%', baseline: '30%' }],
    monitoring: 'always-valid',
  });
}

describe.each(NAMES)('%s', (name) => {
  const data = `${name.trim()}.csv`;
  const plan = `${name.trim()}.json`;
  beforeAll(() => {
    writeFileSync(data, rowsNamed(name));
    writeFileSync(plan, planNamed(name.trim()));
  });

  const asked = ['--metric', name.trim(), '--segment', `s ${name}`];
  const commands = [
    ...REPORT_FORMAT_NAMES.map((format) => ['analyze', data, ...asked, '--format', format]),
    ...REPORT_FORMAT_NAMES.map((format) => ['gate', '--format', format, '--', plan, data]),
    ['summarize', data, ...asked],
    ['describe', data],
    ['describe', data, '--format', 'json'],
    ['plan', plan],
    ['plan', plan, '--format', 'json'],
    ['power', '--from', data, '--metric', name.trim(), '--mde', '20%'],
    ['simulate', plan, '--experiments', '20'],
    ['analyze', data, '--metric', `no ${name}`],
    ['analyze', `no ${data}`],
    ['gate', plan, `no ${data}`],
    ['gate', data, data],
    ['analyze', data, '--alpha', name],
    [
      'sql',
      '--dialect',
      'duckdb',
      '--table',
      't',
      '--variant-column',
      'v',
      '--metric',
      `x\n${name}`,
    ],
    [name],
    ['gate', `--${name}`],
  ];
  test.each(commands.map((argv) => [argv]))('%j', async (argv) => {
    const { code, stdout, stderr } = await runProgram(argv);
    expect(code).not.toBe(1);
    expect(argv.includes('github') ? stdout.replace(/^::/gm, '') : stdout).not.toMatch(COMMAND);
    expect(stderr).not.toMatch(COMMAND);
  });

  test('a summary gives back the report of the rows', async () => {
    const report = async (file: string) => {
      const argv = ['analyze', file, ...asked, '--control', 'control', '--format', 'json'];
      const { stdout, stderr } = await runProgram(argv);
      expect(stderr).toBe('');
      const armOf = ({ variant, n, successes }: Report['comparisons'][number]['control']) => ({
        variant,
        n,
        successes,
      });
      return (JSON.parse(stdout) as Report).comparisons.map((one) => {
        const { metric, segment, control, treatment } = one;
        return { metric, segment, control: armOf(control), treatment: armOf(treatment) };
      });
    };
    await runProgram(['summarize', data, ...asked, '--output', 'summary.csv']);
    expect(readFileSync('summary.csv', 'utf8')).not.toMatch(COMMAND);
    expect(await report('summary.csv')).toEqual(await report(data));
  });
});

const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/;

describe('a name as a summary writes it', () => {
  const names = [...HOSTILE, "'=1", "''::a", "##'[a", ' =1', '\t1', '-', '-1a', "'", "'quoted'"];

  function check(name: string): void {
    const written = writtenInSummary(name);
    expect(nameInSummary(written)).toBe(name);
    expect(written).not.toMatch(COMMAND);
    expect(Number.isFinite(Number(written)) ? '' : written).not.toMatch(FORMULA);
  }

  test.each(names.map((name) => [name]))('%j', check);

  test('whatever it is made of', () => {
    const pieces = [...PIECES, "'", '::', '##', '##[', '[', '\n', ' ', '=', '-', '\t'];
    const made = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((all) => all.join(''));
    fc.assert(fc.property(made, check), { seed: 20261127, numRuns: 5000 });
  });

  test('a negative number stays one, as text and for a spreadsheet', () => {
    for (const number of ['-5', '+3', '-1.5e-7', '-.5'])
      expect(writtenInSummary(number)).toBe(number);
  });
});
