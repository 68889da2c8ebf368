import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { SchemaElement } from 'hyparquet';
import { parquetMetadata } from 'hyparquet';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, describe, expect, test } from 'vitest';
import { printerOf } from '../../../src/read/parquet/values.js';
import { readAggregates } from '../../../src/read/read-aggregates.js';
import type { ReadOptions } from '../../../src/read/reading.js';
import { mistakeIn, readText, UNSAID } from '../given.js';
import { differences } from '../scan/both-ways.js';

const folder = mkdtempSync(join(tmpdir(), 'perso-'));
const path = join(folder, 'results.parquet');

afterAll(() => rmSync(folder, { recursive: true }));

type Options = Partial<ReadOptions>;

function readPath(options: Options = {}, onBytes: (bytes: number) => void = () => {}) {
  const stdin = (async function* () {})();
  return readAggregates([{ path, variant: null }], { ...UNSAID, ...options }, { stdin, onBytes });
}

function write(columnData: ColumnSource[], rowGroupSize = 10_000): void {
  writeFileSync(path, Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize })));
}

/** The same table as a CSV text. */
function csvOf(columns: ColumnSource[]): string {
  const rows = Array.from({ length: columns[0]!.data.length }, (_, i) =>
    columns.map(({ data }) => String(data[i] ?? '')).join(','),
  );
  return [columns.map(({ name }) => name).join(','), ...rows, ''].join('\n');
}

const cell = fc.record({
  id: fc.bigInt({ min: 2n ** 53n, max: 2n ** 53n + 40n }),
  arm: fc.constantFrom('generic', 'personalized'),
  bought: fc.option(fc.boolean(), { freq: 9 }),
  clicks: fc.option(fc.integer({ min: -9, max: 9 }), { freq: 9 }),
  visits: fc.integer({ min: 1, max: 9 }),
  spend: fc.option(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { freq: 9 }),
  land: fc.option(fc.constantFrom('de', 'fr', 'ñ'), { freq: 9 }),
});

const columnsOf = (rows: Record<string, unknown>[]): ColumnSource[] => {
  const types = { id: 'INT64', arm: 'STRING', bought: 'BOOLEAN', clicks: 'INT32' } as const;
  const more = { visits: 'INT32', spend: 'DOUBLE', land: 'STRING' } as const;
  return Object.entries({ ...types, ...more }).map(([name, type]) => ({
    name,
    type,
    data: rows.map((row) => row[name]),
  }));
};

describe('a Parquet file', () => {
  test('gives the aggregates of the same table in CSV, however its rows are grouped', async () => {
    const said = {
      metrics: ['bought', 'clicks:mean', 'clicks/visits:ratio', 'spend:mean'],
      segments: ['land'],
      covariates: [{ metric: 'spend', column: 'visits' }],
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 70 }),
        fc.boolean(),
        async (rows, size, byUnit) => {
          const options = { ...said, unitIdColumn: byUnit ? 'id' : null, rowsAreUnits: !byUnit };
          write(columnsOf(rows), size);
          expect((await readPath(options)).aggregates).toEqual(
            (await readText(csvOf(columnsOf(rows)), options)).aggregates,
          );
        },
      ),
      { seed: 20261124, numRuns: 60 },
    );
  });

  test('is recognized as CSV is, beyond the rows that are looked at too', async () => {
    // Few enough for the CSV not to be scanned, which adds up in another order.
    const [rows] = fc.sample(fc.array(cell, { minLength: 1150, maxLength: 1150 }), {
      numRuns: 1,
      seed: 7,
    });
    write(columnsOf(rows!), 700);
    const [parquet, csv] = [
      await readPath({ metrics: ['bought'] }),
      await readText(csvOf(columnsOf(rows!)), { metrics: ['bought'] }),
    ];
    expect(parquet.reading).toEqual(csv.reading);
    // The text is large enough to be scanned, which rounds in other places.
    const outcomeIn = ({ aggregates, reading }: typeof csv) =>
      ({
        known: { aggregates, reading, seen: [] },
        count: {},
        sha256: null,
        mistake: null,
      }) as never;
    expect(differences(outcomeIn(parquet), outcomeIn(csv))).toEqual([]);
    expect(parquet.files[0]).toMatchObject({ rows: 1150, blankRows: 0, skippedRows: 0 });
  });

  test('keeps its numbers what they are where texts have decimal commas', async () => {
    const columns: ColumnSource[] = [
      { name: 'arm', data: ['a', 'b'], type: 'STRING' },
      { name: 'x', data: [1.5, 2.25], type: 'DOUBLE' },
      { name: 'y', data: ['1,5', '2,25'], type: 'STRING' },
    ];
    write(columns);
    const options = { metrics: ['x', 'y'], decimal: new Map([['', ',' as const]]) };
    const { aggregates } = await readPath(options);
    expect(aggregates.variants.get('b')!.samples.map(({ moments }) => moments.mean)).toEqual([
      [2.25],
      [2.25],
    ]);
  });

  test('tells of each byte that was read', async () => {
    write(columnsOf(fc.sample(cell, { numRuns: 3000, seed: 3 })), 700);
    let told = 0;
    await readPath({ metrics: ['bought'] }, (bytes) => {
      told += bytes;
    });
    expect(Math.abs(told - readFileSync(path).length)).toBeLessThan(5);
  });

  test('that is cut short anywhere is a mistake, and no crash', async () => {
    write(columnsOf(fc.sample(cell, { numRuns: 50, seed: 5 })));
    const whole = readFileSync(path);
    for (let length = 4; length < whole.length; length += 37) {
      writeFileSync(path, whole.subarray(0, length));
      const mistake = await mistakeIn(() => readPath({ metrics: ['bought'] }));
      expect(mistake.message).toContain('this Parquet file is ');
      expect(mistake.location).toEqual({ file: path });
    }
  });
});

