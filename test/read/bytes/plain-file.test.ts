import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { inputFile, sizeOf } from '../../../src/read/bytes/plain-file.js';

const folder = mkdtempSync(join(tmpdir(), 'perso-plain-'));
const path = join(folder, 'rows.csv');
writeFileSync(path, 'variant,x\na,1\n');
afterAll(() => rmSync(folder, { recursive: true }));

async function* bytes(): AsyncGenerator<Buffer> {}

function inputFrom(fd?: number) {
  return { stdin: Object.assign(bytes(), fd === undefined ? {} : { fd }) };
}

test.skipIf(!existsSync('/proc/self/fdinfo'))(
  'a file is one for as long as nothing of it was read',
  () => {
    const fd = openSync(path, 'r');
    expect(inputFile(inputFrom(fd))).toBe(fd);
    expect(sizeOf({ path: '-', variant: null }, inputFrom(fd))).toBe(14);
    readSync(fd, Buffer.alloc(3), 0, 3, 5);
    expect(inputFile(inputFrom(fd))).toBe(fd);
    readSync(fd, Buffer.alloc(3));
    expect(inputFile(inputFrom(fd))).toBeNull();
    expect(sizeOf({ path: '-', variant: null }, inputFrom(fd))).toBeNull();
    closeSync(fd);
  },
);

test('what is no file of its own has no size', () => {
  expect(inputFile(inputFrom())).toBeNull();
  expect(sizeOf({ path: folder, variant: null }, inputFrom())).toBeNull();
  expect(sizeOf({ path: join(folder, 'none'), variant: null }, inputFrom())).toBeNull();
  expect(sizeOf({ path, variant: null }, inputFrom())).toBe(14);
});
