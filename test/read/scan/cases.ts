import fc from 'fast-check';
import type { Cap } from '../../../src/read/reading.js';
import type { Case } from './both-ways.js';

/* Files that are mostly in order, and what is likely to go wrong in them. */

const DELIMITERS = [',', ';', '\t', '|'];

/** Fields that are numbers, or nearly. */
const number = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('0', '1') },
  { weight: 8, arbitrary: fc.integer({ min: -9999, max: 99999 }).map(String) },
  {
    weight: 8,
    arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => x.toFixed(2)),
  },
  { weight: 3, arbitrary: fc.double({ min: -1e9, max: 1e9, noNaN: true }).map(String) },
  { weight: 2, arbitrary: fc.constantFrom('', 'NA', 'null', '""', ' ', '\\N') },
  { weight: 2, arbitrary: fc.constantFrom('-999', '-999.0', '7', '07', '12e-1', '-1.5E+2') },
);

/** Amounts of money, or nearly. */
const money = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('$0', '$1', '$12.50', '-$3', '($4)', '$ 7') },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 99999 }).map((x) => `$${x / 100}`) },
  { weight: 1, arbitrary: fc.constantFrom('', 'NA', '"$1,204.50"', '$0.00', '"$5"') },
);

/** Fields that are rarer, and wrong in some columns. */
const oddity = fc.constantFrom(
  ...[
    '+5',
    ' 7 ',
    '1e5',
    '1E-3',
    '.5',
    '5.',
    '-0',
    '-',
    '.',
    '--1',
    '1.2.3',
    '1,5',
    '"1,5"',
    '"7"',
  ],
  ...[
    'true',
    'YES',
    'no',
    'False',
    'None',
    'nan',
    'inf',
    '0x10',
    '1_000',
    '80%',
    '$5',
    '1e200',
    '∞',
  ],
  ...[
    '1234567890123456',
    '0.1234567890123456789',
    '000000000000000001',
    '12345678.12345678',
    '1 000',
    '12 345 678',
    '1 0000',
    '1 234.5e2',
    '"1,234.5"',
    '0.12345678901234567890123',
    '1e-2',
    '9e22',
    '1e',
    'e1',
  ],
  ...['5 €', '(3)', '\u22125', 'yes', '-$1', 'EUR 2'],
  ...[
    '"a""b"',
    '"x\ny"',
    '"x\r\ny"',
    '"x\ry"',
    '"x\r\r"',
    '"\r\n\r"',
    '"a,b;c|d\te"',
    'a"b',
    '"a"b',
    '"',
    '""',
    '" 1 "',
    '\u00a01\u00a0',
  ],
  ...[
    'é',
    '\u2028',
    '\ufeff1',
    'x'.repeat(45),
    'y'.repeat(300),
    '-.5',
    '.-5',
    '5-',
    '1\r',
    '\u3000',
  ],
);

const variant = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom('generic', 'personalized') },
  { weight: 3, arbitrary: fc.constantFrom('light', ' generic', '"generic"', 'Größe', '"a, b"') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' ', '"gen\neric"', 'g'.repeat(50), 'generic\u00a0'),
  },
);
const country = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom('de', 'fr', 'new customers', 'lapsed for long') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('', '"fr"', 'Österreich', 's'.repeat(60), '"c\nd"', '"c\rd"'),
  },
);
const outcome = fc.constantFrom(
  'bought',
  'left',
  'bought',
  'none',
  'NA',
  '"bought"',
  ' left',
  'x y z',
);

