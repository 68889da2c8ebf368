import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { answerFormats } from '../../src/render/answers.js';
import { inert, printable } from '../../src/render/printable.js';
import { runProgram } from '../program.js';
import { lineOf } from '../read/journal/given.js';
import { HOSTILE } from '../render/hostile-names.js';

/* Names of experiments, owners, tags, metrics and variants come from anyone's plan: none is more than a name. */
const folder = mkdtempSync(join(tmpdir(), 'perso-test-names-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Formats in which markup would be more than text. */
const MARKUP: readonly string[] = ['markdown', 'html'];

test.each(HOSTILE.map((name) => [name]))('%j is a name wherever it stands', async (name) => {
  const line = lineOf();
  const [one] = line.comparisons;
  const renamed = (variant: string) => ({ ...one!.treatment, variant });
  const named = {
    ...line,
    experiment: name,
    owner: name,
    follows: name,
    tags: Object.fromEntries([[name, name]]),
    units: Object.fromEntries([
      ['generic', 1000],
      [name, 1012],
    ]),
    plannedUnits: Object.fromEntries([
      ['generic', 5000],
      [name, 5000],
    ]),
    comparisons: [{ ...one!, metric: name, treatment: renamed(name) }],
  };
  const journal = join(folder, 'names.jsonl');
  writeFileSync(journal, `${JSON.stringify(named)}\n`);
  for (const format of answerFormats('ledger')) {
    const file = join(folder, `ledger.${format}`);
    const argv = [
      'ledger',
      journal,
      '--format',
      `${format}=${file}`,
      '-o',
      join(folder, 'out.txt'),
    ];
    const { code, stderr } = await runProgram(argv);
    expect([code, stderr]).toEqual([0, '']);
    const shown = readFileSync(file, 'utf8');
    if (format === 'json') {
      const [read] = JSON.parse(shown).experiments;
      expect([read.experiment, read.owner, read.follows]).toEqual([name, name, name]);
      expect(Object.entries(read.tags)).toEqual([[name, name]]);
      expect([read.effects[0].metric, read.effects[0].treatment]).toEqual([name, name]);
      continue;
    }
    const lines = shown.replaceAll('\t', ' ').split('\n');
    expect(lines.map(printable)).toEqual(lines);
    expect(inert(shown)).toBe(shown);
    if (MARKUP.includes(format)) expect(shown).not.toContain('<script>alert');
  }
});

test.each(HOSTILE.filter((name) => !/[=<>!"'`]| in /.test(name)).map((name) => [name]))(
  '%j is a tag to ask for',
  async (name) => {
    const journal = join(folder, 'asked.jsonl');
    const tags = Object.fromEntries([[name.trim(), 'x']]);
    writeFileSync(journal, `${JSON.stringify({ ...lineOf(), tags })}\n`);
    if (name.trim() === '') return;
    const { code, stdout } = await runProgram([
      'ledger',
      journal,
      '--where',
      `${name}=x`,
      '-f',
      'json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).experiments).toHaveLength(1);
  },
);
