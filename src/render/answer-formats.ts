import { renderJson } from './json.js';
import type { Style } from './text/style.js';

/** An answer in a format; as text each kind of answer has a renderer of its own. */
type RenderAnswer = <A>(
  answer: A,
  style: Style,
  renderText: (answer: A, style: Style) => string,
) => string;

/** The formats of what is no report of an analysis (plans, sizes, simulations), the usual one first. */
export const ANSWER_FORMATS = {
  text: (answer, style, renderText) => renderText(answer, style),
  json: (answer) => renderJson(answer),
} satisfies Record<string, RenderAnswer>;

export type AnswerFormat = keyof typeof ANSWER_FORMATS;

/** Their names, in the same order. */
export const ANSWER_FORMAT_NAMES = Object.keys(ANSWER_FORMATS) as AnswerFormat[];
