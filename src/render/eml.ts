import { createHash } from 'node:crypto';
import type { Report } from '../report/report.js';
import { renderPage } from './page/page.js';
import { printable } from './printable.js';
import { PLAIN } from './text/style.js';
import { renderText } from './text/text.js';
import { headline } from './verdict-words.js';

const LINE_END = '\r\n';

/** Columns that a mail program shows without breaking lines (RFC 5322, §2.1.1). */
const TEXT_COLUMNS = 78;

/** Characters a line of base64, as mail has them (RFC 2045, §6.8). */
const BASE64_LINE = 76;

/** Bytes of a subject in one encoded word, which has at most 75 characters (RFC 2047, §2): 60 of base64. */
const WORD_BYTES = 45;

/**
 * The report as a mail to be sent: the text as its body, and the page attached, since mail programs show no drawings.
 * It has no date, sender or recipient, which whoever sends it adds.
 *
 * @see RFC 5322, RFC 2045 to 2047; X-Unsent opens it as a draft.
 */
export function renderEml(report: Report): string {
  const text = renderText(report, { paint: PLAIN, width: TEXT_COLUMNS });
  const page = renderPage(report);
  const boundary = `=_${createHash('sha256').update(text).update(page).digest('hex').slice(0, 32)}`;
  const name = report.plan?.experiment ?? 'perso-test';
  const lines = [
    `Subject: ${encodedWords(printable(`${name}: ${headline(report.verdict)}`))}`,
    'X-Unsent: 1',
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    ...part('text/plain; charset=utf-8', [], text),
    `--${boundary}`,
    ...part(
      'text/html; charset=utf-8; name="report.html"',
      ['Content-Disposition: attachment; filename="report.html"'],
      page,
    ),
    `--${boundary}--`,
    '',
  ];
  return lines.join(LINE_END);
}

function part(type: string, headers: readonly string[], content: string): string[] {
  const base64 = Buffer.from(content).toString('base64');
  const lines = base64.match(new RegExp(`.{1,${BASE64_LINE}}`, 'g')) ?? [];
  return [`Content-Type: ${type}`, ...headers, 'Content-Transfer-Encoding: base64', '', ...lines];
}

/** A text in encoded words, none of which cuts a character, folded over lines. */
function encodedWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word]
    .map((one) => `=?utf-8?B?${Buffer.from(one).toString('base64')}?=`)
    .join(`${LINE_END} `);
}
