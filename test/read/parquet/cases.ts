import { brotliCompressSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { CompressionCodec, Encoding } from 'hyparquet';
import { type BasicType, type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import type { ParquetCase } from './all-ways.js';

/* Parquet files that are mostly in order, and what is likely to go wrong in them. */

/** A column's type, the values that it may have, and how they may be written. */
interface ColumnForm {
  type: BasicType;
  value: fc.Arbitrary<unknown>;
  encodings: (Encoding | undefined)[];
}

const DICTIONARY = [undefined, 'PLAIN', 'RLE_DICTIONARY'] as const;

const whole = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(0, 1) },
  { weight: 4, arbitrary: fc.integer({ min: -99, max: 9999 }) },
  { weight: 1, arbitrary: fc.integer() },
);
const real = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0, 0, 1.5, -0) },
  { weight: 6, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(1e-7, 1e22, 5e-324, 123456789.125) },
);
const odd = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 1e200);

const INT32: ColumnForm = {
  type: 'INT32',
  value: whole,
  encodings: [...DICTIONARY, 'DELTA_BINARY_PACKED', 'BYTE_STREAM_SPLIT'],
};
const INT64: ColumnForm = {
  type: 'INT64',
  value: fc.oneof(
    { weight: 12, arbitrary: whole.map(BigInt) },
    { weight: 1, arbitrary: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
  ),
  encodings: INT32.encodings,
};
const DOUBLE: ColumnForm = {
  type: 'DOUBLE',
  value: real,
  encodings: [...DICTIONARY, 'BYTE_STREAM_SPLIT'],
};
const FLOAT: ColumnForm = { ...DOUBLE, type: 'FLOAT', value: real.map(Math.fround) };
const ODD: ColumnForm = {
  ...DOUBLE,
  value: fc.oneof({ weight: 60, arbitrary: real }, { weight: 1, arbitrary: odd }),
};
const BOOLEAN: ColumnForm = {
  type: 'BOOLEAN',
  value: fc.boolean(),
  encodings: [undefined, 'PLAIN', 'RLE'],
};
const TEXT_ENCODINGS = [...DICTIONARY, 'DELTA_LENGTH_BYTE_ARRAY', 'DELTA_BYTE_ARRAY'] as const;
const textsOf = (...texts: string[]): ColumnForm => ({
  type: 'STRING',
  value: fc.constantFrom(...texts),
  encodings: [...TEXT_ENCODINGS],
});
const NUMBERS = textsOf('0', '1', '2.5', ' 3 ', '', 'NA', '-0', '1e3');
const WORDS = textsOf('yes', 'no', 'yes', 'no', 'Yes', 'true', '');
const LANDS = textsOf('de', 'fr', 'ñ', '', ' de', '"de"', '"', 'NA', 'total');
const LONG_TEXT: ColumnForm = { ...LANDS, value: fc.string({ unit: 'grapheme', maxLength: 30 }) };
const TIMES: ColumnForm = {
  type: 'TIMESTAMP',
  value: fc.integer({ min: 0, max: 40 }).map((n) => new Date(1.7e12 + 43_200_000 * n)),
  encodings: [undefined],
};
const IDS = (
  make: (i: number) => unknown,
  type: BasicType,
  encodings: ColumnForm['encodings'],
) => ({
  type,
  make,
  encodings,
});

const ids = fc.constantFrom(
  IDS((i) => BigInt(i) * 1_234_567n, 'INT64', INT64.encodings),
  IDS((i) => BigInt(i) + 2n ** 53n - 20n, 'INT64', INT64.encodings),
  IDS((i) => 7 * i, 'INT32', INT32.encodings),
  IDS((i) => i / 4, 'DOUBLE', DOUBLE.encodings),
  IDS((i) => `user-${i}`, 'STRING', [...TEXT_ENCODINGS]),
  IDS((i) => ` ü${i}`, 'STRING', [...TEXT_ENCODINGS]),
);

const arms: fc.Arbitrary<ColumnForm> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(textsOf('generic', 'personalized')) },
  { weight: 2, arbitrary: fc.constant(textsOf('a', 'b', ' a', 'b', '"a"')) },
  { weight: 1, arbitrary: fc.constant({ ...INT32, value: fc.constantFrom(0, 1) }) },
);
const amounts = fc.constantFrom(
  ...[INT32, INT64, DOUBLE, DOUBLE, FLOAT, ODD, BOOLEAN, NUMBERS, WORDS],
);
const lands = fc.constantFrom(LANDS, LANDS, LONG_TEXT, TIMES, BOOLEAN, INT32, DOUBLE);

