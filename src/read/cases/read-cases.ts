import * as z from 'zod/mini';
import { UserError } from '../../errors.js';
import { bytesWithin } from '../bytes/bytes-within.js';
import { markedText } from '../bytes/marked-text.js';
import { asUserError } from '../bytes/source.js';
import { namesOutside } from '../paths/outside.js';
import { beside } from '../paths/paths.js';
import { casesSchema, type VerificationCase } from './schema.js';

/** A case with the bytes of each of its files at hand. */
export interface ReadCase extends Omit<VerificationCase, 'files' | 'before' | 'command'> {
  /** What is run, in turn, in one folder; the last is what is judged. */
  steps: CaseStep[];
}

/** One command, and what the folder holds besides by then. */
export interface CaseStep {
  files: [name: string, bytes: Uint8Array][];
  command: string[];
  exitCode: number;
}

/**
 * The cases that a file holds.
 *
 * @throws {UserError} when it cannot be read, is no file of cases, or a case would reach outside of its own folder.
 */
export function readCases(path: string): ReadCase[] {
  const { cases } = checkedCases(parsed(textOf(path), path), path);
  return cases.map((one, i) => {
    const place = `case ${i + 1} (${one.name})`;
    const { files, before = [], command, ...rest } = one;
    const steps = [...before, { files, command, exitCode: one.exitCode }];
    return { ...rest, steps: steps.map((step) => stepOf(step, path, place)) };
  });
}

function stepOf(
  { files = {}, command, exitCode = 0 }: NonNullable<VerificationCase['before']>[number],
  path: string,
  place: string,
): CaseStep {
  checkCommand(command, path, place);
  const read = Object.entries(files).map(([name, content]): [string, Uint8Array] => {
    if (!isPlainName(name)) {
      throw fault(path, `${place}: ${JSON.stringify(name)} is no plain file name`, 'no folders');
    }
    return [name, typeof content === 'string' ? Buffer.from(content) : bytesAt(content.path, path)];
  });
  return { files: read, command, exitCode };
}

/** A file of cases may lie anywhere and be from anyone, so what it runs stays in the folder made for it. */
function checkCommand([name = '', ...words]: readonly string[], path: string, place: string): void {
  if (!COMMANDS.includes(name)) {
    throw fault(path, `${place}: ${name} cannot be verified`, `a case runs ${COMMANDS.join(', ')}`);
  }
  const nul = words.find((word) => word.includes('\0'));
  if (nul !== undefined) {
    throw fault(path, `${place}: ${JSON.stringify(nul)} holds a NUL`, 'no shell passes one on');
  }
  const outside = words.find((word) => namesOutside(word));
  if (outside === undefined) return;
  throw fault(
    path,
    `${place}: ${JSON.stringify(outside)} reaches outside of the case's folder`,
    'name the file in files: {"results.csv": {"path": "where/it/lies.csv"}}',
  );
}

/** What gives an answer. */
const COMMANDS =
  'analyze clv close describe gate ledger plan power prioritize programme report simulate sql summarize surrogate'.split(
    ' ',
  );

function isPlainName(name: string): boolean {
  return /^[^/\\:\0]+$/.test(name) && name !== '.' && name !== '..';
}

function bytesAt(name: string, cases: string): Uint8Array {
  return bytesOf(beside(cases, name), 'name a file in it');
}

function textOf(path: string): string {
  const text = markedText(bytesOf(path, 'name the file of cases in it'));
  if (text === null) throw fault(path, 'this is not UTF-8 text', HOW);
  return text;
}

/** Far more than cases take, and no more than a text can hold. */
const MOST_BYTES = 1 << 28;

function bytesOf(path: string, ofFolder: string): Buffer {
  let bytes: Buffer | null;
  try {
    bytes = bytesWithin(path, MOST_BYTES);
  } catch (error) {
    throw asUserError(error, path, { EISDIR: ofFolder });
  }
  if (bytes === null) throw fault(path, 'this file is too large for cases', HOW);
  return bytes;
}

function parsed(text: string, path: string): unknown {
  if (text.trim() === '') throw fault(path, 'the file is empty', HOW);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw fault(path, 'this is no JSON, or cut short', HOW);
  }
}

const HOW = 'docs/verify.md says how cases are written';

function checkedCases(value: unknown, path: string) {
  const { schemaVersion } = Object(value) as { schemaVersion?: unknown };
  if (typeof schemaVersion === 'number' && schemaVersion > 1) {
    throw fault(
      path,
      `schemaVersion ${schemaVersion}: written for a newer perso-test`,
      'update it',
    );
  }
  const result = z.safeParse(casesSchema, value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const steps = [...issue.path, ...keys];
  const what = keys.length > 0 ? 'is no key here' : 'is missing or something else than it may be';
  throw fault(path, `${steps.length === 0 ? 'the whole' : steps.join('.')} ${what}`, HOW);
}

function fault(file: string, message: string, hint: string): UserError {
  return new UserError(message, { location: { file }, hint });
}
