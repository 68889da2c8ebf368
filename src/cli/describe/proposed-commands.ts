import { rolesOf } from '../../read/describe/column-roles.js';
import type { DescribedFile } from '../../read/describe/describe-file.js';
import type { Reading, ReadOptions, Source } from '../../read/reading.js';
import type { AnalyzeQuestion } from '../../report/description-report.js';
import { commandAgain } from '../flags/command-again.js';
import { flagName } from '../flags/flag.js';
import { firstRowsAsCsv } from './first-rows-as-csv.js';
import { type TrialInput, tried } from './trial.js';

/** The commands for a file, how the first reads it, and what was asked on the way to it. */
export interface ProposedCommands {
  commands: string[];
  /** `null` where no command could be made. */
  reading: Reading | null;
  questions: AnalyzeQuestion[];
  /** On how many rows they were tried; `null`: on all. */
  triedOn: number | null;
}

/** More questions than this are hardly answered by what their messages propose. */
const MOST_QUESTIONS = 8;

/** The command of these words as it runs on the file, each question answered as its message proposes, and others beside it. */
export async function proposedCommands(
  words: readonly string[],
  source: Source,
  described: DescribedFile,
  options: ReadOptions,
): Promise<ProposedCommands> {
  const once = source.path === '-';
  const input: TrialInput = { source, text: once ? firstRowsAsCsv(described) : null };
  const questions: AnalyzeQuestion[] = [];
  const triedOn =
    once && described.rows > described.firstRows.length ? described.firstRows.length : null;
  let asking: readonly string[] | null = words;
  while (asking !== null && questions.length <= MOST_QUESTIONS) {
    const trial = await tried(asking, input);
    if ('reading' in trial) {
      const { reading } = trial;
      const more = await bySegment(asking, reading, input, described, options);
      const commands = [asking, ...more].map((one) => commandAgain(one)([]));
      return { commands, reading, questions, triedOn };
    }
    const { message, hint, proposed, added } = trial.asked;
    questions.push({ message, hint, answer: added });
    asking = proposed;
  }
  return { commands: [], reading: null, questions, triedOn };
}

/** The same by the first column of segments, where that runs too. */
async function bySegment(
  words: readonly string[],
  { variantColumn, layout, unitIdColumn, metrics }: Reading,
  input: TrialInput,
  { header, firstRows, tallies }: DescribedFile,
  options: ReadOptions,
): Promise<string[][]> {
  if (layout === 'summary') return [];
  const taken = [variantColumn, unitIdColumn, ...metrics.map(({ column }) => column)];
  // What one value was chosen of has nothing left to part.
  const isChosen = (name: string) => words.some((word) => word.startsWith(`${name} `));
  const roles = rolesOf(header, firstRows, tallies, options);
  const segment = header.names.find(
    (name, i) => roles[i]!.includes('segment') && !taken.includes(name) && !isChosen(name),
  );
  if (segment === undefined) return [];
  const parted = [...words, flagName('segment'), segment];
  return 'reading' in (await tried(parted, input)) ? [parted] : [];
}
