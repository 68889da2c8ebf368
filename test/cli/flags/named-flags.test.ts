import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS, writtenFlags } from './commands.js';

const cli = join(import.meta.dirname, '../../../src/cli');

const FLAGS = new Map(Object.entries(COMMANDS).map(([name, one]) => [name, writtenFlags(one)]));
/** Of the program itself, and of any command. */
const OF_ANY = ['--version', ...[...FLAGS.values()].flat()];

/** Texts in code: comments are passed over, since nobody sees them. */
const TEXTS =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g;

/** A command, another program, the end of a line that is not continued, or a flag. */
const WORDS =
  /(?:perso-test |as )(?<command>[a-z]+)|(?<program>psql|clickhouse-client)|(?<end>(?<![\\|])\n)|(?<flag>--[a-z]+(?:-[a-z]+)*)(?![a-z-])/g;

/** The flags that a text names and that whoever it speaks of does not have. */
function wronglyNamed(text: string, own: readonly string[]): string[] {
  let has: readonly string[] | null = own;
  const wrong: string[] = [];
  for (const { groups } of text.matchAll(WORDS)) {
    const { command, program, end, flag } = groups!;
    if (command !== undefined) has = FLAGS.get(command) ?? own;
    else if (program !== undefined) has = null;
    else if (end !== undefined) has = own;
    else if (has !== null && !has.includes(flag!)) wrong.push(flag!);
  }
  return wrong;
}

function textsIn(file: string): string[] {
  const code = readFileSync(file, 'utf8');
  return [...code.matchAll(TEXTS)].map(([, a, b, c]) => a ?? b ?? c ?? '');
}

const files = readdirSync(cli, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.ts'),
);

test('texts are found, and what they name', () => {
  expect(files.length).toBeGreaterThan(40);
  const power = FLAGS.get('power')!;
  expect(wronglyNamed('leave out --mde, or --segment', power)).toEqual(['--segment']);
  expect(wronglyNamed('perso-test plan --init FILE', power)).toEqual([]);
  expect(wronglyNamed('perso-test plan --init FILE\n--init', power)).toEqual(['--init']);
  expect(textsIn(join(cli, 'power/power-answer.ts'))).toContain('give more units');
});

test.each(files)('%s names only flags that are there', (path) => {
  // What no command owns speaks to several.
  const own = FLAGS.get(path.split('/')[0]!) ?? OF_ANY;
  expect(textsIn(join(cli, path)).flatMap((text) => wronglyNamed(text, own))).toEqual([]);
});
