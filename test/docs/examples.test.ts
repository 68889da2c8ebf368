import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProgram, shellWords } from '../program.js';
import { blocksIn, examplesIn, PAGES, root, textOf } from './pages.js';

/*
 * Every command in a ```console block is run in the root, and must print what stands below it; a line "…"
 * stands for lines left out. UPDATE_DOCS=1 writes what is printed, where nothing is left out.
 * A ```text block quotes what a command of the same page prints.
 */
const updating = process.env.UPDATE_DOCS !== undefined;
const start = process.cwd();

beforeAll(() => process.chdir(root));

afterAll(() => process.chdir(start));

/** Commands that set the machine up rather than run the program; CI runs them for real. */
const SET_UP = ['npm test'];

/** What may stand before the name of the program: it works for whoever stands in a clone. */
const BEFORE = /^(npm ci && )?npx $/;

describe.each(PAGES)('%s', (page) => {
  let text = textOf(page);
  const examples = examplesIn(page, text).filter(({ command }) => !SET_UP.includes(command));
  const printed: string[] = [];

  afterAll(() => {
    if (updating) writeFileSync(join(root, page), text);
    for (const file of examples.flatMap(filesWrittenBy)) rmSync(join(root, file), { force: true });
  });

  for (const { command, shown } of examples) {
    test(command, async () => {
      const [before, words] = command.replaceAll('\\\n', ' ').split(/perso-test (.*)/s);
      expect(before).toMatch(BEFORE);
      const { stdout, stderr } = await runProgram(shellWords(words!));
      printed.push(stdout + stderr);
      if (updating && !shown.includes('…\n')) {
        text = text.replace(`$ ${command}\n${shown}`, () => `$ ${command}\n${stdout + stderr}`);
        return;
      }
      expect(stdout + stderr).toMatch(patternOf(shown));
    });
  }

  test('what it quotes is printed by one of its commands', () => {
    const quotes = blocksIn(text, 'text');
    const invented = quotes.filter((quote) => !printed.some((output) => output.includes(quote)));
    expect(invented).toEqual([]);
  });
});

/** The files that a command is told to write. */
function filesWrittenBy({ command }: { command: string }): string[] {
  const named = command.matchAll(/--(?:output |(?:customers|units)-out |format \w+=)(\S+)/g);
  return [...named].map(([, file]) => file!);
}

test('there are examples', () => {
  const examples = PAGES.flatMap((page) => examplesIn(page, textOf(page)));
  expect(examples.length).toBeGreaterThan(25);
});

/** What is shown as a pattern: the lines as they are, "…" alone on a line for any lines. */
function patternOf(shown: string): RegExp {
  const parts = shown.split(/^…\n/m).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(?:.*\\n)*?')}$`);
}

test('the plan that is shown is the one of which the report below it speaks', async () => {
  const [shown] = blocksIn(textOf('docs/plan.md'), 'yaml');
  const folder = mkdtempSync(join(tmpdir(), 'perso-test-docs-'));
  try {
    writeFileSync(join(folder, 'plan.yaml'), shown!);
    const ofBoth = [join(folder, 'plan.yaml'), 'fixtures/plan.yaml'].map(promised);
    const [ofShown, ofFixture] = await Promise.all(ofBoth);
    expect(ofShown).toBe(ofFixture);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** What a plan promises, without its file and its hash. */
async function promised(path: string): Promise<string> {
  const { stdout, stderr } = await runProgram(['plan', path]);
  expect(stderr).toBe('');
  return stdout.slice(stdout.indexOf('Claim'));
}
