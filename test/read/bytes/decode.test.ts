import { expect, test } from 'vitest';
import { decodeText } from '../../../src/read/bytes/decode.js';
import { chunksOf, cutAt, mistakeIn } from '../given.js';

async function textOf(chunks: AsyncIterable<Buffer>, encoding = 'utf-8'): Promise<string> {
  let text = '';
  for await (const piece of decodeText(chunks, encoding, 'x.csv')) text += piece;
  return text;
}

const text = 'ä,€\r\n💌,\ufffd\ré\n';
const utf16be = Buffer.from(text, 'utf16le').swap16();

test.each([
  ['utf-8', Buffer.from(text)],
  ['utf-16le', Buffer.from(text, 'utf16le')],
  ['utf-16be', utf16be],
])('%s reads alike wherever the bytes are cut', async (encoding, bytes) => {
  for (let at = 0; at <= bytes.length; at++) {
    expect(await textOf(cutAt(bytes, at), encoding), String(at)).toBe(text);
  }
  expect(await textOf(chunksOf(bytes, [1]), encoding)).toBe(text);
});

test('a byte-order mark is no part of the text, but one inside it is', async () => {
  const bytes = Buffer.from('\ufeffa\ufeffb');
  for (let at = 0; at <= bytes.length; at++)
    expect(await textOf(cutAt(bytes, at))).toBe('a\ufeffb');
});

test.each([
  ['LF', 'ä\nb\n', 3],
  ['CRLF', 'ä\r\nb\r\n', 3],
  ['CR', 'ä\rb\r', 3],
  ['mixed ends', '\r\n\r\n\n\rä\n', 6],
  ['no end', 'ä', 1],
])('after %s the line of bad bytes is right wherever they are cut', async (_, before, line) => {
  for (const bad of [
    [0xe9, 0x0a],
    [0xff],
    [0xc3],
    [0xf0, 0x9f, 0x92],
    [0x80],
    [0xed, 0xa0, 0x80],
  ]) {
    const bytes = Buffer.concat([Buffer.from(before), Buffer.from(bad)]);
    for (let at = 0; at <= bytes.length; at++) {
      const mistake = await mistakeIn(() => textOf(cutAt(bytes, at)));
      expect(mistake.location, `${bad} cut at ${at}`).toEqual({ file: 'x.csv', line });
    }
  }
});

test.each([
  ['a\nb\0', 2],
  ['a\r\nb\r\n\0', 3],
  ['a\rb\rc\0', 3],
])('a NUL in %j is told from text, with its line', async (binary, line) => {
  const bytes = Buffer.from(binary);
  for (let at = 0; at <= bytes.length; at++) {
    const mistake = await mistakeIn(() => textOf(cutAt(bytes, at)));
    expect(mistake.message).toContain('NUL');
    expect(mistake.location).toEqual({ file: 'x.csv', line });
  }
});

test('an encoding is named in any case, and an unknown one is refused', async () => {
  expect(await textOf(cutAt(Buffer.from([0xcf, 0xf0]), 1), 'Windows-1251')).toBe('Пр');
  const mistake = await mistakeIn(() => textOf(cutAt(Buffer.from('a'), 0), 'utf-9'));
  expect(mistake.message).toContain('encoding utf-9');
});
