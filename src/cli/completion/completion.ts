import type { Command } from 'commander';
import { checkedFlags } from '../flags/checked-flags.js';
import type { Io } from '../io.js';
import { outputsFrom, writeOutputs } from '../output/outputs.js';
import { bashCompletion } from './bash.js';
import { type Completed, completedCommands } from './completed.js';
import { COMPLETION_FLAGS } from './completion-flags.js';
import { fishCompletion } from './fish.js';
import type { Shell } from './shells.js';
import { zshCompletion } from './zsh.js';

const SCRIPTS: Record<Shell, (commands: readonly Completed[]) => string> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** Writes the script by which a shell completes these commands. */
export async function completion(
  shell: Shell,
  given: unknown,
  commands: readonly Command[],
  io: Io,
): Promise<void> {
  const { output } = checkedFlags(COMPLETION_FLAGS, given);
  const targets = outputsFrom({ format: [], output }, ['script']);
  const script = SCRIPTS[shell](completedCommands(commands));
  await writeOutputs(targets, { color: false }, () => script, io);
}
