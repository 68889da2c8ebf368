import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ClosingWords, closingLine } from '../../src/gate/closing-line.js';
import { readJournal, recordClosing, recordLook } from '../../src/read/journal/journal.js';
import { lineOf, newFolder, oldLineOf, textOf, userErrorOf } from '../read/journal/given.js';

const occasion = { time: new Date(Date.UTC(2026, 11, 1)), version: '0.1.0' };

/** A journal with one look that ships light. */
function shipped(): string {
  const path = join(newFolder(), 'j.jsonl');
  writeFileSync(path, textOf({ look: 1, decision: 'ship', variant: 'light' }));
  return path;
}

const close = (path: string, said: ClosingWords, name?: string) =>
  recordClosing(path, (before) => closingLine(before, said, { ...occasion, name: name ?? null }));

test('what the last look says is closed without more words, and is read again as it was written', async () => {
  const path = shipped();
  const line = await close(path, { learned: 'faces work', horizonUnits: 5000, trafficShare: 0.5 });
  expect(line).toMatchObject({ experiment: 'hero', decision: 'ship', variant: 'light' });
  expect(line).toMatchObject({ overrides: null, learned: 'faces work', next: null });
  const journal = readJournal(path);
  expect(journal.closing).toEqual(line);
  expect(journal.looks).toHaveLength(1);
});

test('what overrides the last look says why', async () => {
  const path = shipped();
  const error = await userErrorOf(() => close(path, { decision: 'keep-control' }));
  expect(error.message).toBe(
    'what was done, keep-control, is not what the last look says: ship of light',
  );
  expect(readJournal(path).closing).toBe(null);
  const line = await close(path, { decision: 'keep-control', because: 'no rights to the photos' });
  expect(line).toMatchObject({ decision: 'keep-control', variant: 'generic', overrides: 'ship' });
});

test('who keeps the control as the last look says, overrides nothing', async () => {
  const path = join(newFolder(), 'j.jsonl');
  writeFileSync(path, textOf({ look: 1, decision: 'keep-control', variant: 'generic' }));
  const line = await close(path, { variant: 'generic' });
  expect(line).toMatchObject({ decision: 'keep-control', variant: 'generic', overrides: null });
});

test('what is shipped is a treatment of the test, and nothing else names one', async () => {
  const path = shipped();
  const because = 'why not';
  const none = await userErrorOf(() => close(path, { variant: 'generic', because }));
  expect(none.message).toBe('generic is no treatment of this test');
  const kept = await userErrorOf(() =>
    close(path, { decision: 'keep-control', variant: 'light', because }),
  );
  expect(kept.message).toBe('light is named, and keep-control ships nothing');
});

test('an experiment is ended once, after a look', async () => {
  const path = shipped();
  await close(path, {});
  const again = await userErrorOf(() => close(path, {}));
  expect(again.message).toBe('the experiment was ended here already, with ship');
  expect(again.location).toEqual({ file: path, line: 2 });
  const look = recordLook(path, async ({ last }) => ({
    line: lineOf({ look: 2, previous: last }),
    result: 0,
  }));
  await expect(look).rejects.toThrow('it is closed');
  const empty = await userErrorOf(() => close(join(newFolder(), 'none.jsonl'), {}));
  expect(empty.message).toBe('there is no look in this journal that could be closed');
});

test('a journal of version 1 is closed by a line that names the experiment', async () => {
  const path = join(newFolder(), 'j.jsonl');
  writeFileSync(path, `${JSON.stringify(oldLineOf())}\n`);
  const error = await userErrorOf(() => close(path, {}));
  expect(error.message).toBe('the last look says to keep collecting, and that ends nothing');
  const done = { decision: 'keep-control', because: 'It took too long.' } as const;
  const unnamed = await userErrorOf(() => close(path, done));
  expect(unnamed.message).toBe('the looks on record do not name their experiment');
  expect(await close(path, done, 'hero')).toMatchObject({ experiment: 'hero' });
  expect(readJournal(path).closing).not.toBe(null);
});

test('a closing line that is none is never written', async () => {
  const path = shipped();
  const wrong = recordClosing(path, (before) => ({
    ...closingLine(before, {}, occasion),
    trafficShare: 2,
  }));
  await expect(wrong).rejects.toThrow('trafficShare may not be 2');
  expect(readJournal(path).closing).toBe(null);
});
