import type { Command } from 'commander';
import { UserError } from '../../errors.js';
import { namesOutside } from '../../read/paths/outside.js';
import { type Flag, flagName } from '../flags/flag.js';
import { readingFlags } from './tools.js';

/** What a program gives to a tool. */
export type ToolInput = Readonly<Record<string, unknown>>;

/**
 * The words of a command that a program asks for.
 *
 * @throws {UserError} for what the tool does not take, and for a file outside of this folder.
 */
export function toolWords(command: Command, input: ToolInput): string[] {
  const flags = new Map(readingFlags(command));
  const places = command.registeredArguments.map((argument) => argument.name());
  const unknown = Object.keys(input).find((key) => !flags.has(key) && !places.includes(key));
  if (unknown !== undefined) {
    throw new UserError(`${command.name()} takes no ${unknown}`, {
      hint: `it takes ${[...places, ...flags.keys()].join(', ')}`,
    });
  }
  const words = [...flags].flatMap(([key, flag]) => flagWords(key, flag, input[key]));
  const files = places.flatMap((name) => texts(name, input[name]));
  for (const file of files) checkInside(file);
  // Whatever a file is called, it is none of the flags.
  return [command.name(), ...words, ...(files.length === 0 ? [] : ['--', ...files])];
}

function flagWords(key: string, flag: Flag, given: unknown): string[] {
  if (given === undefined || given === null || given === false) return [];
  const name = flagName(key);
  if (flag.value === '') {
    if (given === true) return [flag.negated ? name.replace('--', '--no-') : name];
    throw new UserError(`${key} is true or false`, { hint: 'leave it out otherwise' });
  }
  const values = texts(key, given);
  if (NAMES_FILES.test(flag.value)) values.forEach(checkInside);
  return values.map((value) => `${name}=${value}`);
}

/** How the value of a flag is called that names files, or patterns of them. */
const NAMES_FILES = /file|glob|path|pattern|journal|prior/;

function texts(key: string, given: unknown): string[] {
  if (given === undefined || given === null) return [];
  const values = Array.isArray(given) ? given : [given];
  return values.map((value: unknown) => {
    if (typeof value === 'string' || typeof value === 'number') return withoutNul(String(value));
    throw new UserError(`${key} takes a text, a number, or a list of them`, {
      hint: 'write values as on the command line: "5%"',
    });
  });
}

/** No shell passes one on, so that no command looks for it, and no system takes it in a name. */
function withoutNul(word: string): string {
  if (!word.includes('\0')) return word;
  throw new UserError(`${word} holds a NUL`, { hint: 'write it without: no file is called so' });
}

function checkInside(word: string): void {
  if (!namesOutside(word)) return;
  throw new UserError(`${word} lies outside of the folder in which this was started`, {
    hint: 'name files in it, or below it, without a way back up',
  });
}
