import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { smallSha256 } from '../../../src/read/bytes/sha256.js';
import { readBytes } from '../../../src/read/bytes/source.js';
import { chunksOf } from '../given.js';

function bytes(length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, i) => (i * 167 + (i >> 8)) & 0xff));
}

function native(message: Buffer): string {
  return createHash('sha256').update(message).digest('hex');
}

test('every length up to three blocks hashes as OpenSSL does', () => {
  for (let length = 0; length <= 200; length++) {
    expect(smallSha256(bytes(length)), String(length)).toBe(native(bytes(length)));
  }
});

const border = 1 << 14;

test.each([border - 1, border, border + 1, 3 * border])(
  'a stream of %d bytes hashes alike however it is cut',
  async (length) => {
    for (const sizes of [[1 << 18], [border], [7, 4096], [border - 1, 1]]) {
      const stdin = chunksOf(bytes(length), sizes);
      const { chunks, hashes } = readBytes({ path: '-', variant: null }, { stdin }, {});
      for await (const _ of chunks);
      expect(hashes().sha256).toBe(native(bytes(length)));
    }
  },
);
