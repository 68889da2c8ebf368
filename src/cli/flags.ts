import { type Command, type Help, Option } from 'commander';
import { DEFAULTS } from '../experiment/design.js';

/** A flag that may be given several times; all its values, in order. */
export function repeatable(flags: string, description: string): Option {
  return new Option(flags, `${description} (repeatable)`).argParser(
    (value: string, before: string[] | undefined) => [...(before ?? []), value],
  );
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

/** The flags of where the answer goes. */
export function addOutputFlags(command: Command): Command {
  return command
    .addOption(oneOf('-f, --format <name>', 'of what is printed', ['text', 'json']))
    .option('-o, --output <file>', 'write to a file, whole or not at all')
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
