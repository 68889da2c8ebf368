import { describe, expect, test } from 'vitest';
import { runProgram } from '../../program.js';
import { COMMANDS, writtenFlags } from './commands.js';

const helpOf = async (...argv: string[]) => {
  const { code, stdout, stderr } = await runProgram(argv);
  // Of a gate 0 is a ship and nothing else: test/attacks/exit-zero.test.ts.
  const ended = argv[0] === 'gate' ? { code: 2 } : { code: 0, stderr: '' };
  expect({ code, stderr }).toMatchObject(ended);
  return stdout;
};

const linesOf = (help: string) => help.trimEnd().split('\n');
const tooLong = (help: string) => linesOf(help).filter((line) => line.length > 80);
const flagsOf = (help: string) =>
  [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag]) => flag!);

describe.each(Object.keys(COMMANDS))('help of %s', (name) => {
  test('is one screen, with examples', async () => {
    const help = await helpOf(name, '--help');
    expect(linesOf(help).length).toBeGreaterThanOrEqual(15);
    expect(linesOf(help).length).toBeLessThanOrEqual(40);
    expect(tooLong(help)).toEqual([]);
    expect(help).toContain(`\n    $ `);
    expect(await helpOf(name, '-h')).toBe(help);
  });

  test('of all says every flag by subject, and all that the short one says', async () => {
    const [short, all] = [await helpOf(name, '--help'), await helpOf(name, '--help', 'all')];
    expect(tooLong(all)).toEqual([]);
    const known = writtenFlags(COMMANDS[name]!).toSorted();
    expect(flagsOf(all).toSorted()).toEqual(known);
    for (const heading of Object.keys(COMMANDS[name]!.groups)) expect(all).toContain(heading);
    const left = known.filter((flag) => !flagsOf(short).includes(flag));
    expect(short.includes(`perso-test ${name} --help all`)).toBe(left.length > 0 || short !== all);
    const [, examples] = short.split('\nExamples:\n');
    expect(all).toContain(examples!.split('\nAll flags: ')[0]);
  });
});

test('help of the program says where the rest is', async () => {
  const help = await helpOf('--help');
  expect(tooLong(help)).toEqual([]);
  expect(help).toContain('perso-test <command> --help all');
});

test('a file named all is no question for help', async () => {
  const { code, stderr } = await runProgram(['analyze', 'all']);
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('all: ') });
});