/** Fields that are days and times, or nearly. */
const day = fc.oneof(
  {
    weight: 20,
    arbitrary: fc
      .tuple(
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('', ' 15:00', 'T15:00:07', ' 09:30:00'),
      )
      .map(([day, time]) => `2026-03-0${day}${time}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...['', ' ', '2026-03-04 ', '2026-03-04\u00a0', '"2026-03-05"', '2026-03-05é', '2026-03'],
      ...[
        '2026-03-05 1',
        '2026-03-05T',
        '20260305',
        '4',
        '2026-03-05 15:00:07.123456 and so on and on',
      ],
    ),
  },
);

/** Whether a unit could see a difference, and now and then a text that does not tell. */
export const saw = fc.oneof(
  { weight: 300, arbitrary: fc.constantFrom('yes', 'no', '1', '0', ' TRUE', '"no"', 'ja', '1.0') },
  { weight: 1, arbitrary: fc.constantFrom('', 'NA', '2', 'maybe', 'total') },
);

/** The columns that may say so. */
export const TRIGGERS = [null, null, null, 'saw', 'saw'] as const;

const columns = {
  id: fc.nat().map(String),
  variant,
  country,
  outcome,
  x: number,
  y: number,
  z: number,
  day,
  money,
  experiment: fc.oneof(
    { weight: 300, arbitrary: fc.constantFrom('spring', ' spring', 'spring', '"spring"') },
    { weight: 1, arbitrary: fc.constantFrom('autumn', '', 'total') },
  ),
  saw,
};
const HEADER = Object.keys(columns);

/** A row, with an oddity in some. */
const row = fc
  .tuple(fc.tuple(...Object.values(columns)), fc.nat({ max: 600 }), oddity)
  .map(([fields, at, odd]) => fields.map((field, i) => (i === at ? odd : field)));

/** Bytes that matter, put somewhere into a file. */
const nasty = fc.constantFrom(
  ...[
    '"',
    '""',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    ',',
    ';',
    '\0',
    ' ',
    '-',
    '.',
    'e',
    '9',
    '\t',
    '|',
  ].map((text) => Buffer.from(text)),
  ...['1', 'a', '\u00e9', '\u2028', 'x,1', '"b"'].map((text) => Buffer.from(text)),
  ...[[0xff], [0xc3], [0xc3, 0xa9], [0xe2, 0x82], [0xef, 0xbb, 0xbf]].map((one) =>
    Buffer.from(one),
  ),
);

export interface Mutation {
  at: number;
  put: Buffer;
  over: number;
}

/** A mutation at a share of the file's length. */
export const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  put: nasty,
  over: fc.nat({ max: 2 }),
});

export function mutated(bytes: Buffer, mutations: Mutation[]): Buffer {
  return mutations.reduce((now, { at, put, over }) => {
    const place = Math.floor(at * now.length);
    return Buffer.concat([now.subarray(0, place), put, now.subarray(place + over)]);
  }, bytes);
}

export const sizes = fc.record({
  leastFile: fc.constant(0),
  piece: fc.constantFrom(16, 33, 64, 200, 1000, 1 << 14),
  bytesAtOnce: fc.constantFrom(64, 130, 512, 4096, 1 << 18),
  threads: fc.constantFrom(...Array(10).fill(0), 1, 2),
  piecesPerThread: fc.constant(1),
  piecesAlone: fc.constantFrom(0, 1, 4),
  seek: fc.record({
    linesAtFirst: fc.constantFrom(1, 3, 5000),
    linesAtOnce: fc.constantFrom(1, 2, 10),
    leastPiece: fc.constantFrom(16, 100, 1 << 12),
    mostPiece: fc.constantFrom(64, 1 << 14),
  }),
});

const METRICS = [
  ['x'],
  ['y'],
  ['x', 'y', 'z'],
  ['y/z'],
  ['outcome=bought', 'x'],
  ['x:proportion'],
  ['x:mean', 'x/y'],
  ['x:p90'],
  ['y:median', 'outcome=bought', 'x'],
  ['money', 'x'],
  ['x', 'money:p90'],
  ['money/y', 'y/money'],
];

/** Caps of the metrics that may have one: by value, by quantile of all values, and on both sides. */
const cap = fc.constantFrom<Omit<Cap, 'metric'>>(
  { share: null, value: 7 },
  { share: null, value: 1 },
  { share: null, value: 5000.5, lower: { share: null, value: -2 } },
  { share: 0.75, value: null },
  { share: 0.9, value: null, lower: { share: 0.1, value: null } },
  { share: 0.99, value: null, lower: { share: null, value: 0 } },
);
const caps = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('x', 'y'), cap) },
);

const operator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const numbers = fc.oneof(
  fc.constantFrom('0', '1', '7', '-0', '1,5', '1.5', '1e5', '100', '5000.5', '-9999', '007'),
  fc.integer({ min: -9999, max: 99999 }).map(String),
);

/** Conditions on every kind of column, most of which can be met. */
const condition = fc.oneof(
  fc.constantFrom(
    ...['country = de', 'country != de', 'country in de, fr, Österreich', 'country not in (fr)'],
    ...[
      'country != ""',
      'outcome = bought',
      'outcome != x y z',
      'variant != light',
      'variant = generic',
    ],
    ...[
      'x not in 0, 1',
      'y in 0, 1, 12, 99999',
      'z = NA',
      'z != NA',
      'id = variant',
      'country < 3',
    ],
  ),
  fc
    .tuple(fc.constantFrom('x', 'y', 'z', 'id', 'x', 'y', 'z', 'country'), operator, numbers)
    .map((parts) => parts.join(' ')),
  fc
    .tuple(
      fc.constantFrom(...Array<string>(9).fill('day'), 'x'),
      operator,
      fc.constantFrom(
        ...['2026-03', '2026-03-04', '2026-03-05 15:00', '2026-03-05T15:00:07', '2026-03-05 15'],
        ...[
          '2026-03-02',
          '2026-03-07',
          '"2026-03-04 "',
          '2026-03-05 15:00:07.123456 and so on and on',
          'soon',
        ],
      ),
    )
    .map((parts) => parts.join(' ')),
);
const where = fc.oneof<fc.MaybeWeightedArbitrary<string[]>[]>(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 4, arbitrary: fc.array(condition, { minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.array(condition, { minLength: 2, maxLength: 3 }) },
);

const options = fc.record({
  where,
  variants: fc.constantFrom<string[]>(
    ...[[], [], [], [], ['generic', 'personalized'], ['Generic', 'PERSONALIZED'], ['light', '']],
    ...[['generic', 'Größe', 'a, b']],
  ),
  metrics: fc.constantFrom(...METRICS),
  segments: fc.constantFrom<string[]>(
    ...[[], [], ['country'], ['country', 'outcome'], ['outcome', 'day', 'country']],
  ),
  forSummary: fc.boolean(),
  crossSegments: fc.boolean(),
  triggered: fc.constantFrom<string | null>(...TRIGGERS),
  covariates: fc.constantFrom<string | null>(null, null, 'z', 'id'),
  missing: fc.constantFrom<string[]>(
    [],
    [],
    ['-'],
    ['x y z', '.'],
    ['999'],
    ['-999', '7'],
    ['$1', '12e-1'],
  ),
  emptyIs: fc.constantFrom<0 | null>(null, null, 0),
  onBadRow: fc.constantFrom<'stop' | 'skip'>('stop', 'skip'),
  decimal: fc.constantFrom<'.' | ','>('.', '.', '.', ','),
  thousands: fc.constantFrom('', '', '', ' ', "'"),
  encoding: fc.constantFrom<string | null>(
    ...[null, null, null, null, null, null, 'windows-1252', 'utf-16le', 'shift_jis'],
  ),
  comment: fc.constantFrom<string | null>(null, null, null, '#', '--', '§'),
  caps,
  ranks: fc.constantFrom(false, false, true),
});

/** Lines that may be comments, between rows. */
const note = fc.constantFrom(
  '# a note',
  '  # of two, parts',
  '-- b',
  '-1',
  '#',
  '§ c',
  '# "d"',
  '#,"e',
  '\u00a0#f',
);

export interface Made {
  rows: string[][];
  notes: { at: number; text: string }[];
  delimiter: string;
  lineEnd: string;
  mark: string;
  last: string;
}

export const made: fc.Arbitrary<Made> = fc.record({
  rows: fc.array(row, { maxLength: 60, size: 'max' }),
  notes: fc.oneof<fc.MaybeWeightedArbitrary<Made['notes']>[]>(
    { weight: 5, arbitrary: fc.constant([]) },
    {
      weight: 2,
      arbitrary: fc.array(fc.record({ at: fc.nat({ max: 70 }), text: note }), { maxLength: 4 }),
    },
  ),
  delimiter: fc.constantFrom(...DELIMITERS),
  lineEnd: fc.constantFrom('\n', '\n', '\n', '\n', '\r\n', '\r\n', '\r\n', '\r'),
  mark: fc.constantFrom('', '', '', '\ufeff'),
  last: fc.constantFrom('', '', '\n', '\n\n', '\r'),
});

export function bytesOf({ rows, notes, delimiter, lineEnd, mark, last }: Made): Buffer {
  const lines = [HEADER, ...rows].map((fields) => fields.join(delimiter));
  for (const { at, text } of notes) lines.splice(1 + at, 0, text);
  return Buffer.from(mark + lines.join(lineEnd) + (last === '' ? '' : lineEnd) + last.slice(1));
}

const mutations = fc.oneof<fc.MaybeWeightedArbitrary<Mutation[]>[]>(
  { weight: 4, arbitrary: fc.constant([]) },
  { weight: 2, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 3 }) },
);

/** A text in UTF-8 as one in another encoding, as far as that has its characters. */
function encoded(bytes: Buffer, encoding: string | null): Buffer {
  if (encoding === 'utf-16le') return Buffer.from(bytes.toString(), 'utf16le');
  return encoding === 'windows-1252' ? Buffer.from(bytes.toString(), 'latin1') : bytes;
}

/** The least of this header that tells how to read what follows. */
const FIRST = `${HEADER.join(',')}\n7,generic,de,left,0,0,0,2026-03-05,$1,spring,yes\n`;

/** Files of rows made up, most of them in order. */
export const madeUp: fc.Arbitrary<Case> = casesOf(made);

/** Files of such rows, read in many ways. */
export function casesOf(made: fc.Arbitrary<Made>): fc.Arbitrary<Case> {
  return fc
    .record({ made, options, mutations, sizes, named: fc.constantFrom(false, false, false, true) })
    .map(({ made, options, mutations, sizes, named }) => {
      const { covariates, decimal, metrics, caps, forSummary, ...others } = options;
      const capped = metrics.map((name) => name.replace(':mean', ''));
      const [name, ends] = caps;
      const metric = metrics[0]!.replace(/:.*/, '');
      const fits =
        covariates !== null && metric !== covariates && !/\/z|:p\d|:median/.test(metrics[0]!);
      const ownCaps =
        name !== undefined && capped.includes(name) ? [{ metric: name, ...ends! }] : [];
      const hasQuantile =
        ownCaps.some(({ share }) => share !== null) || /:p\d|:median/.test(metrics.join());
      return {
        bytes: mutated(encoded(bytesOf(made), others.encoding), mutations),
        before: FIRST,
        options: {
          ...others,
          metrics,
          caps: ownCaps,
          forSummary: forSummary && !hasQuantile,
          covariates: fits ? [{ metric, column: covariates }] : [],
          decimal: new Map([['', decimal]]),
          variantColumn: named ? null : 'variant',
        },
        variant: named ? 'personalized' : null,
        sizes,
      };
    });
}

/** The same without a file before, so that the first thousand rows are looked at. */
export const long: fc.Arbitrary<Case> = madeUp.map((one) => {
  const start = `${HEADER.join(',')}\n${'1,generic,fr,bought,0,1,0,2026-03-05,$1,spring,yes\n'.repeat(500)}`;
  const middle = '2,personalized,de,left,1,0,1,2026-03-06,$2,spring,no\n'.repeat(600);
  const { bytes, options } = one;
  const rest = bytes.subarray(bytes.indexOf('\n') + 1);
  return {
    ...one,
    before: null,
    bytes: Buffer.concat([Buffer.from(start + middle), rest]),
    options: { ...options, variantColumn: one.variant === null ? 'variant' : null },
  };
});

/** The same without a file before, so that the rows by which it is recognized are sought. */
export const sought: fc.Arbitrary<Case> = fc
  .tuple(madeUp, fc.array(condition, { minLength: 1, maxLength: 2 }))
  .map(([one, where]) => ({ ...one, before: null, options: { ...one.options, where } }));
