import type { Command } from 'commander';
import { analyzeCommand } from '../../../src/cli/analyze/analyze-command.js';
import { ANALYZE_FLAGS } from '../../../src/cli/analyze/analyze-flags.js';
import { closeCommand } from '../../../src/cli/close/close-command.js';
import { CLOSE_FLAGS } from '../../../src/cli/close/close-flags.js';
import { clvCommand } from '../../../src/cli/clv/clv-command.js';
import { CLV_FLAGS } from '../../../src/cli/clv/clv-flags.js';
import { completionCommand } from '../../../src/cli/completion/completion-command.js';
import { COMPLETION_FLAGS } from '../../../src/cli/completion/completion-flags.js';
import { describeCommand } from '../../../src/cli/describe/describe-command.js';
import { DESCRIBE_FLAGS } from '../../../src/cli/describe/describe-flags.js';
import type { FlagGroups } from '../../../src/cli/flags/flag.js';
import { gateCommand } from '../../../src/cli/gate/gate-command.js';
import { GATE_FLAGS } from '../../../src/cli/gate/gate-flags.js';
import type { Io } from '../../../src/cli/io.js';
import { ledgerCommand } from '../../../src/cli/ledger/ledger-command.js';
import { LEDGER_FLAGS } from '../../../src/cli/ledger/ledger-flags.js';
import { mcpCommand } from '../../../src/cli/mcp/mcp-command.js';
import { planCommand } from '../../../src/cli/plan/plan-command.js';
import { PLAN_FLAGS } from '../../../src/cli/plan/plan-flags.js';
import { powerCommand } from '../../../src/cli/power/power-command.js';
import { POWER_FLAGS } from '../../../src/cli/power/power-flags.js';
import { prioritizeCommand } from '../../../src/cli/prioritize/prioritize-command.js';
import { PRIORITIZE_FLAGS } from '../../../src/cli/prioritize/prioritize-flags.js';
import { programmeCommand } from '../../../src/cli/programme/programme-command.js';
import { PROGRAMME_FLAGS } from '../../../src/cli/programme/programme-flags.js';
import { reportCommand } from '../../../src/cli/report/report-command.js';
import { REPORT_FLAGS } from '../../../src/cli/report/report-flags.js';
import { simulateCommand } from '../../../src/cli/simulate/simulate-command.js';
import { SIMULATE_FLAGS } from '../../../src/cli/simulate/simulate-flags.js';
import { sqlCommand } from '../../../src/cli/sql/sql-command.js';
import { SQL_FLAGS } from '../../../src/cli/sql/sql-flags.js';
import { summarizeCommand } from '../../../src/cli/summarize/summarize-command.js';
import { SUMMARIZE_FLAGS } from '../../../src/cli/summarize/summarize-flags.js';
import { surrogateCommand } from '../../../src/cli/surrogate/surrogate-command.js';
import { SURROGATE_FLAGS } from '../../../src/cli/surrogate/surrogate-flags.js';
import { verifyCommand } from '../../../src/cli/verify/verify-command.js';
import { VERIFY_FLAGS } from '../../../src/cli/verify/verify-flags.js';

const IO: Io = {
  stdin: (async function* nothing() {})(),
  stdout: { write: () => true },
  stderr: { write: () => true },
  env: {},
  now: () => new Date(0),
};

interface CommandParts {
  command: Command;
  groups: FlagGroups;
}

/** Each command as commander has it, and its flags as they are declared. */
export const COMMANDS: Record<string, CommandParts> = {
  analyze: { command: analyzeCommand(IO), groups: ANALYZE_FLAGS },
  close: { command: closeCommand(IO), groups: CLOSE_FLAGS },
  clv: { command: clvCommand(IO), groups: CLV_FLAGS },
  completion: { command: completionCommand(IO), groups: COMPLETION_FLAGS },
  describe: { command: describeCommand(IO), groups: DESCRIBE_FLAGS },
  gate: { command: gateCommand(IO, () => {}), groups: GATE_FLAGS },
  ledger: { command: ledgerCommand(IO, () => {}), groups: LEDGER_FLAGS },
  mcp: {
    command: mcpCommand(
      IO,
      () => {},
      async () => 0,
    ),
    groups: {},
  },
  plan: { command: planCommand(IO, () => {}), groups: PLAN_FLAGS },
  power: { command: powerCommand(IO), groups: POWER_FLAGS },
  prioritize: { command: prioritizeCommand(IO), groups: PRIORITIZE_FLAGS },
  programme: { command: programmeCommand(IO), groups: PROGRAMME_FLAGS },
  report: { command: reportCommand(IO), groups: REPORT_FLAGS },
  simulate: { command: simulateCommand(IO), groups: SIMULATE_FLAGS },
  sql: { command: sqlCommand(IO), groups: SQL_FLAGS },
  surrogate: { command: surrogateCommand(IO), groups: SURROGATE_FLAGS },
  summarize: { command: summarizeCommand(IO), groups: SUMMARIZE_FLAGS },
  verify: {
    command: verifyCommand(
      IO,
      () => {},
      async () => 0,
    ),
    groups: VERIFY_FLAGS,
  },
};

/** The keys of all flags that a command declares, under whatever heading. */
export function declaredKeys({ groups }: CommandParts): string[] {
  return Object.values(groups).flatMap((group) => Object.keys(group));
}

/** How a command's flags are written, --help among them. */
export function writtenFlags({ command }: CommandParts): string[] {
  return ['--help', ...command.options.map(({ long }) => long!)];
}