describe('a column', () => {
  /** A file whose column `junk` is damaged in the last group of its rows. */
  function writeDamaged(): void {
    const rows = fc.sample(cell, { numRuns: 2400, seed: 11 });
    const junk = { name: 'junk', data: rows.map((_, i) => `text ${i}`), type: 'STRING' as const };
    write([...columnsOf(rows), junk], 1200);
    const bytes = readFileSync(path);
    const { columns } = parquetMetadata(new Uint8Array(bytes).buffer).row_groups.at(-1)!;
    const { data_page_offset: from } = columns.at(-1)!.meta_data!;
    bytes.fill(0xee, Number(from), Number(from) + 40);
    writeFileSync(path, bytes);
  }

  test('that nobody needs is not read once that is known', async () => {
    writeDamaged();
    const { files } = await readPath({ metrics: ['bought'] });
    expect(files[0]!.rows).toBe(2400);
  });

  test('that is needed and damaged is a mistake', async () => {
    writeDamaged();
    const mistake = await mistakeIn(() => readPath({ metrics: ['bought'], segments: ['junk'] }));
    expect(mistake.message).toContain('more than 200 different values');
    const damaged = await mistakeIn(() => readPath({ metrics: ['bought'], unitIdColumn: 'junk' }));
    expect(damaged.message).toContain('this Parquet file is damaged');
  });

  test('of objects is refused where it is needed', async () => {
    const variant = { name: 'extra', data: [{ a: 1 }, { a: 2 }], type: 'VARIANT' as const };
    write([
      { name: 'arm', data: ['a', 'b'], type: 'STRING' },
      { name: 'x', data: [1, 0], type: 'INT32' },
      variant,
    ]);
    expect((await readPath({ metrics: ['x'] })).files[0]!.rows).toBe(2);
    const mistake = await mistakeIn(() => readPath({ metrics: ['x'], segments: ['extra'] }));
    expect(mistake.message).toContain('column extra is nested, or of a type');
  });

  test('of times is parted by their texts', async () => {
    const at = [new Date('2026-11-24T10:00:00Z'), new Date('2026-11-25T10:00:00.5Z')];
    write([
      { name: 'arm', data: ['a', 'b'], type: 'STRING' },
      { name: 'x', data: [1, 0], type: 'INT32' },
      { name: 'at', data: at, type: 'TIMESTAMP' },
      { name: 'id', data: ['00000000-0000-0000-0000-00000000000f', null], type: 'UUID' },
      { name: 'doc', data: [{ a: 1 }, null], type: 'JSON' },
    ]);
    const { aggregates } = await readPath({ metrics: ['x'], segments: ['at', 'id', 'doc'] });
    expect([...aggregates.segments.values()].map((values) => [...values.keys()])).toEqual([
      ['2026-11-24T10:00:00.000Z', '2026-11-25T10:00:00.500Z'],
      ['00000000-0000-0000-0000-00000000000f', '(none)'],
      ['{"a":1}', '(none)'],
    ]);
  });
});

describe('a decimal is printed from its digits', () => {
  const decimal: SchemaElement = { name: 'x', type: 'INT64', converted_type: 'DECIMAL' };
  const logical = { type: 'DECIMAL' as const, precision: 20, scale: 3 };

  test.each<[SchemaElement, unknown, string]>([
    [{ ...decimal, scale: 2 }, 57n, '0.57'],
    [{ ...decimal, scale: 2 }, -5, '-0.05'],
    [{ ...decimal, scale: 2 }, 123456789012345678n, '1234567890123456.78'],
    [decimal, 42, '42'],
    [{ name: 'x', type: 'INT32', logical_type: logical }, 1005, '1.005'],
    [{ ...decimal, scale: 1 }, new Uint8Array([0xff, 0xfe]), '-0.2'],
    [{ ...decimal, scale: 1 }, new Uint8Array([0x01, 0x00]), '25.6'],
    [{ ...decimal, scale: 1 }, new Uint8Array([]), '0.0'],
    [{ ...decimal, scale: 1 }, undefined, ''],
  ])('%j %s', (element, value, text) => {
    expect(printerOf({ ...element }, false, '.').textOf(value)).toBe(text);
    const comma = printerOf({ ...element }, false, ',').textOf(value);
    expect(comma).toBe(text.replace('.', ','));
  });
});

test('other values are printed as CSV has them', () => {
  const plain = printerOf({ name: 'x', type: 'DOUBLE' }, false, '.').textOf;
  const values = [1e21, 1e-7, -0.5, 3n, true, false, null, undefined, Number.NaN, 'a b'];
  expect(values.map(plain)).toEqual([
    '1e+21',
    '1e-7',
    '-0.5',
    '3',
    'true',
    'false',
    '',
    '',
    'NaN',
    'a b',
  ]);
  const bytes = new Uint8Array([0x61, 0xc3, 0xbc]);
  expect(printerOf({ name: 'x', type: 'BYTE_ARRAY' }, false, '.').textOf(bytes)).toBe('aü');
  const fixed = printerOf({ name: 'x', type: 'FIXED_LEN_BYTE_ARRAY' }, false, '.').textOf;
  expect(fixed(bytes)).toBe('61c3bc');
});
