import { beforeAll, describe, expect, test } from 'vitest';
import {
  ANSWER_KINDS,
  type AnswerKind,
  type Answers,
  answerFormats,
  renderedAnswer,
} from '../../src/render/answers.js';
import { PLAIN } from '../../src/render/text/style.js';
import { runProgram } from '../program.js';
import { ANSWERING, NAMED } from './answering.js';
import { COMMAND, STEERING } from './forbidden.js';
import { HOSTILE } from './hostile-names.js';
import { asText, READERS, shown, squeezed } from './readers.js';
import { renamed } from './reports.js';

/** The report of an analysis has tests of its own, of every format that it comes in. */
const KINDS = ANSWER_KINDS.filter((kind) => kind !== 'analysis' && NAMED[kind].length > 0);
const FORMATS = KINDS.flatMap((kind) =>
  answerFormats(kind).map((format): [AnswerKind, string] => [kind, format]),
);

/** Milliseconds: a programme of many experiments takes a while on a busy machine. */
const PATIENCE = 120_000;

const answers = new Map<AnswerKind, Answers[AnswerKind]>();
beforeAll(async () => {
  for (const kind of KINDS) {
    const { stdout } = await runProgram([...ANSWERING[kind].at(-1)!, '--format', 'json']);
    answers.set(kind, JSON.parse(stdout));
  }
}, PATIENCE);

function rendered(kind: AnswerKind, format: string, name: string): Promise<string> {
  const names = Object.fromEntries(NAMED[kind].map((one) => [one, name]));
  const answer = renamed(answers.get(kind)!, names);
  return renderedAnswer(kind, answer, format as never, { style: { paint: PLAIN, width: 80 } });
}

describe.each(FORMATS)('%s as %s', (kind, format) => {
  const read = READERS[format] ?? asText;

  test.each(HOSTILE.map((name) => [name]))('%j is a name and no more', async (name) => {
    const text = await rendered(kind, format, name);
    expect(text.endsWith('\n')).toBe(true);
    expect(text).not.toMatch(STEERING);
    expect(text).not.toMatch(COMMAND);
    const { shape, words } = read(text);
    expect(shape).toEqual(read(await rendered(kind, format, 'hero')).shape);
    // A field at the start of a line is no command of a runner's.
    expect(squeezed(words).replaceAll('\\u003a', ':')).toContain(shown(name));
  });
});
