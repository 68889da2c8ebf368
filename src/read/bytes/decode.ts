import { TextDecoder } from 'node:util';
import { UserError } from '../../errors.js';
import { type Decoder, dosDecoder } from './dos-pages.js';
import { likelyEncodings } from './likely-encoding.js';
import { lineEnds } from './line-ends.js';

/**
 * The text of a stream of bytes, piece by piece, without a byte-order mark.
 *
 * @param line the line on which the bytes begin; a mark can stand only before the first
 * @throws {UserError} with the line, where a byte sequence is not of that encoding or a NUL appears.
 */
export async function* decodeText(
  chunks: AsyncIterable<Buffer>,
  encoding: string,
  file: string,
  line = 1,
): AsyncGenerator<string> {
  const decoder = strictDecoder(encoding, line > 1);
  let begun: Buffer = Buffer.alloc(0);
  let before = { line, text: '' };
  for await (const chunk of chunks) {
    const text = decoded(decoder, chunk);
    if (text === null) throw badBytes(Buffer.concat([begun, chunk]), decoder, file, before);
    const nul = text.indexOf('\0');
    if (nul !== -1) throw binaryError(file, lineAfter(before, text.slice(0, nul)), chunk);
    before = { line: lineAfter(before, text), text: text === '' ? before.text : text };
    begun = begunCharacter(chunk, decoder.encoding, begun);
    if (text !== '') yield text;
  }
  if (decoded(decoder, null) === null) throw badBytes(begun, decoder, file, before);
}

/**
 * A decoder that throws on bytes which its encoding does not have.
 *
 * @throws {UserError} when there is no such encoding.
 */
function strictDecoder(encoding: string, ignoreBOM: boolean): Decoder {
  const dos = dosDecoder(encoding);
  if (dos !== null) return dos;
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM });
  } catch {
    throw new UserError((say) => `${say.encoding()} ${encoding}: there is no such encoding`, {
      hint: 'take utf-8, utf-16le, windows-1252, windows-1251, cp850, shift_jis or the like',
    });
  }
}

/** The text of the next bytes (of none any more: `null`); `null` where they are not of the encoding. */
function decoded(decoder: Decoder, bytes: Buffer | null): string | null {
  try {
    return bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

/** The line of what comes after a text; a CRLF cut in two by the chunks is one line end. */
function lineAfter(before: { line: number; text: string }, text: string): number {
  const cut = before.text.endsWith('\r') && text.startsWith('\n') ? 1 : 0;
  return before.line + lineEnds(text) - cut;
}

function badBytes(
  bytes: Buffer,
  { encoding }: Decoder,
  file: string,
  before: { line: number; text: string },
): UserError {
  const line = lineAfter(before, validStart(bytes, encoding));
  if (encoding === 'utf-8' && bytes.includes(0)) return binaryError(file, line, bytes);
  const [likely, other] = likelyEncodings(bytes) as [string, string?];
  return new UserError(`this is not ${encoding.toUpperCase()} text`, {
    location: { file, line },
    hint: (say) =>
      `it may be ${likely}${other === undefined ? '' : ` (or ${other})`}: ${say.again([say.encoding(likely)])}`,
  });
}

/** The text of the longest start of these bytes that is of the encoding; by bisection, so few tries. */
function validStart(bytes: Buffer, encoding: string): string {
  let [text, least, most] = ['', 0, bytes.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    const start = decoded(decoder, bytes.subarray(0, middle));
    if (start === null) most = middle - 1;
    else [text, least] = [start, middle];
  }
  return text;
}

/** The bytes at the end of a chunk that begin a UTF-8 character which the next chunk ends. */
function begunCharacter(chunk: Buffer, encoding: string, before: Buffer): Buffer {
  if (encoding !== 'utf-8') return Buffer.alloc(0);
  const end = Buffer.concat([before, chunk.subarray(-4)]).subarray(-4);
  const lead = end.findLastIndex((byte) => byte >= 0xc0);
  const length = lead === -1 ? 0 : end[lead]! >= 0xf0 ? 4 : end[lead]! >= 0xe0 ? 3 : 2;
  return lead + length > end.length ? Buffer.from(end.subarray(lead)) : Buffer.alloc(0);
}

function binaryError(file: string, line: number, bytes: Buffer): UserError {
  const wide = wideEncoding(bytes);
  return new UserError('there is a NUL character here, so this is no text file', {
    location: { file, line },
    hint: (say) =>
      wide === null
        ? 'export the table as CSV, and name that file'
        : `UTF-16? ${say.again([say.encoding(wide)])}; else export it as CSV again`,
  });
}

/** The UTF-16 that bytes are most likely, of which every other is NUL in Latin text; `null` where they are none. */
function wideEncoding(bytes: Buffer): string | null {
  const start = [...bytes.subarray(0, WIDE_LOOKED_AT)];
  const nuls = [0, 1].map(
    (parity) => start.filter((byte, i) => byte === 0 && i % 2 === parity).length / start.length,
  );
  if (nuls[1]! > MOSTLY && nuls[0] === 0) return 'utf-16le';
  return nuls[0]! > MOSTLY && nuls[1] === 0 ? 'utf-16be' : null;
}

/** A header is long enough to tell, and may have letters beyond Latin. */
const WIDE_LOOKED_AT = 256;
const MOSTLY = 0.3;
