import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOfText } from '../../../src/read/bytes/id-hash.js';
import { unitTableFor } from '../../../src/read/scan/unit-table.js';
import * as layout from '../../../src/read/units/layout.js';
import { eachUnit, idOffset } from '../../../src/read/units/unit-extents.js';
import {
  renewViews,
  setWord,
  type UnitMemory,
  unitMemory,
} from '../../../src/read/units/unit-memory.js';
import { beginTable, findUnit, newUnit } from '../../../src/read/units/unit-table.js';
import { mistakeIn } from '../given.js';

const { UNITS } = layout;

/** Units with one metric, in memory that grows in place, or that does not. */
function table(wasm?: null, most?: number): UnitMemory {
  const memory = unitMemory('user', most, wasm);
  setWord(memory, UNITS.numbers, 1);
  setWord(memory, UNITS.metrics, 1);
  beginTable(memory);
  return memory;
}

function spanOf(text: string) {
  // Not at the start of its bytes, and not up to their end.
  const bytes = Buffer.from(`<${text}>`);
  return { bytes, from: 1, to: bytes.length - 1 };
}

function idsIn(memory: UnitMemory): string[] {
  const found: string[] = [];
  eachUnit(memory, (unit, idEnd) => {
    found.push(Buffer.from(memory.bytes.slice(unit + idOffset(memory), idEnd)).toString());
  });
  return found;
}

test('the reader knows where the table has things', () => {
  const path = join(import.meta.dirname, '../../../src/scan/units/memory.ts');
  const named = readFileSync(path, 'utf8').matchAll(/^export const (\w+): \w+ = (\w+);/gm);
  const memory = Object.fromEntries([...named].map(([, name, at]) => [name, Number(at)]));
  const names: Record<string, string> = {
    slotCount: 'SLOT_COUNT',
    fillEnd: 'FILL_END',
    cursorExtent: 'CURSOR_EXTENT',
    hasVariant: 'HAS_VARIANT',
    metricList: 'METRIC_LIST',
  };
  for (const [name, at] of Object.entries(UNITS)) {
    if (name !== 'start')
      expect([name, memory[names[name] ?? name.toUpperCase()]]).toEqual([name, at]);
  }
  expect(memory).toMatchObject({
    TWO_VARIANTS: layout.TWO_VARIANTS,
    MISSING: layout.MISSING,
    AMOUNT: layout.AMOUNT,
  });
});

/** Adds ids by the table in JavaScript. */
function addOneByOne(memory: UnitMemory, texts: readonly string[]): void {
  for (const text of texts) {
    if (findUnit(memory, spanOf(text)) === 0) newUnit(memory, spanOf(text));
  }
}

/** Adds ids by the table in WebAssembly, 512 at once; whether there was room. */
function addAtOnce(memory: UnitMemory, texts: readonly string[]): boolean {
  const many = unitTableFor(memory)!;
  setWord(memory, UNITS.hasVariant, 0);
  setWord(memory, UNITS.texts, 0);
  setWord(memory, UNITS.values, 1);
  memory.words.set([0, 1, 1, 0, 0], UNITS.metricList >>> 2);
  for (let from = 0; from < texts.length; from += 512) {
    if (memory.bytes.length === 0) renewViews(memory);
    const some = texts.slice(from, from + 512);
    let at = 0;
    some.forEach((text, i) => {
      const id = Buffer.from(text);
      memory.words[(UNITS.rows >>> 2) + i] = hashOfText(text);
      memory.words[(UNITS.rows >>> 2) + 512 + i] = at;
      const start = UNITS.rows + 8 * 512 + 8 * 512 + at;
      const length = Math.ceil((id.length + 1) / 8) * 8;
      memory.bytes.fill(0, start, start + length);
      memory.bytes.set(id, start);
      memory.bytes[start + id.length] = layout.END;
      at += length;
    });
    if (many.takeRows(some.length) === 0) return false;
  }
  if (memory.bytes.length === 0) renewViews(memory);
  return true;
}

const WAYS: [string, () => UnitMemory, (memory: UnitMemory, texts: string[]) => void][] = [
  ['one by one', () => table(), addOneByOne],
  ['one by one, in memory that is copied to grow', () => table(null), addOneByOne],
  ['many at once', () => table(), addAtOnce],
  [
    'in either way by turns',
    () => table(),
    (memory, texts) => {
      for (let from = 0; from < texts.length; from += 700) {
        const add = from % 1400 === 0 ? addOneByOne : addAtOnce;
        add(memory, texts.slice(from, from + 700));
      }
    },
  ],
];

