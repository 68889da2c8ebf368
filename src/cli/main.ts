import { type Command, CommanderError } from 'commander';
import { UserError } from '../errors.js';
import { inert, printable } from '../render/printable.js';
import { planWords } from '../report/wording/plan-words.js';
import type { Vocabulary } from '../vocabulary.js';
import { EXIT } from './exit-codes.js';
import { commandAgain } from './flags/command-again.js';
import { commandByFile } from './flags/command-by-file.js';
import { flagName } from './flags/flag.js';
import { FLAG_WORDS } from './flags/flag-words.js';
import { withHelpApart } from './flags/help.js';
import { checkWords } from './flags/mistyped.js';
import type { Io } from './io.js';
import { isCommand, programFor } from './program.js';
import { learnProject, type Project, wordDefaults } from './project/project.js';

export { processIo } from './process-io.js';

/** Simulates in this thread what its parent tells it. */
export async function simulateHere(): Promise<void> {
  const { answerPortions } = await import('./simulate/simulate-worker.js');
  answerPortions();
}

/**
 * Runs the program on these arguments (without node and script) and gives its exit code: 0 done, that
 * of its decision from a gate, 2 wrong usage or input, 1 a bug of ours. Only the report goes to stdout.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.done;
  const decide = (exitCode: number) => {
    code = exitCode;
  };
  let say: Vocabulary = { ...FLAG_WORDS, again: commandAgain(argv), byFile: commandByFile(argv) };
  let project: Project | null = null;
  const listen = async (_program: Command, command: Command) => {
    if (followsPlan(command)) say = planWords(FLAG_WORDS);
    project = await learnProject(command);
    const defaults = wordDefaults(project);
    if (defaults !== null) {
      io.stderr.write(printed([`${project.rules!.path} says what no flag does: ${defaults}`]));
    }
  };
  try {
    const words = withHelpApart(argv);
    const program = (await programFor(words, io, decide, run)).hook('preAction', listen);
    checkWords(
      words,
      program.commands.find((command) => command.name() === words[0]),
    );
    await program.parseAsync(commandWords(words), { from: 'user' });
    return code;
  } catch (thrown) {
    const error = isOfNul(thrown) ? NUL_IN_NAME : thrown;
    if (error instanceof CommanderError) return codeWithoutWork(error, argv, io);
    if (error instanceof UserError) {
      io.stderr.write(wordError(error, say, project));
      return EXIT.usage;
    }
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const lines = ['perso-test: this is a bug of ours, please report it', ...detail.split('\n')];
    io.stderr.write(printed(lines));
    return EXIT.crash;
  }
}

/** No shell can pass a NUL character, but whoever runs the program in another way; Node refuses it in a path. */
function isOfNul(error: unknown): boolean {
  if (!(error instanceof TypeError) || !('code' in error)) return false;
  return error.code === 'ERR_INVALID_ARG_VALUE' && error.message.includes('null bytes');
}

const NUL_IN_NAME = new UserError("there is a NUL character in a file's name", {
  hint: 'leave it out: no file can have one',
});

/** The words less those behind a name that no command has: a wrong name is wrong with --help, too. */
function commandWords(words: readonly string[]): readonly string[] {
  const [name = '-'] = words;
  return name.startsWith('-') || isCommand(name) ? words : [name];
}

/**
 * The exit code where commander has answered alone: with help, the version or a mistake. Of a gate 0 is a
 * ship and nothing else, so that a list of files which holds a -h lets nothing pass.
 */
function codeWithoutWork({ exitCode }: CommanderError, argv: readonly string[], io: Io): number {
  if (exitCode !== 0) return EXIT.usage;
  if (argv.find((word) => !word.startsWith('-')) !== 'gate') return EXIT.done;
  io.stderr.write(NOTHING_DECIDED);
  return EXIT.usage;
}

const NOTHING_DECIDED = `gate: help or the version was asked for, so nothing is decided
hint: write -- before the plan and the files, so that none is taken for a flag; perso-test help gate ends with 0
`;

/** Whether a command was given a plan, which says what flags would say else. */
function followsPlan(command: Command): boolean {
  const [first] = command.registeredArguments;
  return command.opts().plan !== undefined || (first?.name() === 'plan' && command.args.length > 0);
}

/** One line, `file:line:column: what is wrong`, and one with a hint. */
function wordError(error: UserError, say: Vocabulary, project: Project | null): string {
  const { location } = error;
  const { message, hint } = error.inWords(say);
  const place = [location?.file, location?.line, location?.column].filter((x) => x !== undefined);
  const start = place.length === 0 ? '' : `${place.join(':')}: `;
  const advice = [hint, project === null ? undefined : originOf(message, project)];
  const words = advice.filter((one) => one !== undefined).join('; ');
  return printed([`${start}${message}`, ...(words === '' ? [] : [`hint: ${words}`])]);
}

/** That a flag which nobody typed is of the project's file, where a message speaks of it or of what it says. */
function originOf(message: string, { rules, applied }: Project): string | undefined {
  const named = applied.find(({ key, values }) =>
    [flagName(key), ...values.filter(({ length }) => length > 2)].some((word) =>
      message.includes(word),
    ),
  );
  if (named === undefined) return undefined;
  return `${flagName(named.key)} is a default of ${rules!.path}, which --policy none leaves out`;
}

function printed(lines: readonly string[]): string {
  return lines.map((line) => `${inert(printable(line))}\n`).join('');
}
