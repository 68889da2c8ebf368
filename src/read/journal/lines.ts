import { isUtf8 } from 'node:buffer';
import { UserError } from '../../errors.js';
import { checkNoOther, checkNoTable } from '../bytes/own-files.js';
import { breakAt, lineSha256 } from './chain.js';
import { faultOfPlace } from './line.js';
import { type LinePlace, refusedLine } from './refused-line.js';
import { type AnyLine, faultOf, isClosing, isReport, type Journal } from './schema.js';

/**
 * What a journal's bytes hold; no looks for no bytes.
 *
 * @throws {UserError} on the first line that is not wholly what this program writes there, with its number:
 *   half a line, one that is no look, one that was edited, moved or taken out since. Nothing is skipped: a
 *   look that is lost is alpha that is spent twice.
 */
export function journalIn(bytes: Buffer, path: string): Journal {
  const start = bytes.subarray(0, 1024).toString('latin1');
  checkNoOther(start, path, 'a journal');
  checkNoTable(start, path, { is: 'a journal', hint: KEPT_BY });
  const texts = textLines(bytes, path);
  const hashes = texts.map(lineSha256);
  const journal: Journal = {
    path,
    looks: [],
    report: null,
    closing: null,
    last: hashes.at(-1) ?? null,
  };
  for (const [i, text] of texts.entries()) {
    const place = { file: path, line: i + 1 };
    const line = lineIn(text, place);
    const fault = faultOfPlace(line, journal);
    if (fault !== null) throw refusedLine(fault, place);
    const broken = breakAt(line, i, hashes);
    if (broken !== null) throw refusedLine(broken.message, { file: path, line: broken.line });
    if (isClosing(line)) journal.closing = line;
    else if (isReport(line)) journal.report = line;
    else journal.looks.push(line);
  }
  return journal;
}

const KEPT_BY = 'a journal is what perso-test gate --journal looks.jsonl keeps';

/**
 * The lines without their ends, which may be those of Windows, and without a mark before the first: an editor may have
 * made them so, or git with core.autocrlf. No hash of a line counts these.
 */
function textLines(bytes: Buffer, file: string): string[] {
  const lines: string[] = [];
  let start = bytes.subarray(0, MARK.length).equals(MARK) ? MARK.length : 0;
  if (WIDE_MARKS.some((mark) => bytes.subarray(0, mark.length).equals(mark))) {
    throw refusedLine('this is UTF-16, as PowerShell has it', { file, line: 1 }, TO_UTF_8);
  }
  while (start < bytes.length) {
    const place = { file, line: lines.length + 1 };
    const end = bytes.indexOf('\n', start);
    if (end === -1) throw refusedLine('the line has no end: it may be half of one', place);
    const line = bytes.subarray(start, end);
    if (!isUtf8(line)) throw refusedLine('this is not UTF-8', place);
    lines.push(line.toString());
    start = end + 1;
  }
  return lines;
}

/** Byte-order marks, of UTF-8 and of UTF-16. */
const MARK = Buffer.from('\ufeff');
const WIDE_MARKS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

const TO_UTF_8 = 'save it as UTF-8 and nothing else: its lines keep their hashes';

function lineIn(text: string, place: LinePlace): AnyLine {
  const value = parsed(text, place);
  checkVersion(value, place);
  const fault = faultOf(value);
  if (fault !== null) throw refusedLine(fault, place);
  return value as AnyLine;
}

function parsed(text: string, place: LinePlace): unknown {
  if (text.trim() === '') throw refusedLine('the line is empty', place);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refusedLine('this is not JSON, or half a line of it', place);
  }
}

/** The latest version of a line that this program knows. */
const LATEST = 2;

function checkVersion(value: unknown, place: LinePlace): void {
  const { schemaVersion: version } = Object(value) as { schemaVersion?: unknown };
  if (typeof version !== 'number' || version <= LATEST) return;
  throw new UserError(`this was written by a newer perso-test (schemaVersion ${version})`, {
    location: place,
    hint: 'run the version of perso-test that keeps this journal elsewhere, or start a new one',
  });
}
