import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addId, findId, noIds, PAGE, type UnitIds } from '../../../src/read/units/unit-ids.js';
import { allocated } from '../../../src/read/units/unit-memory.js';
import { mistakeIn } from '../given.js';

const roomy = () => ({ bytes: 0, most: 2 ** 30, column: 'id' });

function spanOf(text: string) {
  // Not at the start of its bytes, and not up to their end.
  const bytes = Buffer.from(`<${text}>`);
  return { bytes, from: 1, to: bytes.length - 1 };
}

function numberOf(ids: UnitIds, text: string): number {
  const found = findId(ids, spanOf(text));
  if (found !== -1) return found;
  addId(ids, spanOf(text));
  return ids.count - 1;
}

test('ids are numbered as a Map numbers them', () => {
  const id = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
    fc.constantFrom('a', 'ab', 'abc', 'b', 'ü', 'üb', '\u{10ffff}'),
    fc.nat(300).map(String),
  );
  fc.assert(
    fc.property(fc.array(id, { maxLength: 3000 }), (texts) => {
      const [ids, known] = [noIds(roomy()), new Map<string, number>()];
      for (const text of texts) {
        if (!known.has(text)) known.set(text, known.size);
        if (numberOf(ids, text) !== known.get(text)) throw new Error(`wrong number of ${text}`);
      }
      expect(ids.count).toBe(known.size);
    }),
    { seed: 20261124, numRuns: 100 },
  );
});

test('they stay what they are over pages, blocks and a table that grows', () => {
  const ids = noIds(roomy());
  // Four pages of ids, and at 20 bytes each five blocks.
  const text = (i: number) => `${i}`.padStart(19, 'x');
  const numbers = Array.from({ length: 4 * PAGE }, (_, i) => i);
  expect(numbers.every((i) => numberOf(ids, text(i)) === i)).toBe(true);
  expect(numbers.every((i) => findId(ids, spanOf(text(i))) === i)).toBe(true);
  expect(findId(ids, spanOf(text(4 * PAGE)))).toBe(-1);
  expect(ids.blocks.length).toBeGreaterThan(4);
});

test('one that is longer than a block, and a start of it, are two', () => {
  const ids = noIds(roomy());
  const long = 'x'.repeat(3 << 20);
  const texts = ['a', long, `${long}y`, long.slice(1), 'b'];
  expect(texts.map((text) => numberOf(ids, text))).toEqual([0, 1, 2, 3, 4]);
  expect(texts.map((text) => findId(ids, spanOf(text)))).toEqual([0, 1, 2, 3, 4]);
});

/** Found by trying, the last also the start of one another; should the hash change, the tests say so. */
const HASHED_ALIKE: [string, string][] = [
  ['user-129599', 'user-732382'],
  ['udfze3z6', 'u'],
  ['u', 'udfze3z6'],
];

test.each(HASHED_ALIKE)('two that have the same hash are two: %s %s', (...texts) => {
  const ids = noIds(roomy());
  for (const text of texts) numberOf(ids, text);
  expect(hashOfNumber(ids, 0)).toBe(hashOfNumber(ids, 1));
  expect(texts.map((text) => findId(ids, spanOf(text)))).toEqual([0, 1]);
});

/** The hash in the slot of the id with this number. */
function hashOfNumber({ slots }: UnitIds, number: number): number {
  for (let at = 0; at < slots.length; at += 2) if (slots[at] === number + 1) return slots[at + 1]!;
  throw new Error('no slot');
}

test('memory is counted, and its limit a mistake that no skipped row gets around', async () => {
  const memory = { bytes: 0, most: 1 << 20, column: 'user' };
  const ids = noIds(memory);
  const mistake = await mistakeIn(() => {
    for (let i = 0; ; i++) addId(ids, spanOf(`${i}`));
  });
  expect(mistake).toMatchObject({
    message: 'unitIdColumn user: its units take more than 1 MiB',
    fatal: true,
  });
  expect(mistake.hint).toContain('perso-test sql');
});

test('memory that the machine has not is a mistake too', async () => {
  const memory = { bytes: 0, most: 2 ** 60, column: 'user' };
  const mistake = await mistakeIn(() =>
    allocated(memory, 2 ** 53, () => new Uint8Array(2 ** 53 - 1)),
  );
  expect(mistake.message).toContain('unitIdColumn user: there is no room for its units beyond');
});

test('an id takes its bytes and some twenty', () => {
  const memory = roomy();
  const ids = noIds(memory);
  for (let i = 1e6; i < 1.5e6; i++) addId(ids, spanOf(`${i}`));
  expect(memory.bytes / ids.count).toBeLessThan(7 + 1 + 4 + 22);
});
