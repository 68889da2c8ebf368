import { TextDecoder } from 'node:util';
import { UserError } from '../errors.js';

const LINE_FEED = 10;

/**
 * The text of a stream of bytes, piece by piece, without a byte-order mark.
 *
 * @throws {UserError} with the line, where a byte sequence is not of that encoding or a NUL appears.
 */
export async function* decodeText(
  chunks: AsyncIterable<Buffer>,
  encoding: string,
  file: string,
): AsyncGenerator<string> {
  const decoder = strictDecoder(encoding);
  let line = 1;
  for await (const chunk of chunks) {
    const text = decoded(decoder, chunk, { encoding, file, line });
    if (text.includes('\0')) throw binaryError(file, line + linesBefore(text, text.indexOf('\0')));
    line += linesBefore(text, text.length);
    if (text !== '') yield text;
  }
  decoded(decoder, null, { encoding, file, line });
}

/**
 * A decoder that throws on bytes which its encoding does not have.
 *
 * @throws {UserError} when there is no such encoding.
 */
function strictDecoder(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new UserError(`--encoding ${encoding}: there is no such encoding`, {
      hint: 'names as browsers know them: utf-8, utf-16le, windows-1252, windows-1251, shift_jis …',
    });
  }
}

function decoded(
  decoder: TextDecoder,
  chunk: Buffer | null,
  { encoding, file, line }: { encoding: string; file: string; line: number },
): string {
  try {
    return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    if (encoding === 'utf-8' && chunk?.includes(0)) throw binaryError(file, line);
    const badLine = chunk === null ? line : line + validLines(chunk, encoding);
    throw new UserError(`this is not ${encoding.toUpperCase()} text`, {
      location: { file, line: badLine },
      hint: 'say how it is encoded, for example --encoding windows-1252 (or windows-1251, utf-16le)',
    });
  }
}

/** How many whole lines of a chunk decode before the first that does not. */
function validLines(chunk: Buffer, encoding: string): number {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let lines = 0;
  let start = splitCharacter(chunk);
  for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
    try {
      decoder.decode(chunk.subarray(start, end + 1), { stream: true });
    } catch {
      return lines;
    }
    lines += 1;
    start = end + 1;
  }
  return lines;
}

/** How many bytes at the start of a chunk end a UTF-8 character that the chunk before began. */
function splitCharacter(chunk: Buffer): number {
  let bytes = 0;
  while (bytes < 3 && (chunk[bytes]! & 0xc0) === 0x80) bytes += 1;
  return bytes;
}

function binaryError(file: string, line: number): UserError {
  return new UserError('there is a NUL character here, so this is no text file', {
    location: { file, line },
    hint: 'UTF-16 without a byte-order mark? pass --encoding utf-16le; else export it as CSV again',
  });
}

function linesBefore(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) {
    lines += 1;
  }
  return lines;
}
