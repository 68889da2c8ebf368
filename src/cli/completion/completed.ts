import type { Argument, Command } from 'commander';
import { type Flag, flagName } from '../flags/flag.js';
import { flagsOf } from '../flags/with-flags.js';

/** What may stand in a place: a file, one of a few words, or what no shell can know. */
export type Value = { is: 'file' } | { is: 'word'; words: readonly string[] } | { is: 'unknown' };

/** A flag as a shell completes it. */
export interface CompletedFlag {
  /** Without its dashes: no-color. */
  long: string;
  short: string | null;
  description: string;
  /** What help calls its value: size, file. */
  name: string;
  /** `null`: a switch. */
  value: Value | null;
  /** Whether it may also stand alone. */
  valueOptional: boolean;
  repeatable: boolean;
}

/** A command as a shell completes it; what its arguments are is `null` where it has none. */
export interface Completed {
  name: string;
  description: string;
  flags: CompletedFlag[];
  arguments: Value | null;
}

const HELP: CompletedFlag = {
  long: 'help',
  short: 'h',
  description: 'print help',
  name: 'all',
  value: { is: 'word', words: ['all'] },
  valueOptional: true,
  repeatable: false,
};

/** What the program takes in place of a command. */
export const PROGRAM_FLAGS = [
  { long: 'help', short: 'h', description: 'print help' },
  { long: 'version', short: 'V', description: 'print the version' },
];

/** These commands with all their flags, from their definitions. */
export function completedCommands(commands: readonly Command[]): Completed[] {
  const all = commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    flags: [...Object.entries(flagsOf(command)).map(completedFlag), HELP],
    arguments: argumentOf(command.registeredArguments),
  }));
  const names = all.map(({ name }) => name);
  const help = { name: 'help', description: 'print the help of a command', flags: [] };
  return [...all, { ...help, arguments: { is: 'word', words: names } }];
}

function completedFlag([key, flag]: [string, Flag]): CompletedFlag {
  const { short, value, negated, takes, description } = flag;
  const name = flagName(key).slice(2);
  return {
    long: negated ? `no-${name}` : name,
    short: short?.slice(1) ?? null,
    description,
    name: value.replace(/[<>[\]]/g, ''),
    value: value === '' ? null : valueBehind(flag),
    valueOptional: value.startsWith('['),
    repeatable: takes === 'list',
  };
}

function valueBehind({ value, words, suggested }: Flag): Value {
  const known = words ?? suggested;
  if (known !== undefined) return { is: 'word', words: known };
  return value.includes('file') ? { is: 'file' } : { is: 'unknown' };
}

/** All arguments that take no words are files: plans and results. */
function argumentOf([first]: readonly Argument[]): Value | null {
  if (first === undefined) return null;
  return first.argChoices === undefined ? { is: 'file' } : { is: 'word', words: first.argChoices };
}
