import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanner as wasm } from '../../../src/read/scan/compiled.js';
import { engineFor } from '../../../src/read/scan/engine.js';
import { LAYOUT, MOST } from '../../../src/read/scan/layout.js';
import { compiledModule } from '../../../src/read/scan/web-assembly.js';

const source = readFileSync(join(import.meta.dirname, '../../../src/scan/memory.ts'), 'utf8');
const memory = Object.fromEntries(
  [...source.matchAll(/^export const (\w+): \w+ = (\w+);/gm)].map(([, name, at]) => [
    name,
    Number(at),
  ]),
);

const engine = engineFor(compiledModule(Buffer.from(wasm, 'base64'))!, {
  columns: 1,
  delimiter: ',',
  lineEnd: 0x0a,
  variantColumn: false,
  variant: null,
  texts: [],
  days: null,
  values: [
    {
      column: 0,
      format: { decimal: '.', thousands: '' },
      success: null,
      isCount: false,
      emptyIsZero: false,
      limits: null,
    },
  ],
  parts: [[]],
  crossed: false,
  trigger: null,
  unitsColumn: null,
  unitId: null,
  metrics: [[0]],
  keeps: [],
  ids: [],
  idLevels: [],
  filters: [],
  seeks: false,
  variants: [],
  missing: [],
  missingNumbers: [],
  comment: [],
  steady: [],
})!;

/** The texts that the scanner takes for another number than Number() does. */
function misread(texts: string[]): string[] {
  const wrong: string[] = [];
  for (let at = 0; at < texts.length; at += memory.ROWS_AT_ONCE!) {
    const some = texts.slice(at, at + memory.ROWS_AT_ONCE!);
    const length = engine.bytes.write(`${some.join('\n')}\n`, LAYOUT.input, 'latin1');
    engine.scanner.begin(1, 0);
    expect(engine.scanner.scan(length, length)).toBe(length);
    expect(engine.scanner.needsJudgement()).toBe(0);
    some.forEach((text, i) => {
      const read = engine.view.getFloat64(memory.VALUES! + 8 * i, true);
      if (!Object.is(read, Number(text))) wrong.push(`${text} as ${read}`);
    });
  }
  return wrong;
}

test('the reader knows where the scanner has things', () => {
  expect(LAYOUT).toEqual({
    judged: memory.JUDGED,
    textColumns: memory.TEXT_COLUMNS,
    valueColumns: memory.VALUE_COLUMNS,
    missingNumbers: memory.MISSING_NUMBERS,
    idColumns: memory.ID_COLUMNS,
    idMasks: memory.ID_MASKS,
    filters: memory.FILTERS,
    turns: memory.TURNS,
    words: memory.WORDS,
    comment: memory.COMMENT,
    parts: memory.PARTS,
    metrics: memory.METRICS,
    steady: memory.STEADY,
    cellList: memory.CELL_LIST,
    arena: memory.ARENA,
    arenaEnd: memory.SEPARATORS,
    values: memory.VALUES,
    codes: memory.CODES,
    rowCells: memory.ROW_CELLS,
    input: memory.INPUT,
    unitId: memory.UNIT_ID,
    days: memory.DAYS,
    noIds: memory.NO_IDS,
    unitHashes: memory.UNIT_HASHES,
    unitIds: memory.UNIT_IDS,
  });
  expect(MOST.codes).toBe(memory.MOST_CODES);
  expect(MOST.segments).toBe(memory.MOST_PARTS);
  expect(MOST.rowsAtOnce).toBe(memory.ROWS_AT_ONCE);
});

describe('numbers are the doubles that Number() gives', () => {
  /** Random 32-bit integers: xorshift (Marsaglia 2003, Journal of Statistical Software 8(14)). */
  let state = 20261124;
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const digits = (count: number) => {
    const some = [random(), random(), random()].map((one) => String(one).padStart(10, '0'));
    return some.join('').slice(-count);
  };

  test('a million of any digits, up to 24, with a point anywhere', () => {
    const texts = Array.from({ length: 1_000_000 }, () => {
      const text = digits(1 + (random() % 24));
      const point = random() % (text.length + 6);
      const sign = random() % 4 === 0 ? '-' : '';
      const pointed = `${text.slice(0, point)}.${text.slice(point)}`;
      return sign + (point > text.length ? text : pointed);
    });
    expect(misread(texts)).toEqual([]);
  }, 60_000);

  test('half a million doubles as JavaScript and as Python and C write them', () => {
    const bits = new DataView(new ArrayBuffer(8));
    const texts = Array.from({ length: 500_000 }, (_, i) => {
      // Exponents from 2^-64 to 2^64, in which decimals are written without one.
      bits.setUint32(0, ((1023 - 64 + (random() % 128)) << 20) | (random() >>> 12));
      bits.setUint32(4, random());
      const x = bits.getFloat64(0);
      return i % 2 === 0 ? String(x) : x.toFixed(random() % 20);
    });
    expect(misread(texts)).toEqual([]);
  }, 60_000);

  test('half a million halfway between two doubles, or next to it', () => {
    const texts = Array.from({ length: 500_000 }, () => {
      const high = 2n ** 53n + BigInt(random()) * 2n ** 20n + BigInt(random() >>> 12);
      const decimals = random() % 20;
      const halves = ((2n * high + 1n) * 5n ** BigInt(decimals)) >> BigInt(random() % 8);
      const text = (halves + BigInt((random() % 3) - 1)).toString().slice(0, 17 + (random() % 3));
      return decimals === 0 ? text : `${text.slice(0, -decimals) || '0'}.${text.slice(-decimals)}`;
    });
    expect(misread(texts)).toEqual([]);
  }, 60_000);

  test('every exponent, the smallest and the largest', () => {
    const texts: string[] = [];
    for (let exponent = -340; exponent <= 149; exponent++) {
      for (const mantissa of ['1', '9.999999999999999', '4.9', '2.2250738585072014', '-3']) {
        texts.push(`${mantissa}e${exponent}`, `${mantissa}E${exponent}`);
      }
    }
    texts.push('4.9406564584124654e-324', '2.4703282292062327e-324', '0e0', '-0', '-0.0', '1e+5');
    texts.push(`0.${'0'.repeat(330)}5`, `${'9'.repeat(150)}`, '1'.padEnd(80, '0'), '0'.repeat(400));
    expect(misread(texts)).toEqual([]);
  });

  test('whatever fast-check thinks of', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e150, max: 1e150 })), (values) => {
        expect(misread(values.map(String))).toEqual([]);
      }),
      { seed: 20261124, numRuns: 500 },
    );
  });
});
