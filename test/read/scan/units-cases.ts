import fc from 'fast-check';
import type { Case } from './both-ways.js';
import { casesOf, made } from './cases.js';

/* Files whose rows go into units, of ids that come again and again, and of some that are hardly any. */

const usual = fc.oneof(
  { weight: 20, arbitrary: fc.nat({ max: 30 }).map((i) => `u${i}`) },
  { weight: 10, arbitrary: fc.nat({ max: 30 }).map((i) => `${100_000_000 + i}`) },
  { weight: 3, arbitrary: fc.nat({ max: 3 }).map((i) => `${'0'.repeat(30)}${i}`) },
);
const others = fc.constantFrom(
  ...['"u1"', ' u1', 'u1 ', '" u1 "', 'U1', 'u1\u00a0', '\u00a0u1', 'u1\u3000', '"u""1"', '"u,1"'],
  ...['ä', 'äb', 'bä', '\u{10ffff}', '日本', '日', 'u1\u2028', '\ufeffu1', 'x'.repeat(7)],
  ...['x'.repeat(8), 'x'.repeat(9), 'x'.repeat(16), 'x'.repeat(300), '"u\n1"', '\tu1', 'u\t1'],
  ...[
    'n',
    'na1',
    'nullx',
    'nul',
    'no',
    'N/B',
    '#n',
    '\\N1',
    '-1',
    '99',
    '\u0001',
    '\u001cu1',
    '"\ru1"',
  ],
);
const none = fc.constantFrom(
  '',
  ' ',
  'NA',
  'n/a',
  'Null',
  'NONE',
  '\\N',
  '""',
  '" "',
  '-',
  '\u00a0',
);

const id = fc.oneof(
  { weight: 300, arbitrary: usual },
  { weight: 12, arbitrary: others },
  { weight: 1, arbitrary: none },
);

/** Rows of units that keep to their variant, most of them. */
const ofUnits = fc
  .record({
    made,
    ids: fc.array(id, { minLength: 60, maxLength: 60 }),
    strays: fc.array(fc.nat({ max: 20 }), { minLength: 60, maxLength: 60 }),
  })
  .map(({ made, ids, strays }) => ({
    ...made,
    rows: made.rows.map(([, variant, ...others], i) => {
      const keeps = variant === 'generic' || variant === 'personalized';
      const own = ids[i]!.length % 2 === 0 ? 'generic' : 'personalized';
      return [ids[i]!, keeps && strays[i] !== 0 ? own : variant!, ...others];
    }),
  }));

/** Files whose rows are added up by the ids in their first column. */
export const units: fc.Arbitrary<Case> = casesOf(ofUnits).map((one) => {
  const { covariates = [] } = one.options;
  const isNumber = covariates.every(({ column }) => column !== 'id');
  const own = { unitIdColumn: 'id', covariates: isNumber ? covariates : [] };
  // The usual first id may be a text that means there is none.
  const before = one.before?.replace('\n7,', '\nu7,') ?? null;
  return { ...one, before, options: { ...one.options, ...own } };
});
