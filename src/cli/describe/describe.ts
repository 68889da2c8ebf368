import { version } from '../../../package.json';
import { UserError } from '../../errors.js';
import { describeFile } from '../../read/describe/describe-file.js';
import type { ReadOptions } from '../../read/reading.js';
import { answerFormats } from '../../render/answers.js';
import { checkedFlags } from '../flags/checked-flags.js';
import { formatAlone } from '../flags/csv-format.js';
import { withProgress } from '../input/read-files.js';
import { sourcesOf } from '../input/sources.js';
import type { Io } from '../io.js';
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import { DESCRIBE_FLAGS, type DescribeFlags } from './describe-flags.js';
import { descriptionFrom } from './description-from.js';
import { formatArguments } from './format-arguments.js';
import { proposedCommands } from './proposed-commands.js';

/** Says what is in a file, column by column, and which commands read it. */
export async function describe(
  file: string,
  given: unknown,
  said: readonly string[],
  io: Io,
): Promise<void> {
  const flags = checkedFlags(DESCRIBE_FLAGS, given);
  const [source, another] = await sourcesOf([file]);
  if (source === undefined || another !== undefined) {
    throw new UserError(`${file} stands for several files`, { hint: 'describe one of them' });
  }
  const plain = { ...source, variant: null };
  const targets = outputsFrom(flags, answerFormats('description'), [plain.path]);
  const options = optionsFrom(flags);
  const described = await withProgress([plain], io, { quiet: false }, (input) =>
    describeFile(plain, options, input),
  );
  const words = ['analyze', plain.path, ...formatArguments(given, said)];
  const proposed = await proposedCommands(words, plain, described, options);
  const whole = { ...described, path: plain.path };
  const report = descriptionFrom(whole, proposed, options, version);
  await writeAnswer('description', report, targets, flags, io);
}

/** How the file is written; of what it holds nothing was said. */
function optionsFrom(flags: DescribeFlags): ReadOptions {
  return { ...formatAlone(flags), unhashed: true };
}
