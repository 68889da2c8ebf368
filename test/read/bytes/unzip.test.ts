import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unzipped } from '../../../src/read/bytes/unzip.js';
import { chunksOf, mistakeIn } from '../given.js';

async function bytesOf(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of unzipped(chunks, 'x.csv')) parts.push(part);
  return Buffer.concat(parts);
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

test('members of gzip, one or several, are what was packed, however they are cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(bytes, { minLength: 1, maxLength: 3 }), sizes, async (parts, cut) => {
      const packed = Buffer.concat(parts.map((part) => gzipSync(part)));
      expect(await bytesOf(chunksOf(packed, cut))).toEqual(Buffer.concat(parts));
    }),
    { seed: 20261124, numRuns: 100 },
  );
});

test('anything else is what it is', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, sizes, async (plain, cut) => {
      fc.pre(plain[0] !== 0x1f || plain[1] !== 0x8b);
      expect(await bytesOf(chunksOf(plain, cut))).toEqual(plain);
    }),
    { seed: 20261124, numRuns: 100 },
  );
});

test('gzip that ends too early is a mistake, wherever it ends', async () => {
  const packed = gzipSync(Buffer.from('variant,x\na,1\n'));
  for (let length = 2; length < packed.length; length++) {
    const mistake = await mistakeIn(() => bytesOf(chunksOf(packed.subarray(0, length), [7])));
    expect(mistake.message).toBe('this gzip file ends too early');
  }
});

test('whoever stops early lets go of the source, plain or zipped', async () => {
  for (const bytes of [Buffer.from('a,b\n1,2\n'), gzipSync('a,b\n1,2\n')]) {
    let isOpen = true;
    async function* source(): AsyncGenerator<Buffer> {
      try {
        yield bytes;
        yield bytes;
      } finally {
        isOpen = false;
      }
    }
    for await (const _ of unzipped(source(), 'f.csv')) break;
    expect(isOpen).toBe(false);
  }
});
