import { UserError } from '../../errors.js';
import { type AnswerFormat, type AnswerKind, answerKind } from '../../render/answers.js';
import { checkedFlags } from '../flags/checked-flags.js';
import { readSavedAnswer } from '../input/saved-answer.js';
import type { Io } from '../io.js';
import { EXTENTS, outputsFrom, type Target } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import { REPORT_FLAGS, type ReportFlags, SAVED_FORMATS } from './report-flags.js';

/** Writes a saved answer in the formats asked for. */
export async function report(file: string, given: unknown, io: Io): Promise<void> {
  const flags = checkedFlags(REPORT_FLAGS, given);
  const targets = outputsFrom(flags, SAVED_FORMATS, [file]);
  const { kind, answer } = await readSavedAnswer(file, io);
  checkExtent(kind, flags);
  await writeAnswer(kind, answer, targetsOf(kind, targets), flags, io);
}

/** Where it goes, if it comes in such formats. */
function targetsOf<K extends AnswerKind>(
  kind: K,
  targets: readonly Target<string>[],
): Target<AnswerFormat<K>>[] {
  const { what, formats } = answerKind(kind);
  return targets.map(({ format, ...target }) => {
    if (isFormatOf(kind, format)) return { format, ...target };
    throw new UserError(`--format ${format}: this is the ${what}, which has no such format`, {
      hint: `it takes ${Object.keys(formats).join(', ')}`,
    });
  });
}

function isFormatOf<K extends AnswerKind>(kind: K, format: string): format is AnswerFormat<K> {
  return Object.hasOwn(answerKind(kind).formats, format);
}

/** What of a text there must be for more or less of it to be shown. */
const NEEDED = { quiet: 'loadVerdict', plot: 'loadPlot', details: 'hasDetails' } as const;

/** Not of each answer there is more or less to be shown. */
function checkExtent(kind: AnswerKind, flags: ReportFlags): void {
  const { what, formats } = answerKind(kind);
  const asked = EXTENTS.find((name) => flags[name] === true);
  if (asked === undefined || formats.text[NEEDED[asked]] !== undefined) return;
  throw new UserError(`--${asked} does nothing to the ${what}`, { hint: 'leave it out' });
}
