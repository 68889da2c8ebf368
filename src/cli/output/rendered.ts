import {
  type AnswerFormat,
  type AnswerKind,
  type Answers,
  renderedAnswer,
} from '../../render/answers.js';
import type { Style } from '../../render/text/style.js';
import type { Io } from '../io.js';
import { type Extent, type Target, writeOutputs } from './outputs.js';

/** How an answer is written: in colour or not, and how much of its text. */
type Written = Extent & { color: boolean };

/** Writes an answer to each of its places, in its format; `quiet` leaves only the verdict, `details` nothing out, `plot` draws. */
export function writeAnswer<K extends AnswerKind>(
  kind: K,
  answer: Answers[NoInfer<K>],
  targets: readonly Target<AnswerFormat<NoInfer<K>>>[],
  { quiet, details, plot, color }: Written,
  io: Io,
): Promise<void> {
  const extent = { quiet, details, plot, detailsOption: '--details' };
  const render = (format: AnswerFormat<K>, style: Style) =>
    renderedAnswer(kind, answer, format, { style, ...extent });
  return writeOutputs(targets, { color }, render, io);
}
