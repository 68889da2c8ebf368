import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkedFlags, schemaOf } from '../../../src/cli/flags/checked-flags.js';
import { flagName } from '../../../src/cli/flags/flag.js';
import { leaveNoneOut } from '../../../src/cli/flags/help.js';
import { POWER_FLAGS } from '../../../src/cli/power/power-flags.js';
import { programFor } from '../../../src/cli/program.js';
import { COMMANDS, declaredKeys, writtenFlags } from './commands.js';

const cli = join(import.meta.dirname, '../../../src/cli');

/** Where flags are declared and read from text, which is no use of them. */
const DECLARATIONS = /-flags\.ts$|\/flags\/forms/;

/** Imports of any kind, and those that are followed when a file is loaded. */
const ANY = /(?:from |import\()'(\.[^']+)\.js'/g;
const AT_ONCE = /^(?:import|export) (?!type )[^;]*? from '(\.[^']+)\.js'/gm;

const textOf = (file: string) => readFileSync(file, 'utf8');

/** The files of `cli` that a file leads to by its imports, itself among them. */
function filesBehind(file: string, imports: RegExp, known = new Set<string>()): Set<string> {
  if (known.has(file) || !file.startsWith(cli)) return known;
  known.add(file);
  for (const [, path] of textOf(file).matchAll(imports)) {
    filesBehind(`${join(dirname(file), path!)}.ts`, imports, known);
  }
  return known;
}

/** Code without its comments and its plain strings, in which a flag is only named. */
function bareCode(file: string): string {
  return textOf(file).replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|^import [^;]*;/gm,
    '',
  );
}

/** Whether code reads a property of this name, or takes it out of an object. */
function reads(code: string, key: string): boolean {
  return new RegExp(`(?:\\.|[{,]\\s*)${key}\\b(?!\\s*\\()`).test(code);
}

describe.each(Object.keys(COMMANDS))('%s', (name) => {
  const parts = COMMANDS[name]!;
  const keys = declaredKeys(parts);

  test('help, commander and the schema know the same flags, each of them once', () => {
    expect(new Set(keys).size).toBe(keys.length);
    expect(parts.command.options.map((option) => option.attributeName())).toEqual(keys);
    expect(Object.keys(schemaOf(parts.groups).shape)).toEqual(keys);
    leaveNoneOut(parts.command);
    const help = parts.command.helpInformation();
    for (const flag of writtenFlags(parts)) expect(help).toMatch(new RegExp(`  .*${flag}\\b`));
  });

  test('each flag is read by the code behind the command', () => {
    // What is read before any command runs.
    const before = join(cli, 'project/project.ts');
    const files = [...filesBehind(join(cli, name, `${name}.ts`), ANY), before];
    const code = files
      .filter((file) => !DECLARATIONS.test(file))
      .map(bareCode)
      .join('\n');
    expect(keys.filter((key) => !reads(code, key))).toEqual([]);
  });
});

test('every command of the program is looked at here', async () => {
  const io = { write: () => true };
  const world = { stdin: (async function* () {})(), stdout: io, stderr: io, env: {} };
  const program = await programFor(
    [],
    { ...world, now: () => new Date(0) },
    () => {},
    async () => 0,
  );
  const names = program.commands.map((command) => command.name());
  expect(names.toSorted()).toEqual(Object.keys(COMMANDS).toSorted());
});

test('a key that was not declared is a bug of ours, not a mistake of the user', () => {
  const given = { alpha: '0.05', alternative: 'two-sided', correction: 'holm', variants: '2' };
  const rest = {
    allocation: '1:1',
    monitoring: 'fixed',
    color: true,
    guardrails: '0',
    onBadRow: 'stop',
  };
  expect(checkedFlags(POWER_FLAGS, { ...given, ...rest }).alpha).toBe(0.05);
  expect(() => checkedFlags(POWER_FLAGS, { ...given, ...rest, alhpa: '0.05' })).toThrow(
    expect.objectContaining({ name: 'Error', message: expect.stringContaining('alhpa') }),
  );
});

test('a flag is written as its key says', () => {
  expect(flagName('lowerIsBetter')).toBe('--lower-is-better');
  expect(COMMANDS.analyze!.command.options.map(({ flags }) => flags)).toEqual(
    expect.arrayContaining([
      '-m, --metric <name>',
      '--lower-is-better <metric>',
      '--bayes',
      '--no-color',
      '-q, --quiet',
    ]),
  );
});

test('a start loads no command but the one it runs, and what help needs has no zod', () => {
  const started = [...filesBehind(join(cli, 'main.ts'), AT_ONCE)];
  expect(started.length).toBeGreaterThan(10);
  expect(started.filter((file) => file.endsWith('-command.ts'))).toEqual([]);
  const helped = Object.keys(COMMANDS).flatMap((name) => [
    ...filesBehind(join(cli, name, `${name}-command.ts`), AT_ONCE),
  ]);
  expect(new Set(helped).size).toBeGreaterThan(30);
  const heavy = [...started, ...helped].filter((file) =>
    /^import (?!type )[^;]*'zod/m.test(textOf(file)),
  );
  expect(heavy).toEqual([]);
});
