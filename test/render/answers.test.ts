import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  ANSWER_KINDS,
  type AnswerKind,
  answerFormats,
  answerKind,
} from '../../src/render/answers.js';
import { faultOf } from '../../src/report/schemas/fault.js';
import { runProgram } from '../program.js';
import { ANSWERING } from './answering.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const EXAMPLES = ANSWER_KINDS.flatMap((kind) =>
  ANSWERING[kind].map((args): [AnswerKind, string, string[]] => [kind, args.join(' '), args]),
);

async function written(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runProgram([...args]);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

test.each(EXAMPLES)('%s is known by its key, and whole: %s', async (kind, _, args) => {
  const answer = JSON.parse(await written([...args, '--format', 'json']));
  const schema = await answerKind(kind).loadSchema();
  expect(faultOf(schema, answer)).toBeNull();
  expect(faultOf(schema, { ...answer, extra: 1 })).toEqual({ code: 'unknown', place: 'extra' });
  const { key } = answerKind(kind);
  expect(faultOf(schema, { ...answer, [key]: undefined })).toEqual({ code: 'missing', place: key });
  const others = ANSWER_KINDS.filter((name) => name !== kind).map((name) => answerKind(name).key);
  expect(Object.keys(answer).filter((name) => others.includes(name))).toEqual([]);
});

test.each(EXAMPLES)(
  'a saved %s is shown again as it was, in every format: %s',
  async (kind, _, args) => {
    const saved = join(folder, 'saved.json');
    writeFileSync(saved, await written([...args, '--format', 'json']));
    for (const format of answerFormats(kind)) {
      const [first, again] = [join(folder, `first.${format}`), join(folder, `again.${format}`)];
      await written([...args, '--format', `${format}=${first}`]);
      await written(['report', saved, '--format', `${format}=${again}`]);
      expect(readFileSync(again, 'utf8')).toBe(readFileSync(first, 'utf8'));
    }
  },
);
