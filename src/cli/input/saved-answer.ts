import { gunzipSync } from 'fflate';
import { UserError } from '../../errors.js';
import { bytesWithin } from '../../read/bytes/bytes-within.js';
import { markedText } from '../../read/bytes/marked-text.js';
import { checkNoOther, checkNoTable } from '../../read/bytes/own-files.js';
import { asUserError } from '../../read/bytes/source.js';
import type { StandardInput } from '../../read/reading.js';
import { ANSWER_KINDS, type AnswerKind, type Answers, answerKind } from '../../render/answers.js';
import { DATA_ID, DATA_TYPES } from '../../render/page/document.js';
import { faultOf } from '../../report/schemas/fault.js';

/** An answer as it was saved, and what kind of answer it is. */
interface SavedAnswer<K extends AnswerKind = AnswerKind> {
  kind: K;
  answer: Answers[K];
}

/**
 * The answer that a file holds: JSON as `--format json` writes it, or a page with that JSON inside; `-` is standard input.
 *
 * @throws {UserError} when the file cannot be read, is no JSON, or holds something else than a whole answer.
 */
export async function readSavedAnswer(path: string, io: StandardInput): Promise<SavedAnswer> {
  const file = path === '-' ? 'standard input' : path;
  const bytes = path === '-' ? await bytesOf(io) : bytesIn(path);
  if (bytes === null) throw refusal('this is too large for a report', file, WRITTEN_BY);
  const text = markedText(bytes);
  if (text === null) throw refusal('this is not UTF-8 text', file, WRITTEN_BY);
  const start = text.slice(0, 1024);
  checkNoOther(start, file, 'a report');
  checkNoTable(start, file, { is: 'a report', hint: WRITTEN_BY });
  return checkedAnswer(parsed(jsonIn(text, file), file), file);
}

/** Far more than any report has, and no more than a text can hold. */
const MOST_BYTES = 1 << 28;

async function bytesOf({ stdin }: StandardInput): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of stdin) {
    parts.push(Buffer.from(chunk));
    length += parts.at(-1)!.length;
    if (length > MOST_BYTES) return null;
  }
  return Buffer.concat(parts);
}

function bytesIn(path: string): Buffer | null {
  try {
    return bytesWithin(path, MOST_BYTES);
  } catch (error) {
    throw asUserError(error, path, { EISDIR: 'name the report in it' });
  }
}

/** How a page of ours holds its JSON; the attributes are in the order in which they are written. */
const DATA = new RegExp(`<script type="([a-z/]+)" id="${DATA_ID}">([\\s\\S]*?)</script>`);

function jsonIn(text: string, file: string): string {
  const bare = text.trimStart();
  if (!bare.startsWith('<')) return bare;
  const [, type, data] = DATA.exec(bare) ?? [];
  if (data !== undefined) return type === DATA_TYPES.packed ? unpacked(data, file) : data;
  const hint = 'name a page that --format html wrote, whole, or a JSON report';
  throw refusal('this page holds no report of perso-test', file, hint);
}

function unpacked(data: string, file: string): string {
  try {
    return Buffer.from(gunzipSync(Buffer.from(data, 'base64'))).toString();
  } catch (error) {
    // What the unpacker says of damaged data.
    if (!(error instanceof Error)) throw error;
    const hint = 'copy the page again, or name the JSON report';
    throw refusal('the data in this page are damaged', file, hint);
  }
}

function parsed(json: string, file: string): unknown {
  if (json === '') throw refusal('the file is empty', file, WRITTEN_BY);
  try {
    return JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refusal('this is no JSON, or cut short', file, WRITTEN_BY);
  }
}

const WRITTEN_BY = 'a report is what a command wrote with --format json=report.json';

async function checkedAnswer(value: unknown, file: string): Promise<SavedAnswer> {
  const kind = ANSWER_KINDS.find((name) => hasKey(value, answerKind(name).key));
  if (kind === undefined) throw ofNoKind(value, file);
  const fault = faultOf(await answerKind(kind).loadSchema(), value);
  // As it stands there, so that it is written as it was, key by key.
  if (fault === null) return { kind, answer: value as Answers[AnswerKind] };
  const { what } = answerKind(kind);
  throw fault.code === 'unknown'
    ? refusal(
        `this ${what}${writerOf(value)} says more than is known here: ${fault.place}`,
        file,
        UPGRADE,
      )
    : refusal(
        `this is no whole ${what}: ${fault.place} is missing or something else`,
        file,
        WRITTEN_BY,
      );
}

function ofNoKind(value: unknown, file: string): UserError {
  const writer = writerOf(value);
  return writer === ''
    ? refusal('this is no report of perso-test', file, WRITTEN_BY)
    : refusal(`this answer${writer} is of no kind that is known here`, file, UPGRADE);
}

const UPGRADE = 'upgrade perso-test';

function refusal(message: string, file: string, hint: string): UserError {
  return new UserError(message, { location: { file }, hint });
}

function writerOf(value: unknown): string {
  const tool = hasKey(value, 'tool') ? value.tool : undefined;
  const version = hasKey(tool, 'version') ? tool.version : undefined;
  return typeof version === 'string' ? ` (perso-test ${version})` : '';
}

function hasKey<Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}
