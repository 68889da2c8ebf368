import { type Command, type Help, InvalidArgumentError, Option } from 'commander';
import { DEFAULTS } from '../../experiment/design.js';

/** What results are read from. */
export const RESULT_FILES =
  "CSV (also gzipped) or Parquet, 'DIR/*.csv'; NAME=FILE makes a file the variant NAME";

/** A flag that may be given several times; all its values, in order. */
export function repeatable(flags: string, description: string): Option {
  return new Option(flags, `${description} (repeatable)`).argParser(
    (value: string, before: string[] | undefined) => [...(before ?? []), value],
  );
}

/** A flag that may be given once, where the last of several would quietly undo the others. */
export function once(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: string | undefined) => {
    if (before === undefined) return value;
    throw new InvalidArgumentError(`It is given twice, as ${before} and as ${value}.`);
  });
}

/** A flag with a default that the help names. */
export function withDefault(flags: string, description: string, value: string): Option {
  return new Option(flags, description).default(value, value);
}

/** A flag that takes one of a few words, the first by default. */
export function oneOf(flags: string, description: string, words: readonly string[]): Option {
  return withDefault(flags, description, words[0]!).choices(words);
}

/** The flags that every test has, in `analyze` as in `power`. */
export function addTestFlags(command: Command): Command {
  return command
    .addOption(withDefault('--alpha <share>', 'threshold of significance', String(DEFAULTS.alpha)))
    .addOption(
      oneOf('--alternative <side>', 'what the hypothesis claims of the effect', [
        'two-sided',
        'greater',
        'less',
      ]),
    )
    .addOption(
      oneOf('--correction <name>', 'for several comparisons', [
        'holm',
        'bonferroni',
        'hochberg',
        'bh',
        'none',
      ]),
    );
}

/** The flags of how a test is looked at while it runs. */
export function addMonitoringFlags(command: Command): Command {
  return command
    .addOption(
      oneOf('--monitoring <name>', 'how it may be looked at while it runs', [
        'fixed',
        'always-valid',
        'group-sequential',
      ]),
    )
    .option('--looks <number>', 'how many looks a group-sequential test is planned with')
    .addOption(
      new Option(
        '--spending <name>',
        'how it spends alpha over them (default: obrien-fleming)',
      ).choices(['obrien-fleming', 'pocock']),
    );
}

/** The flags that were said, by their keys, rather than left at their defaults. */
export function saidFlags(command: Command): string[] {
  return command.options
    .map((option) => option.attributeName())
    .filter((key) => command.getOptionValueSource(key) === 'cli');
}

/** The flags of where the answer goes, and in which of these formats. */
export function addOutputFlags(command: Command, formats: readonly string[]): Command {
  return command
    .addOption(
      repeatable(
        '-f, --format <name[=file]>',
        `${formats.join(', ')}; with =FILE into that file too`,
      ).default(undefined, formats[0]),
    )
    .option('-o, --output <file>', 'write to a file what standard output would get')
    .option('--no-color', 'print without colour')
    .helpOption('-h, --help', 'print help');
}

/** How an option stands in the help: its description, its words and its default. */
export const HELP: Partial<Help> = {
  optionDescription: ({ description, argChoices, defaultValueDescription }) => {
    const words = argChoices === undefined ? '' : `: ${argChoices.join(', ')}`;
    const usual =
      defaultValueDescription === undefined ? '' : ` (default: ${defaultValueDescription})`;
    return `${description}${words}${usual}`;
  },
};
