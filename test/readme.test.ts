import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram, shellWords } from './program.js';

/*
 * Every command in a ```console block of the README is run, and must print what stands below it; a
 * line "…" stands for lines left out. UPDATE_README=1 writes what is printed, where nothing is left out.
 */
const root = join(import.meta.dirname, '..');
const file = join(root, 'README.md');
const start = process.cwd();

interface Example {
  command: string;
  shown: string;
}

let readme = readFileSync(file, 'utf8');

function examplesIn(text: string): Example[] {
  const blocks = [...text.matchAll(/```console\n(.*?)```/gs)].map(([, block]) => block!);
  return blocks.flatMap((block) => {
    const parts = block.split(/^\$ /m).slice(1);
    return parts.map((part) => {
      const [, command, shown] = /^((?:.*\\\n)*.*)\n([\s\S]*)$/.exec(part)!;
      return { command: command!, shown: shown! };
    });
  });
}

beforeAll(() => process.chdir(root));

afterAll(() => {
  process.chdir(start);
  if (process.env.UPDATE_README !== undefined) writeFileSync(file, readme);
});

/** Commands that set the machine up rather than run the program; CI runs them for real. */
const SET_UP = ['npm ci', 'npm test', 'npm ci && npm test'];

const examples = examplesIn(readme).filter(({ command }) => !SET_UP.includes(command));

test('there are examples', () => expect(examples.length).toBeGreaterThan(5));

test.each(examples)('$command', async ({ command, shown }) => {
  const words = shellWords(command.replaceAll('\\\n', ' '));
  const program = words.indexOf('perso-test');
  expect(
    words.slice(0, program).filter((word) => !['npm', 'ci', '&&', 'npx'].includes(word)),
  ).toEqual([]);
  const { stdout, stderr } = await runProgram(words.slice(program + 1));
  const printed = stdout + stderr;
  if (process.env.UPDATE_README !== undefined && !shown.includes('…\n')) {
    readme = readme.replace(`$ ${command}\n${shown}`, () => `$ ${command}\n${printed}`);
    return;
  }
  expect(printed).toMatch(patternOf(shown));
});

/** What is shown as a pattern: the lines as they are, "…" alone on a line for any lines. */
function patternOf(shown: string): RegExp {
  const parts = shown.split(/^…\n/m).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(?:.*\\n)*?')}$`);
}

test('the plan that is shown is the one of which the report below it speaks', async () => {
  const shown = /```yaml\n(# yaml-language-server.*?)```/s.exec(readme)![1]!;
  const folder = mkdtempSync(join(tmpdir(), 'perso-test-readme-'));
  try {
    writeFileSync(join(folder, 'plan.yaml'), shown);
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
