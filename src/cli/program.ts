import { Command, type CommanderError } from 'commander';
import { version } from '../../package.json';
import { closestTo } from '../errors.js';
import { inert, printable } from '../render/printable.js';
import { analyzeCommand } from './analyze/analyze-command.js';
import { closeCommand } from './close/close-command.js';
import { clvCommand } from './clv/clv-command.js';
import { completionCommand } from './completion/completion-command.js';
import { describeCommand } from './describe/describe-command.js';
import { asksForAll, HELP, leaveNoneOut } from './flags/help.js';
import { meantBy } from './flags/other-names.js';
import { gateCommand } from './gate/gate-command.js';
import type { Io, Run } from './io.js';
import { ledgerCommand } from './ledger/ledger-command.js';
import { mcpCommand } from './mcp/mcp-command.js';
import { planCommand } from './plan/plan-command.js';
import { powerCommand } from './power/power-command.js';
import { prioritizeCommand } from './prioritize/prioritize-command.js';
import { programmeCommand } from './programme/programme-command.js';
import { reportCommand } from './report/report-command.js';
import { simulateCommand } from './simulate/simulate-command.js';
import { sqlCommand } from './sql/sql-command.js';
import { summarizeCommand } from './summarize/summarize-command.js';
import { surrogateCommand } from './surrogate/surrogate-command.js';
import { verifyCommand } from './verify/verify-command.js';

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

/** The commands by name, in the order of the help. */
const COMMANDS: Record<string, (io: Io, decide: Decide, run: Run) => Command> = {
  analyze: analyzeCommand,
  describe: describeCommand,
  plan: planCommand,
  gate: gateCommand,
  programme: programmeCommand,
  report: reportCommand,
  close: closeCommand,
  ledger: ledgerCommand,
  prioritize: prioritizeCommand,
  power: powerCommand,
  simulate: simulateCommand,
  summarize: summarizeCommand,
  sql: sqlCommand,
  verify: verifyCommand,
  mcp: mcpCommand,
  clv: clvCommand,
  surrogate: surrogateCommand,
  completion: completionCommand,
};

/** What speaks of all commands, or runs them. */
const OF_ALL = ['completion', 'mcp'];

/**
 * The commands and their flags, writing to these streams; `decide` takes the exit code of a decision, `run`
 * is the whole program again, for what verifies it.
 * Where these arguments name a command, only that one is made: flags take time to describe.
 */
export function programFor(argv: readonly string[], io: Io, decide: Decide, run: Run): Command {
  const program = new Command('perso-test')
    .description('Does the personalized experience beat the generic one? An honest test says.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', START);
  const [name = ''] = argv;
  const needsAll = OF_ALL.includes(name) || !Object.hasOwn(COMMANDS, name);
  const wanted = needsAll ? Object.values(COMMANDS) : [COMMANDS[name]!];
  const commands = wanted.map((make) => make(io, decide, run));
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
  const advice = meantBy(text, command.name()) ?? own;
  return [problem, `hint: ${advice}`].map((line) => `${inert(printable(line))}\n`).join('');
}

/** The flag that an unknown one is like, also of those that the short help leaves out; `null` for none. */
function likeFlag(text: string, { options }: Command): string | null {
  const [, unknown] = /unknown option '(--[^'=]+)/.exec(text) ?? [];
  if (unknown === undefined) return null;
  const flags = options.flatMap(({ long }) => (long == null ? [] : [long]));
  const like = closestTo(unknown, flags);
  return like === undefined ? null : `did you mean ${like}?`;
}