describe.each(WAYS)('ids that are added %s', (_, made, add) => {
  const id = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    fc.constantFrom('a', 'ab', 'abc', 'b', 'ü', 'üb', '\u{10ffff}', 'x'.repeat(7), 'x'.repeat(8)),
    fc.nat(300).map(String),
  );

  test('are kept once each, in order of appearance', () => {
    fc.assert(
      fc.property(fc.array(id, { maxLength: 3000, size: 'max' }), (texts) => {
        // Lone surrogates have no UTF-8; no file can hold them.
        const whole = texts.map((text) => Buffer.from(text).toString());
        const memory = made();
        add(memory, whole);
        expect(idsIn(memory)).toEqual([...new Set(whole)]);
      }),
      { seed: 20261124, numRuns: 30 },
    );
  });

  test('stay what they are while the table grows', () => {
    const texts = Array.from({ length: 300_000 }, (_, i) => `${i}`.padStart(19, 'x'));
    const memory = made();
    add(memory, texts);
    add(memory, texts);
    expect(idsIn(memory)).toEqual(texts);
    expect(texts.every((text) => findUnit(memory, spanOf(text)) !== 0)).toBe(true);
    expect(findUnit(memory, spanOf('x'.repeat(19)))).toBe(0);
  });

  test('are told apart where they have the same hash', () => {
    const byHash = new Map<number, string[]>();
    for (let i = 0; i < 400_000; i++) {
      const text = `${Math.imul(i, 2_654_435_761) >>> 0}-${(i * i) % 1_000_003}`;
      const hash = hashOfText(text);
      byHash.set(hash, [...(byHash.get(hash) ?? []), text]);
    }
    const alike = [...byHash.values()].filter(({ length }) => length > 1).flat();
    expect(alike.length).toBeGreaterThan(4);
    const memory = made();
    add(memory, [...alike, ...alike]);
    expect(idsIn(memory)).toEqual(alike);
  });
});

/** Four bytes that leave the hash of the four before them as it is: each step of it can be taken back. */
function unseen(start: string): string {
  const word = Buffer.from(start).readInt32LE();
  const mixed = Math.imul(0x811c9dc5 ^ word, MULTIPLIER);
  const state = mixed ^ (mixed >>> 15);
  const before = state ^ (state >>> 15) ^ (state >>> 30);
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(state ^ Math.imul(before, INVERSE));
  return bytes.toString('latin1');
}

/** That of src/scan/hash.ts, and what it is undone by: their product is 1 modulo 2^32. */
const MULTIPLIER = 0x9e3779b1;
const INVERSE = 0xe8b2f51;

test('an id and one that goes on from it are two, also where they have the same hash', () => {
  const starts = Array.from({ length: 18_000 }, (_, i) => (1_000_000 + i * 37).toString(36));
  const pairs = starts.map((start) => [start, start + unseen(start)]);
  const ascii = pairs.filter(([, longer]) => /^[\x21-\x7e]+$/.test(longer!));
  expect(ascii.length).toBeGreaterThan(10);
  expect(ascii.every(([a, b]) => hashOfText(a!) === hashOfText(b!))).toBe(true);
  // The longer one first, so that the other is compared with it.
  const ids = ascii.flatMap(([start, longer]) => [longer!, start!]);
  for (const add of [addOneByOne, addAtOnce]) {
    const memory = table();
    add(memory, [...ids, ...ids]);
    expect(idsIn(memory)).toEqual(ids);
  }
});

test('an id that is longer than an extent, and a start of it, are two', () => {
  const long = 'x'.repeat(9 << 20);
  const texts = ['a', long, `${long}y`, long.slice(1), 'b'];
  const memory = table();
  addOneByOne(memory, [...texts, ...texts]);
  expect(idsIn(memory)).toEqual(texts);
});

test('ids whose hash is the last have their slots at the start', () => {
  const last = (text: string) => hashOfText(text) >>> 0 > 2 ** 32 - 2 ** 22;
  const texts = Array.from({ length: 3000 }, (_, i) => `u${i}`);
  for (let i = 3000; texts.length < 3100; i++) if (last(`u${i}`)) texts.push(`u${i}`);
  for (const add of [addOneByOne, addAtOnce]) {
    const memory = table();
    add(memory, [...texts, ...texts]);
    expect(idsIn(memory)).toEqual(texts);
  }
});

describe('what is no more room', () => {
  const many = Array.from({ length: 300_000 }, (_, i) => `${i}`);

  test('is a mistake that no skipped row gets around', async () => {
    for (const wasm of [undefined, null] as const) {
      const mistake = await mistakeIn(() => addOneByOne(table(wasm, 2 << 20), many));
      expect(mistake).toMatchObject({
        message: 'unitIdColumn user: its units take more than 2 MiB',
        fatal: true,
      });
      expect(mistake.hint).toContain('perso-test sql');
    }
  });

  test('is told by WebAssembly too', () => {
    expect(addAtOnce(table(undefined, 2 << 20), many)).toBe(false);
    expect(addAtOnce(table(), many)).toBe(true);
  });

  test('is a mistake where the machine has it not', async () => {
    const memory = table();
    const full = {
      ...memory,
      wasm: {
        ...memory.wasm!,
        grow: () => {
          throw new RangeError();
        },
      },
    };
    const mistake = await mistakeIn(() => addOneByOne(full, many));
    expect(mistake.message).toContain('unitIdColumn user: there is no room for its units beyond');
  });
});

test('a unit takes its numbers, its id and less than thirty bytes, whenever the table has grown', () => {
  for (const add of [addOneByOne, addAtOnce]) {
    for (const count of [300_000, 400_000, 500_000]) {
      const memory = table();
      const ids = Array.from({ length: count }, (_, i) => `${100_000_000 + i}`);
      add(memory, ids);
      const bytes = memory.words[UNITS.top >>> 2]! - UNITS.start;
      expect(bytes / count).toBeLessThan(8 + 9 + 30);
    }
  }
});
