import { Command, type CommanderError } from 'commander';
import { version } from '../../package.json';
import { closestTo } from '../errors.js';
import { inert, printable } from '../render/printable.js';
import { asksForAll, HELP, leaveNoneOut } from './flags/help.js';
import { meantBy } from './flags/other-names.js';
import type { Io, Run } from './io.js';

const START = `
Start here:
  perso-test describe results.csv           see its columns, and what to type
  perso-test analyze results.csv            read a result: verdict and figures
  perso-test power --baseline 10% --mde 5%  plan a test: how many units it needs
  perso-test plan --init plan.yaml          write its plan down before the data
  perso-test gate plan.yaml results.csv     decide by it, as often as you like

perso-test <command> --help says what most people need, with examples;
perso-test <command> --help all says every flag.
`;

type Decide = (exitCode: number) => void;

type Make = (io: Io, decide: Decide, run: Run) => Command;

/** The commands by name, in the order of the help; loaded one by one, since each brings what its flags speak of. */
const COMMANDS: Record<string, () => Promise<Make>> = {
  analyze: async () => (await import('./analyze/analyze-command.js')).analyzeCommand,
  describe: async () => (await import('./describe/describe-command.js')).describeCommand,
  plan: async () => (await import('./plan/plan-command.js')).planCommand,
  gate: async () => (await import('./gate/gate-command.js')).gateCommand,
  programme: async () => (await import('./programme/programme-command.js')).programmeCommand,
  report: async () => (await import('./report/report-command.js')).reportCommand,
  close: async () => (await import('./close/close-command.js')).closeCommand,
  ledger: async () => (await import('./ledger/ledger-command.js')).ledgerCommand,
  prioritize: async () => (await import('./prioritize/prioritize-command.js')).prioritizeCommand,
  power: async () => (await import('./power/power-command.js')).powerCommand,
  simulate: async () => (await import('./simulate/simulate-command.js')).simulateCommand,
  summarize: async () => (await import('./summarize/summarize-command.js')).summarizeCommand,
  sql: async () => (await import('./sql/sql-command.js')).sqlCommand,
  verify: async () => (await import('./verify/verify-command.js')).verifyCommand,
  mcp: async () => (await import('./mcp/mcp-command.js')).mcpCommand,
  clv: async () => (await import('./clv/clv-command.js')).clvCommand,
  surrogate: async () => (await import('./surrogate/surrogate-command.js')).surrogateCommand,
  completion: async () => (await import('./completion/completion-command.js')).completionCommand,
};

/** What speaks of all commands, or runs them. */
const OF_ALL = ['completion', 'mcp'];

/** Whether there is a command of this name. */
export function isCommand(name: string): boolean {
  return Object.hasOwn(COMMANDS, name);
}

/**
 * The commands and their flags, writing to these streams; `decide` takes the exit code of a decision, `run`
 * is the whole program again, for what verifies it.
 * Where these arguments name a command, only that one is loaded and made: flags take time to describe.
 */
export async function programFor(
  argv: readonly string[],
  io: Io,
  decide: Decide,
  run: Run,
): Promise<Command> {
  const program = new Command('perso-test')
    .description('Does the personalized experience beat the generic one? An honest test says.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'Print the help of a command.')
    .addHelpText('after', START);
  const [name = ''] = argv;
  const needsAll = OF_ALL.includes(name) || !isCommand(name);
  const wanted = needsAll ? Object.values(COMMANDS) : [COMMANDS[name]!];
  const makers = await Promise.all(wanted.map((load) => load()));
  const commands = makers.map((make) => make(io, decide, run));
  if (asksForAll(argv)) commands.forEach(leaveNoneOut);
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...commands]) writeTo(command, io);
  return program;
}

function writeTo(command: Command, io: Io): void {
  command
    .exitOverride((error: CommanderError) => {
      throw error;
    })
    .showHelpAfterError(false)
    .configureHelp(HELP)
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 80,
      getErrHelpWidth: () => io.stderr.columns ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      outputError: (text, write) => write(usageError(text, command)),
    });
}

/** Commander's message in the form of all our errors: what is wrong, then a hint. */
function usageError(text: string, command: Command): string {
  const path = [command.parent?.name(), command.name()].filter((name) => name !== undefined);
  const ways = likeFlag(text, command) ?? `${path.join(' ')} --help says what it takes`;
  const [problem = '', own = ways] = text
    .replace(/^error: /, '')
    .trimEnd()
    .replace(/\n\(Did you mean (.*)\)$/s, '\ndid you mean $1')
    .replace(/ Allowed choices are (.*)\.$/s, '\nit takes one of $1')
    .split('\n');
  const advice = meantBy(text, command.name(), longFlags(command)) ?? own;
  return [problem, `hint: ${advice}`].map((line) => `${inert(printable(line))}\n`).join('');
}

/** The flag that an unknown one is like, also of those that the short help leaves out; `null` for none. */
function likeFlag(text: string, command: Command): string | null {
  const [, unknown] = /unknown option '(--[^'=]+)/.exec(text) ?? [];
  if (unknown === undefined) return null;
  const like = closestTo(unknown, longFlags(command));
  return like === undefined ? null : `did you mean ${like}?`;
}

function longFlags({ options }: Command): string[] {
  return options.flatMap(({ long }) => (long == null ? [] : [long]));
}
