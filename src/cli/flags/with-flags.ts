import { type Command, Option } from 'commander';
import { type Flag, type FlagGroups, flagName } from './flag.js';
import { type HelpTexts, withHelp } from './help.js';

type KeyOf<Group> = Group extends unknown ? keyof Group & string : never;

/** The flags of commands, as they are declared. */
const DECLARED = new WeakMap<Command, FlagGroups>();

/** The flags that a command was declared with, by their keys. */
export function flagsOf(command: Command): Record<string, Flag> {
  return Object.assign({}, ...Object.values(DECLARED.get(command) ?? {}));
}

/** The command with these flags, under their headings, and with --help under the last. */
export function withFlags<G extends FlagGroups>(
  command: Command,
  groups: G,
  help: HelpTexts<KeyOf<G[keyof G]>>,
): Command {
  for (const [heading, flags] of Object.entries(groups)) {
    command.optionsGroup(heading);
    for (const [key, flag] of Object.entries(flags)) command.addOption(optionOf(key, flag));
  }
  DECLARED.set(command, groups);
  return withHelp(command, help);
}

function optionOf(key: string, flag: Flag): Option {
  const { short, value, negated, usual, initial, words, join } = flag;
  const long = negated ? flagName(key).replace('--', '--no-') : flagName(key);
  const names = short === undefined ? long : `${short}, ${long}`;
  const option = new Option(`${names} ${value}`.trimEnd(), flag.description);
  if (usual !== undefined || initial !== undefined) option.default(initial, usual);
  if (join !== undefined) option.argParser(join as (value: string, before: unknown) => unknown);
  if (words !== undefined) option.choices(words);
  return option.makeOptionMandatory(flag.mandatory === true);
}

/** The flags that were said, by their keys, rather than left at their defaults. */
export function explicitFlags(command: Command): string[] {
  return command.options
    .map((option) => option.attributeName())
    .filter((key) => command.getOptionValueSource(key) === 'cli');
}
