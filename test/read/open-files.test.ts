import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { readAggregates } from '../../src/read/read-aggregates.js';
import { mistakeIn, UNSAID } from './given.js';

const folder = mkdtempSync(join(tmpdir(), 'perso-test-open-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Where the system tells which files this process has open. */
const OPEN = '/proc/self/fd';

const rows = 'variant,x\ngeneric,1\npersonalized,oops\n';
const large = `${rows.slice(0, 20)}${'generic,1\npersonalized,0\n'.repeat(60_000)}generic,oops\n`;

test.skipIf(!existsSync(OPEN)).each([
  ['a small file', Buffer.from(rows)],
  ['a large file', Buffer.from(large)],
  ['gzip', gzipSync(rows)],
  ['large gzip', gzipSync(large)],
  ['no CSV at all', Buffer.from('<!DOCTYPE html><html></html>')],
])('a mistake in %s leaves no file open', async (name, bytes) => {
  const path = join(folder, name.replaceAll(' ', '-'));
  writeFileSync(path, bytes);
  const read = () => readAggregates([{ path, variant: null }], UNSAID, { stdin: nothing() });
  // The first reading may load what stays loaded.
  await mistakeIn(read);
  const before = readdirSync(OPEN).length;
  for (let i = 0; i < 5; i += 1) await mistakeIn(read);
  expect(readdirSync(OPEN).length).toBeLessThanOrEqual(before);
});

async function* nothing(): AsyncGenerator<Buffer> {}
