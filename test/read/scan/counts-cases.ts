import fc from 'fast-check';
import type { Case } from './both-ways.js';
import { mutated, mutation, saw, sizes, TRIGGERS } from './cases.js';

/* Files that count units, mostly in order, and what is likely to go wrong in them. */

/** Fields that are counts, or nearly. */
const count = fc.oneof(
  { weight: 60, arbitrary: fc.nat({ max: 3000 }).map(String) },
  { weight: 6, arbitrary: fc.nat().map((n) => `${n}.0`) },
  { weight: 4, arbitrary: fc.constantFrom('', 'NA', 'null', '""', '0', '1234567890') },
);

const units = fc.oneof(
  { weight: 60, arbitrary: fc.integer({ min: 3000, max: 90_000 }).map(String) },
  { weight: 2, arbitrary: fc.constantFrom('5000.0', '"7000"', ' 8000 ', '9000000000') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...['9007199254740991', '9007199254740992', '4503599627370496', '123456789012345678'],
    ),
  },
);

/** Fields that are rarer, and wrong in some columns; some of them say that a row sums up others. */
const oddity = fc.constantFrom(
  ...[
    '-1',
    '-0',
    '1.000',
    '12.000',
    '1234.000',
    '1,000',
    '"1,000"',
    '1.5',
    '1e3',
    '+7',
    '7.',
    '.0',
  ],
  ...['9007199254740992', '0000000000000001234', '12 000', '12\u00a0000', '12.345.678', '99999999'],
  ...['total', 'Total', ' ALL ', '"all"', 'overall', 'sum', 'Grand Total', 'grandTotal', '--all--'],
  ...['yes', 'true', 'none', 'nan', '', ' ', '"x\ny"', 'é', 'alle', '合計', 'σ', '1 total', 'a"b'],
);

const columns = {
  variant: fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom('generic', 'personalized') },
    { weight: 1, arbitrary: fc.constantFrom('light', ' generic', '"generic"', '', 'all', 'Total') },
  ),
  day: fc.integer({ min: 1, max: 9 }).map((day) => `2026-03-0${day}`),
  country: fc.constantFrom('de', 'fr', 'new customers', '', 'Österreich'),
  users: units,
  clicks: count,
  orders: count,
  sessions: units,
  state: fc.constantFrom('won', 'won', 'lost', 'lost', 'none', 'NA', '"won"', ' lost'),
  note: fc.constantFrom('a', 'b', '7', '-3', 'so and so', '', 'in all', 'x'.repeat(50)),
  saw,
};
const HEADER = Object.keys(columns);

const row = fc
  .tuple(fc.tuple(...Object.values(columns)), fc.nat({ max: 900 }), oddity)
  .map(([fields, at, odd]) => fields.map((field, i) => (i === at ? odd : field)));

const options = fc.record({
  metrics: fc.constantFrom(
    ...[['clicks'], ['clicks', 'orders'], ['clicks/sessions', 'orders'], ['state=won'], ['users']],
    ...[['clicks/users', 'orders/sessions', 'clicks/sessions', 'state=won']],
  ),
  segments: fc.constantFrom<string[]>(
    ...[[], [], ['country'], ['day'], ['day', 'country'], ['state', 'country', 'day']],
  ),
  forSummary: fc.boolean(),
  crossSegments: fc.boolean(),
  triggered: fc.constantFrom<string | null>(...TRIGGERS),
  unitsColumn: fc.constantFrom('users', 'users', 'users', 'sessions'),
  where: fc.constantFrom<string[]>(
    ...[[], [], [], ['country = de'], ['day >= 2026-03-04'], ['users > 9000', 'note != b']],
  ),
  variants: fc.constantFrom<string[]>([], [], [], ['generic', 'personalized'], ['all', 'generic']),
  missing: fc.constantFrom<string[]>([], [], ['-'], ['won'], ['total', 'all'], ['yes']),
  onBadRow: fc.constantFrom<'stop' | 'skip'>('stop', 'skip'),
  decimal: fc.constantFrom<'.' | ','>('.', '.', '.', ','),
  thousands: fc.constantFrom('', '', '', ' ', '.'),
});

/** The least of this header that tells how to read what follows. */
const FIRST = `${HEADER.join(',')}\ngeneric,2026-03-01,de,9000,7,7,9000,lost,a,1\n`;

const made = fc.record({
  rows: fc.array(row, { maxLength: 80, size: 'max' }),
  delimiter: fc.constantFrom(',', ',', ';', '\t'),
  lineEnd: fc.constantFrom('\n', '\n', '\n', '\r\n', '\r'),
  last: fc.constantFrom('', '\n', '\n\n'),
});

/** Files of counts made up, most of them in order. */
export const counts: fc.Arbitrary<Case> = fc
  .record({
    made,
    options,
    sizes,
    mutations: fc.array(mutation, { maxLength: 2 }),
    isMutated: fc.constantFrom(false, false, false, true),
    named: fc.constantFrom(false, false, false, true),
  })
  .map(({ made: { rows, delimiter, lineEnd, last }, options, sizes, named, ...rest }) => {
    const lines = [HEADER, ...rows].map((fields) => fields.join(delimiter));
    const bytes = Buffer.from(lines.join(lineEnd) + last);
    const { decimal, ...others } = options;
    return {
      bytes: rest.isMutated ? mutated(bytes, rest.mutations) : bytes,
      before: FIRST,
      options: {
        ...others,
        layout: 'counts' as const,
        decimal: new Map([['', decimal]]),
        variantColumn: named ? null : 'variant',
      },
      variant: named ? 'personalized' : null,
      sizes,
    };
  });

/** The same without a file before, so that the first thousand rows are looked at. */
export const longCounts: fc.Arbitrary<Case> = counts.map((one) => {
  const start = FIRST + 'personalized,2026-03-02,fr,9000,8,9,9000,won,b\n'.repeat(1100);
  const rest = one.bytes.subarray(one.bytes.indexOf('\n') + 1);
  return { ...one, before: null, bytes: Buffer.concat([Buffer.from(start), rest]) };
});
