import { type Command, Option } from 'commander';
import { oneOf, repeatable } from './flags.js';

/** The flag of what a row is. */
export function layoutFlag(): Option {
  return new Option('--layout <name>', 'what a row is').choices(['rows', 'counts', 'summary']);
}

/** The flags of how files are written. */
export function addDialectFlags(command: Command): Command {
  return command
    .option('--delimiter <char>', 'between fields: , ; | or tab')
    .addOption(repeatable('--decimal <char>', '. or , in numbers; COLUMN=, for one column'))
    .option('--thousands <char>', "between thousands: , . ' or space")
    .addOption(repeatable('--missing <text>', 'a text that means a missing value'))
    .option('--encoding <name>', 'of the files, such as windows-1252 (default: UTF-8)')
    .addOption(oneOf('--on-bad-row <what>', 'for rows that cannot be read', ['stop', 'skip']));
}
