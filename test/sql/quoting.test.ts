import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DialectName } from '../../src/sql/dialect.js';
import { DIALECTS } from '../../src/sql/dialects.js';
import { summaryQuery } from '../../src/sql/summary-query.js';
import { mistakeIn } from '../read/given.js';
import { csvOf, duckdbEngine, type Engine, PATIENCE, postgresEngine } from './engines.js';
import { createTable } from './results.js';

const NASTY = [
  `"; DROP TABLE victim; --`,
  `'; DROP TABLE victim; --`,
  '`; DROP TABLE victim; --',
  `\\'; DROP TABLE victim; --`,
  '\\"; DROP TABLE victim; --',
  '\\`; DROP TABLE victim; --',
  'a\nb -- c',
  `''""\`\`\\\\`,
  '$$ /* {x} */ $1 %s ?',
  'select',
  'Ärger 💥',
  'back\\',
];

/** A name in double quotes, as it is taken exactly. */
const exactly = (name: string) => `"${name.replaceAll('"', '""')}"`;

describe.each([
  ['DuckDB', duckdbEngine, 'duckdb'],
  ['PostgreSQL', postgresEngine, 'postgres'],
] as const)(
  'in %s whatever a name or a text holds stands for itself',
  {
    timeout: PATIENCE,
  },
  (_, start, dialect) => {
    let engine: Engine;
    let tables = 0;

    beforeAll(async () => {
      engine = await start();
      await engine.run('CREATE TABLE victim (x integer)');
    }, PATIENCE);

    afterAll(() => engine.close());

    async function expectFaithful(column: string, value: string): Promise<void> {
      const variantColumn = `v${column}`;
      const name = `t${column}${tables++}`;
      const columns = [variantColumn, column].map((one) => ({ name: one, type: 'text' as const }));
      const rows = [
        ['a', value],
        ['a', `${value}?`],
        ['b', value],
      ];
      await createTable(engine, { name, columns, rows });
      const [table, variant] = [name, variantColumn].map(exactly);
      const query = summaryQuery({
        ...{ dialect, table: table!, variantColumn: variant!, where: null, covariates: [] },
        ...{ metrics: [`${exactly(column)}=${value}`], segments: [], unitId: null },
      });
      const metric = `${column}=${value}`;
      const header = [variantColumn, 'n', `${metric}_n`, `${metric}_mean`, `${metric}_var`];
      const answer = [
        ['a', 2, 2, 0.5, 0.5],
        ['b', 1, 1, 1, null],
      ];
      expect(await engine.csv(query)).toBe(csvOf(header, answer));
      expect(await engine.csv('SELECT COUNT(*) AS n FROM victim')).toBe('n\n0\n');
    }

    test.each(NASTY)('%j', (nasty) => expectFaithful(nasty, nasty.slice(0, 9)));

    test('anything', async () => {
      const text = fc.string({
        unit: fc.constantFrom(...'"\'`\\;-/*=.:%$\n\r\tab (){}[]äß'),
        minLength: 1,
        maxLength: 8,
      });
      await fc.assert(fc.asyncProperty(text, text, expectFaithful), {
        seed: 20261124,
        numRuns: 60,
      });
    });
  },
);

/** The text that a quoted piece of SQL stands for, read by the rules that the dialect documents. */
function decoded(sql: string, escapes: 'doubled' | 'backslash' | 'backslash and doubled'): string {
  const quote = sql[0]!;
  let text = '';
  let at = 1;
  for (; at < sql.length - 1; at++) {
    const letter = sql[at]!;
    if (letter === '\\' && escapes !== 'doubled') {
      at += 1;
      text += { n: '\n', r: '\r' }[sql[at]!] ?? sql[at]!;
    } else if (letter === quote) {
      expect([escapes, sql[at + 1]]).not.toEqual(['backslash', quote]);
      expect(sql[at + 1]).toBe(quote);
      at += 1;
      text += quote;
    } else {
      text += letter;
    }
  }
  expect(at).toBe(sql.length - 1);
  expect(sql[at]).toBe(quote);
  return text;
}

