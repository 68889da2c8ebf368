import { type Command, Help } from 'commander';

/** What help says behind the flags, and which flags it says where it is not asked for all of them. */
export interface HelpTexts<Key extends string = string> {
  /** The flags that most people need; `null` where there are few enough to say all. */
  common: readonly Key[] | null;
  /** The commands that show best what it is for. */
  examples: string;
  /** Further examples and rules, for those who ask for all. */
  more: string;
}

/** What help is asked for with, and the word behind it that asks for every flag. */
const HELP_FLAGS = ['-h', '--help'];
const HELP_COMMAND = 'help';
const ALL = 'all';

/** Whether these arguments ask for every flag. */
export function asksForAll(argv: readonly string[]): boolean {
  return argv.some((word, i) => word === ALL && HELP_FLAGS.includes(argv[i - 1]!));
}

/**
 * The arguments with help asked for in one way, behind the command: `help power` is `power --help`, and `--help=all`
 * is two words, since a flag for help takes none to commander.
 */
export function withHelpApart(argv: readonly string[]): string[] {
  const [first, ...named] = argv;
  if (first === HELP_COMMAND) {
    const [name, ...rest] = withHelpApart(named);
    return name === undefined ? ['--help'] : [name, '--help', ...rest];
  }
  return argv.flatMap((word) => (word === `--help=${ALL}` ? ['--help', ALL] : [word]));
}

/** Lets the help of a command leave no flag out. */
export function leaveNoneOut(command: Command): void {
  for (const option of command.options) option.hideHelp(false);
}

/** The command with its help: examples, and what else there is where no flag is left out. */
export function withHelp(command: Command, { common, examples, more }: HelpTexts): Command {
  for (const option of command.options) {
    option.hideHelp(common !== null && !common.includes(option.attributeName()));
  }
  return command
    .helpOption('-h, --help [all]', 'print help; of all flags: --help all')
    .configureHelp(HELP)
    .addHelpText('after', () => {
      const isShort = command.options.some(({ hidden }) => hidden);
      const rest = isShort ? `\nAll flags: perso-test ${command.name()} --help ${ALL}\n` : more;
      return `\nExamples:\n${examples}${rest}`;
    });
}

/** How an option stands in the help: its description, its words and its default; under one heading where some are left out. */
export const HELP: Partial<Help> = {
  optionDescription: ({ description, argChoices, defaultValueDescription }) => {
    const words = argChoices === undefined ? '' : `: ${argChoices.join(', ')}`;
    const usual =
      defaultValueDescription === undefined ? '' : ` (default: ${defaultValueDescription})`;
    return `${description}${words}${usual}`;
  },
  groupItems: (all, shown, headingOf) =>
    all.some((item) => 'hidden' in item && item.hidden)
      ? new Map([['Options:', shown]])
      : new Help().groupItems(all, shown, headingOf),
};