const COMPRESSORS = {
  GZIP: (bytes: Uint8Array) => gzipSync(bytes),
  BROTLI: (bytes: Uint8Array) => brotliCompressSync(bytes),
};
const codec = fc.constantFrom<CompressionCodec>(
  ...(['SNAPPY', 'SNAPPY', 'UNCOMPRESSED', 'GZIP', 'BROTLI'] as const),
);

/** How a table is written. */
const writing = fc.record({
  codec,
  rowGroupSize: fc.integer({ min: 1, max: 300 }),
  pageSize: fc.constantFrom(30, 200, 1000, 1 << 20),
});

/** A column of so many rows, some of them without a value. */
function columnOf(name: string, forms: fc.Arbitrary<ColumnForm>, rows: number) {
  return forms.chain(({ type, value, encodings }) =>
    fc
      .record({
        encoding: fc.constantFrom(...encodings),
        nulls: fc.constantFrom(0, 0, 0.1, 0.9),
        values: fc.array(value, { minLength: rows, maxLength: rows }),
        chances: fc.array(fc.nat({ max: 99 }), { minLength: rows, maxLength: rows }),
      })
      .map(({ encoding, nulls, values, chances }): ColumnSource => {
        const data = values.map((one, i) => (chances[i]! < 100 * nulls ? null : one));
        const nullable = data.includes(null) || nulls === 0.1;
        return { name, type, data, nullable, ...(encoding === undefined ? {} : { encoding }) };
      }),
  );
}

const idColumn = (rows: number) =>
  fc
    .record({ form: ids, twice: fc.nat({ max: 20 }), pick: fc.nat() })
    .map(({ form: { type, make, encodings }, twice, pick }): ColumnSource => {
      const encoding = encodings[pick % encodings.length];
      const data = Array.from({ length: rows }, (_, i) =>
        make(twice === 0 && i === rows - 1 ? 0 : i),
      );
      return { name: 'user_id', type, data, ...(encoding === undefined ? {} : { encoding }) };
    });

const table = fc.constantFrom(1, 7, 60, 300).chain((rows) =>
  fc.record({
    user_id: idColumn(rows),
    arm: columnOf('arm', arms, rows),
    x: columnOf('x', amounts, rows),
    y: columnOf('y', amounts, rows),
    n: columnOf('n', fc.constant({ ...INT32, value: fc.integer({ min: 1, max: 90 }) }), rows),
    land: columnOf('land', lands, rows),
    day: columnOf('day', lands, rows),
  }),
);

type Options = ParquetCase['options'];

/** One of these, but mostly the first. */
const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );

const CONDITIONS = [
  ...[['n > 20'], ['land = de'], ['day != fr', 'n <= 50'], ['x >= 1'], ['n > 1000']],
  ...[['day >= 2023-11-20'], ['land = de,fr', 'y != 0'], ['user_id < 100']],
  ...[['land != NA'], ['n < 30', 'land != de']],
];

const ofAll = {
  segments: fc.constantFrom<string[]>([], [], ['land'], ['land', 'day']),
  where: mostly<string[]>([], ...CONDITIONS),
  variants: mostly<string[]>([], ['generic', 'personalized'], ['a', 'b']),
  missing: mostly<string[]>([], ['de'], ['-1'], ['1e+22']),
  decimal: mostly<NonNullable<Options['decimal']>>(new Map(), new Map([['', ',']])),
  thousands: mostly('', ' '),
  onBadRow: fc.constantFrom<'stop' | 'skip'>('stop', 'skip'),
};

