import { Command } from 'commander';
import { UserError } from '../../errors.js';
import { readAggregates } from '../../read/read-aggregates.js';
import type { Reading, Source, StandardInput } from '../../read/reading.js';
import { reportOfRead } from '../analyze/analyze.js';
import { ANALYZE_FLAGS } from '../analyze/analyze-flags.js';
import { checkedFlags } from '../flags/checked-flags.js';
import { commandAgain } from '../flags/command-again.js';
import { FLAG_WORDS } from '../flags/flag-words.js';
import { readOptionsFrom } from '../flags/read-options.js';
import { shellWords } from '../flags/shell-words.js';
import { withFlags } from '../flags/with-flags.js';

/** What a command is tried on: the file itself, or the first rows of what can be read only once. */
export interface TrialInput {
  source: Source;
  /** The text in place of the file; `null`: it can be read again. */
  text: string | null;
}

/** What comes of a command: how it reads the file, or what it asks. */
export type Trial = { reading: Reading } | { asked: Asked };

export interface Asked {
  message: string;
  hint: string | null;
  /** The words of the command that the message proposes; `null` where it proposes none. */
  proposed: string[] | null;
  /** What it proposes beside the command that asked. */
  added: string | null;
}

/** Nobody reads it. */
const NO_HELP = { common: null, examples: '', more: '' };

/** Tries what `analyze` does with these arguments, its report being thrown away. */
export async function tried(words: readonly string[], input: TrialInput): Promise<Trial> {
  try {
    return { reading: await analyzed(words, input) };
  } catch (error) {
    if (error instanceof UserError) return { asked: askedBy(error, words) };
    throw error;
  }
}

async function analyzed(words: readonly string[], { source, text }: TrialInput): Promise<Reading> {
  const command = withFlags(new Command('analyze').argument('<files...>'), ANALYZE_FLAGS, NO_HELP);
  command.exitOverride().parse(words.slice(1), { from: 'user' });
  const flags = checkedFlags(ANALYZE_FLAGS, command.opts());
  const said = { ...readOptionsFrom(flags), unhashed: true };
  const stdin = (async function* () {
    yield text ?? '';
  })();
  const io: StandardInput = { stdin };
  // The text is of the usual kind, whatever the file was.
  const plain = { delimiter: ',', encoding: null, skipLines: null, comment: null, sheet: null };
  const options = text === null ? said : { ...said, ...plain };
  const read = await readAggregates([source], options, io);
  reportOfRead(read, flags);
  return read.reading;
}

function askedBy(error: UserError, words: readonly string[]): Asked {
  const again = commandAgain(words);
  let proposal: { command: string; added: string } | null = null;
  const { message, hint } = error.inWords({
    ...FLAG_WORDS,
    describe: () => null,
    again: (added, replaced) => {
      proposal = { command: again(added, replaced), added: added.join(' ') };
      return added.join(' ');
    },
  });
  const { command, added } = (proposal as { command: string; added: string } | null) ?? {};
  return {
    message,
    hint: hint ?? null,
    proposed: command === undefined ? null : shellWords(command).slice(1),
    added: added ?? null,
  };
}