describe('what is quoted ends where it should, by the rules of the dialect', () => {
  const anything = fc.string({ unit: fc.constantFrom(...'"\'`\\;-n\n\rab💥') });
  const RULES: [DialectName, Parameters<typeof decoded>[1], Parameters<typeof decoded>[1]][] = [
    ['postgres', 'doubled', 'doubled'],
    ['duckdb', 'doubled', 'doubled'],
    ['trino', 'doubled', 'doubled'],
    ['redshift', 'doubled', 'doubled'],
    ['snowflake', 'doubled', 'backslash and doubled'],
    ['spark', 'doubled', 'backslash'],
    ['clickhouse', 'backslash', 'backslash'],
    ['bigquery', 'backslash', 'backslash'],
  ];

  test.each(RULES)('%s', (name, names, texts) => {
    const { identifier, literal } = DIALECTS[name];
    fc.assert(
      fc.property(anything, (text) => {
        expect(decoded(identifier(text), names)).toBe(text);
        // Redshift has its backslashes outside.
        if (name !== 'redshift') expect(decoded(literal(text), texts)).toBe(text);
        if (name === 'bigquery') expect(literal(text) + identifier(text)).not.toMatch(/[\n\r]/);
      }),
      { seed: 20261124 },
    );
  });

  test('redshift writes a backslash as its code', () => {
    expect(DIALECTS.redshift.literal("a\\b'")).toBe("('a' || CHR(92) || 'b''')");
    expect(DIALECTS.redshift.literal('ab')).toBe("'ab'");
  });

  test('snowflake finds plain names as it keeps them', () => {
    const { existing } = DIALECTS.snowflake;
    expect(existing({ text: 'spend', quoted: false })).toBe('"SPEND"');
    expect(existing({ text: 'spend', quoted: true })).toBe('"spend"');
    expect(existing({ text: 'Spend', quoted: false })).toBe('"Spend"');
  });
});

const QUESTION = {
  dialect: 'postgres' as const,
  table: 't',
  where: null,
  variantColumn: 'v',
  metrics: ['x'],
  covariates: [],
  segments: [],
  unitId: null,
};

test.each([
  ['shop.orders', '"shop"."orders"'],
  ['"my.file".orders', '"my.file"."orders"'],
  ['a."b""c"', '"a"."b""c"'],
])('the path %s', (table, quoted) => {
  expect(summaryQuery({ ...QUESTION, table })).toContain(`  FROM ${quoted}\n`);
});

test.each([
  [{ table: 'a..b' }, /a name is empty/],
  [{ table: '' }, /a name is empty/],
  [{ metrics: ['a\0b'] }, /the character 0/],
  [{ metrics: ['x', 'x:mean'] }, /^metrics x is given twice/],
  [{ metrics: ['x:p95'] }, /does not hold quantiles/],
  [{ metrics: ['x:ratio'] }, /a ratio has two columns/],
  [{ metrics: ['a/b:mean'] }, /a ratio has two columns/],
  [{ metrics: ['x'], unitId: 'id' }, /how do the rows of a unit add up\?/],
  [{ covariates: [{ metric: 'z', column: 'c' }] }, /^covariates z=…: there is no such metric/],
  [{ covariates: [{ metric: 'x', column: 'x' }] }, /a metric cannot explain itself/],
  [{ variantColumn: 'pt_segment_1' }, /is what the query calls a column of its own/],
  [{ segments: ['n'] }, /two columns of the summary would be called n/],
  [{ metrics: ['x'.repeat(60)] }, /is too long a name for a column there/],
  [{ dialect: 'bigquery' as const, metrics: ['x.y'] }, /a result cannot have a column x.y_n there/],
])('%j is refused', async (change, message) => {
  const mistake = await mistakeIn(() => summaryQuery({ ...QUESTION, ...change }));
  expect(mistake.message).toMatch(message);
  expect(mistake.hint).toBeDefined();
});
