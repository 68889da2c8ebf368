import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type JournalLine, readJournal, recordLook } from '../../../src/read/journal/journal.js';
import { lineOf, newFolder, nextAfter, textOf, userErrorOf } from './given.js';

test('a journal that does not exist has no looks, nor has an empty one', () => {
  const path = join(newFolder(), 'j.jsonl');
  const none = { path, looks: [], report: null, closing: null, last: null };
  expect(readJournal(path)).toEqual(none);
  writeFileSync(path, '');
  expect(readJournal(path)).toEqual(none);
});

test('each look is decided knowing those before, and stands in the journal as it was made', async () => {
  const path = join(newFolder(), 'j.jsonl');
  const seen: number[] = [];
  for (let look = 1; look <= 3; look++) {
    const result = await recordLook(path, (before) => {
      seen.push(before.looks.length);
      return nextAfter(before);
    });
    expect(result).toBe(look);
  }
  expect(seen).toEqual([0, 1, 2]);
  const text = textOf({ look: 1 }, { look: 2 }, { look: 3 });
  const lines = text.trimEnd().split('\n');
  expect(readJournal(path).looks).toEqual(lines.map((line) => JSON.parse(line)));
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('a repeated look keeps the number of the one that it repeats', async () => {
  const path = join(newFolder(), 'j.jsonl');
  writeFileSync(path, textOf({ look: 1 }, { look: 1, repeats: true }));
  const add = (rest: Partial<JournalLine>) =>
    recordLook(path, async ({ last }) => ({
      line: lineOf({ ...rest, previous: last }),
      result: 0,
    }));
  await add({ look: 1, repeats: true });
  await add({ look: 2 });
  expect(readJournal(path).looks.map(({ look }) => look)).toEqual([1, 1, 1, 2]);
});

/** Names that are properties of every object, that sort as numbers, that need escapes, that are none. */
const NAMES = ['__proto__', 'constructor', '2', '1', '🦄 "a"\n\\', '\ud800', '', ' '];

test('variants and metrics may be called anything', async () => {
  const path = join(newFolder(), 'j.jsonl');
  const units = Object.fromEntries(NAMES.map((name, i) => [name, i + 1]));
  const [comparison] = lineOf().comparisons;
  const comparisons = NAMES.map((name) => ({
    ...comparison!,
    metric: name,
    treatment: { ...comparison!.treatment, variant: name },
  }));
  const line = lineOf({ units, plannedUnits: units, comparisons, variant: '__proto__' });
  await recordLook(path, async () => ({ line, result: 0 }));
  const [read] = readJournal(path).looks;
  expect(Object.entries(read!.units)).toEqual(Object.entries(units));
  expect(Object.entries(read!.plannedUnits)).toEqual(Object.entries(units));
  expect(read!.comparisons).toEqual(comparisons);
});

test('lines may end as those of Windows do, and stay as they are', async () => {
  const path = join(newFolder(), 'j.jsonl');
  const text = textOf({ look: 1 }, { look: 2 }).replaceAll('\n', '\r\n');
  writeFileSync(path, text);
  await recordLook(path, nextAfter);
  const [third] = textOf({ look: 1 }, { look: 2 }, { look: 3 }).split('\n').slice(2);
  expect(readFileSync(path, 'utf8')).toBe(`${text}${third}\n`);
  expect(readJournal(path).looks).toHaveLength(3);
});

test('nothing is left beside the journal, neither after a look nor after one that failed', async () => {
  const folder = newFolder();
  const path = join(folder, 'j.jsonl');
  await recordLook(path, nextAfter);
  const failing = recordLook(path, () => Promise.reject(new Error('no data')));
  await expect(failing).rejects.toThrow('no data');
  expect(readdirSync(folder)).toEqual(['j.jsonl']);
  expect(readJournal(path).looks).toHaveLength(1);
});

test('a line that could not be read again is a bug, not recorded', async () => {
  const folder = newFolder();
  const path = join(folder, 'j.jsonl');
  const wrong: Partial<JournalLine>[] = [
    { look: 2 },
    { previous: 'd'.repeat(64) },
    { repeats: true },
    { plannedUnits: { generic: Number.NaN } },
    { units: JSON.parse('{"__proto__": 0.5}') },
    { comparisons: [{ ...lineOf().comparisons[0]!, statistic: Number.POSITIVE_INFINITY }] },
  ];
  for (const rest of wrong) {
    const recorded = recordLook(path, async () => ({ line: lineOf(rest), result: 0 }));
    await expect(recorded).rejects.toThrow(/^no line for a journal: /);
  }
  expect(readdirSync(folder)).toEqual([]);
});

test('looks of one process that come at once are recorded one after the other', async () => {
  const path = join(newFolder(), 'j.jsonl');
  let inside = 0;
  let most = 0;
  const looks = Array.from({ length: 8 }, () =>
    recordLook(path, async (before) => {
      most = Math.max(most, ++inside);
      await new Promise(setImmediate);
      inside--;
      return nextAfter(before);
    }),
  );
  expect((await Promise.all(looks)).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(most).toBe(1);
  expect(readJournal(path).looks).toHaveLength(8);
});

test('a journal keeps its permissions', async () => {
  const path = join(newFolder(), 'j.jsonl');
  writeFileSync(path, '');
  chmodSync(path, 0o640);
  await recordLook(path, nextAfter);
  expect(statSync(path).mode & 0o7777).toBe(0o640);
});

test('a link to a journal stays a link, also to one that does not exist yet', async () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'kept'));
  mkdirSync(join(folder, 'job'));
  const link = join(folder, 'job/j.jsonl');
  symlinkSync('../kept/looks.jsonl', link);
  await recordLook(link, nextAfter);
  await recordLook(link, nextAfter);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readJournal(join(folder, 'kept/looks.jsonl')).looks).toHaveLength(2);
  expect(readdirSync(join(folder, 'job'))).toEqual(['j.jsonl']);
});

test('who deletes the lock of a gate that runs makes it record nothing', async () => {
  const folder = newFolder();
  const path = join(folder, 'j.jsonl');
  const error = await userErrorOf(() =>
    recordLook(path, async (before) => {
      const [lock] = readdirSync(folder);
      const { rmSync } = await import('node:fs');
      rmSync(join(folder, lock!));
      return nextAfter(before);
    }),
  );
  expect(error.message).toBe('the lock of the journal was deleted while it was held');
  expect(readdirSync(folder)).toEqual([]);
});
