import { expect, test } from 'vitest';
import { runProgram } from '../program.js';
import { PAGES, textOf } from './pages.js';

/** What npm, git and psql take. */
const OF_OTHERS = ['--no', '--cached', '--csv', '--name-only', '--diff-filter', '--tag', '--rm'];

/** The flags in a text, as `--mde`. */
const flagsIn = (text: string) => text.match(/(?<![\w-])--[a-z][a-z-]*/g) ?? [];

/** All flags of all commands, as their help lists them. */
async function flagsOfProgram(): Promise<Set<string>> {
  const { stdout } = await runProgram(['--help']);
  const commands = [...stdout.matchAll(/^ {2}([a-z]+) (?:\[|<)/gm)].map(([, name]) => name!);
  const helps = await Promise.all(commands.map((name) => runProgram([name, '--help', 'all'])));
  const options = [stdout, ...helps.map((help) => help.stdout)].flatMap(
    (help) => help.match(/^ {2}(?:-\w, )?--[a-z-]+/gm) ?? [],
  );
  return new Set(options.flatMap(flagsIn));
}

test('the pages name no flag that no command has', async () => {
  const known = await flagsOfProgram();
  expect(known.size).toBeGreaterThan(50);
  const named = PAGES.flatMap((page) => flagsIn(textOf(page)).map((flag) => ({ page, flag })));
  const unknown = named.filter(({ flag }) => !known.has(flag) && !OF_OTHERS.includes(flag));
  expect(unknown).toEqual([]);
});
