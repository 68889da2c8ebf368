import { existsSync } from 'node:fs';
import type { Command, Option } from 'commander';
import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import { commandAgain } from './command-again.js';
import { flagsOf } from './with-flags.js';

/**
 * Checks that no word of a command line is mistyped so that it would be taken for something else: a flag behind
 * another dash, a flag in place of a value, a value cut in two.
 *
 * @throws {UserError} with the whole command as it was most likely meant.
 */
export function checkWords(
  argv: readonly string[],
  command: Command | undefined,
  isOnWindows = process.platform === 'win32',
): void {
  if (command === undefined) return;
  const ofShell = isOnWindows ? [curlyQuotes, singleQuotes] : [curlyQuotes];
  argv.forEach((word, i) => {
    if (i === 0 || existsSync(word)) return;
    for (const check of [otherDash, oneDash, ...ofShell, flagAsValue, valueOfNone, secondValue]) {
      check(argv, i, command);
    }
  });
}

/** Word processors and web pages make one dash of two hyphens. */
function otherDash(argv: readonly string[], at: number, command: Command): void {
  const [, name = ''] = /^[\u2010-\u2015\u2212]+-*([a-z][a-z-]*)/.exec(argv[at]!) ?? [];
  if (optionOf(command, `--${name}`) === undefined) return;
  const mended = argv.map((word) => word.replace(/^[\u2010-\u2015\u2212]+-*(?=[a-z])/, '--'));
  throw mistyped(`${argv[at]} begins with a dash that is no hyphen`, mended);
}

/** Behind one hyphen stands a letter, and what follows would be its value. */
function oneDash(argv: readonly string[], at: number, command: Command): void {
  const word = argv[at]!;
  const [, name = ''] = /^-([a-z][a-z-]+)(=.*)?$/.exec(word) ?? [];
  if (optionOf(command, `--${name}`) === undefined) return;
  throw mistyped(`${word} begins with one hyphen, and takes two`, replaced(argv, at, [`-${word}`]));
}

/** A shell takes a text apart that stands in quotes which it does not know. */
function curlyQuotes(argv: readonly string[], at: number): void {
  const opens = /^[\u2018\u201c\u201e\u00ab]/;
  const closes = /[\u2019\u201d\u201c\u00bb]$/;
  if (!opens.test(argv[at]!) || closes.test(argv[at]!)) return;
  const end = argv.findIndex((word, i) => i > at && closes.test(word));
  if (end === -1) return;
  const text = argv.slice(at, end + 1).join(' ');
  const mended = [...argv.slice(0, at), text.slice(1, -1), ...argv.slice(end + 1)];
  throw mistyped(`${text} stands in quotes that a shell does not know`, mended);
}

/** cmd takes double quotes off and hands on single ones, so that words come with them. */
function singleQuotes(argv: readonly string[], at: number): void {
  const [start, flag = ''] = /^(--[a-z-]+=)?'/.exec(argv[at]!) ?? [];
  if (start === undefined) return;
  const end = argv.findIndex((word, i) => i >= at && /[^=]'$/.test(word));
  if (end === -1) return;
  const text = argv.slice(at, end + 1).join(' ');
  const meant = flag + text.slice(start.length, -1);
  const mended = [...argv.slice(0, at), meant, ...argv.slice(end + 1)];
  throw mistyped(`${text} stands in single quotes, which cmd does not take off`, mended);
}

function flagAsValue(argv: readonly string[], at: number, command: Command): void {
  const before = optionOf(command, argv[at - 1]!);
  if (before?.required !== true || optionOf(command, argv[at]!) === undefined) return;
  throw new UserError(`${argv[at - 1]} lacks its value: ${argv[at]} is a flag`, {
    hint: `${before.flags} ${before.description}`,
  });
}

/** What is neither a flag nor a file stands behind a flag that is only there or not. */
function valueOfNone(argv: readonly string[], at: number, command: Command): void {
  const [flag = '', word = ''] = argv.slice(at - 1, at + 1);
  const option = optionOf(command, flag);
  if (option === undefined || option.required || option.optional) return;
  const rest = replaced(argv, at, []);
  const hasFile = rest.slice(1).some((other) => !other.startsWith('-') && !isNoFile(other));
  // Where nothing else is a file, the word was meant for one.
  if (!isNoFile(word) || !hasFile) return;
  throw mistyped(`${flag} takes no value, and ${word} is no file`, rest);
}

/** Whether a word has nothing of a name of a file, a flag or a pattern. */
function isNoFile(word: string): boolean {
  return /^[^-][^./=*\\:?]*$/.test(word);
}

/** What is neither a flag nor a file stands behind the value of a flag: a second one, or the rest of it. */
function secondValue(argv: readonly string[], at: number, command: Command): void {
  const [flag = '', value = '', word = ''] = argv.slice(at - 2, at + 1);
  const option = at > 2 ? optionOf(command, flag) : undefined;
  if (option?.required !== true || command.registeredArguments.length === 0) return;
  if (!isNoFile(word) || !/^[^-\d]/.test(value)) return;
  const joined = commandAgain(replaced(argv, at - 1, [`${value} ${word}`], 2))([]);
  const isList = flagsOf(command)[option.attributeName()]?.takes === 'list';
  const another = commandAgain(replaced(argv, at, [flag, word]))([]);
  throw new UserError(`${flag} takes one value, and ${word} is no file`, {
    hint: isList
      ? `a name with a space? ${flag} ${shellWord(`${value} ${word}`)}; another one? ${another}`
      : joined,
  });
}

function optionOf(command: Command, flag: string): Option | undefined {
  return flag.startsWith('-')
    ? command.options.find(({ long, short }) => long === flag || short === flag)
    : undefined;
}

function replaced(
  argv: readonly string[],
  at: number,
  words: readonly string[],
  count = 1,
): string[] {
  return [...argv.slice(0, at), ...words, ...argv.slice(at + count)];
}

function mistyped(what: string, argv: readonly string[]): UserError {
  return new UserError(what, { hint: commandAgain(argv)([]) });
}