const ofRows: fc.Arbitrary<Options> = fc.record({
  ...ofAll,
  layout: fc.constant('rows' as const),
  metrics: fc.constantFrom(
    ...[['x'], ['x', 'y'], ['x:mean', 'y/n:ratio'], ['x:p50', 'y'], ['land=de', 'x'], ['x=yes']],
  ),
  covariates: mostly<NonNullable<Options['covariates']>>([], [{ metric: 'x', column: 'n' }]),
  rowsAreUnits: fc.constant(true),
  ranks: mostly(false, true),
  caps: mostly<NonNullable<Options['caps']>>(
    [],
    [{ metric: 'x', value: 5, share: null }],
    [{ metric: 'x', value: null, share: 0.9 }],
  ),
});

const ofCounts: fc.Arbitrary<Options> = fc.record({
  ...ofAll,
  layout: fc.constant('counts' as const),
  metrics: fc.constantFrom(['x'], ['x', 'y'], ['x=yes']),
  unitsColumn: fc.constant('n'),
});

const options: fc.Arbitrary<Options> = fc.oneof(
  { weight: 7, arbitrary: ofRows },
  { weight: 1, arbitrary: ofCounts },
);

/** Bytes that are changed: where, of all that there are, and to what. */
const mutation = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  byte: fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff)),
  length: fc.constantFrom(1, 1, 1, 2, 8),
});

interface Damage {
  changes: { place: number; byte: number; length: number }[];
  cut: number;
}

/** How a file is damaged, if it is: bytes changed, or cut short. */
export const damage: fc.Arbitrary<Damage> = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Damage>({ changes: [], cut: 1 }) },
  {
    weight: 5,
    arbitrary: fc.record({
      changes: fc.array(mutation, { minLength: 1, maxLength: 3 }),
      cut: fc.constant(1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      changes: fc.constant<Damage['changes']>([]),
      cut: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
);

/** A copy of a file, damaged; its signature stays, and so does what tells where its description is. */
export function damaged(bytes: Buffer, { changes, cut }: Damage): Buffer {
  const copy = Buffer.from(bytes);
  for (const { place, byte, length } of changes) {
    const at = 4 + Math.floor(place * (copy.length - 12));
    copy.fill(byte, at, Math.min(at + length, copy.length - 8));
  }
  return cut === 1 ? copy : copy.subarray(0, 4 + Math.floor(cut * (copy.length - 4)));
}

export const sizes = fc.record({
  mostRows: fc.constantFrom(1, 5, 50, 1 << 20),
  threads: fc.constant(0),
});

/** Tables that are written anew each. */
export const anyCase: fc.Arbitrary<ParquetCase> = fc
  .record({
    table,
    writing,
    options,
    damage,
    sizes,
    isNamed: fc.nat({ max: 9 }),
    isFirst: fc.nat({ max: 9 }),
  })
  .map(({ table, writing, options, damage, sizes, isNamed, isFirst }) => {
    const { arm, ...others } = table;
    const columnData = isNamed === 0 ? Object.values(others) : [arm, ...Object.values(others)];
    // Of groups that statistics leave out, nobody sees whether they are damaged.
    const statistics = damage.cut === 1 && damage.changes.length === 0;
    const made = parquetWriteBuffer({
      columnData,
      compressors: COMPRESSORS,
      statistics,
      ...writing,
    });
    const bytes = Buffer.from(made);
    const before = isFirst === 0 ? null : bytes;
    return {
      bytes: damaged(bytes, damage),
      before,
      // Whoever reads a file twice meets each id twice.
      options: before === null ? { ...options, rowsAreUnits: false } : options,
      variant: isNamed === 0 ? 'generic' : null,
      sizes,
    };
  });
