import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DialectName } from '../../src/sql/dialects.js';
import { covariance } from '../../src/stats/moments.js';
import { mistakeIn, readText } from '../read/given.js';
import { duckdbEngine, type Engine, PATIENCE, postgresEngine } from './engines.js';
import { expectLaw, QUESTIONS, queryOf } from './law.js';
import { createTable, randomNumbers, rowsCsv, someResults, type Table } from './results.js';

/*
 * The queries run for real, in DuckDB and in PostgreSQL (PGlite). Where dialects are near enough to
 * one of these, their queries are run there too: that tells of their arithmetic, not of their engine.
 */
const ENGINES: [string, () => Promise<Engine>, DialectName[]][] = [
  ['DuckDB', duckdbEngine, ['duckdb', 'trino', 'snowflake']],
  ['PostgreSQL', postgresEngine, ['postgres', 'redshift']],
];

describe.each(ENGINES)('%s', { timeout: PATIENCE }, (_, start, dialects) => {
  const table = someResults(400);
  let engine: Engine;

  beforeAll(async () => {
    engine = await start();
    await createTable(engine, table);
  }, PATIENCE);

  afterAll(() => engine.close());

  describe.each(dialects)('%s: the query gives what the rows give', (dialect) => {
    test.each(QUESTIONS)('$title', (question) => expectLaw(question, engine, table, dialect));
  });

  test.each([
    ['a variant of NULL', null, `'u'`, '1', /there is no variant in column variant/],
    ['a unit id of NULL', 'uid', 'NULL', '1', /there are rows without a unit id in column variant/],
    ['NaN among the values', null, `'u'`, `'NaN'`, /"NaN" is not a number in column x_mean/],
  ])('%s is refused when the summary is read', async (title, unitId, id, x, message) => {
    const name = `"${title}"`;
    await engine.run(`CREATE TABLE ${name} (uid text, variant text, x double precision)`);
    const variant = message.source.includes('no variant') ? 'NULL' : `'b'`;
    const values = `('u1', 'a', 1), ('u2', 'a', 2), (${id}, ${variant}, ${x})`;
    await engine.run(`INSERT INTO ${name} VALUES ${values}`);
    const question = { title, metrics: ['x:mean'], ...(unitId === null ? {} : { unitId }) };
    const summary = await engine.csv(queryOf(question, name, dialects[0]!));
    const mistake = await mistakeIn(() => readText(summary, { metrics: ['x'] }));
    expect(mistake.message).toMatch(message);
  });

  test('digits are kept where the mean is 3.5 million standard deviations', async () => {
    const next = randomNumbers(7);
    // In steps of 1/1024, so that every engine reads the same numbers.
    const value = () => 3.5e6 + Math.round(3547 * (next() - 0.5)) / 1024;
    const rows = Array.from({ length: 5000 }, (_, i) => {
      const x = value();
      return [i % 2 === 0 ? 'a' : 'b', x, x + Math.round(500 * next()) / 1024];
    });
    const columns: Table['columns'] = [
      { name: 'variant', type: 'text' },
      { name: 'x', type: 'double' },
      { name: 'y', type: 'double' },
    ];
    const large = { name: 'large', columns, rows };
    await createTable(engine, large);
    const question = { title: '', metrics: ['x/y:ratio'] };
    const summary = await engine.csv(queryOf(question, 'large', dialects[0]!));
    const options = { metrics: ['x/y:ratio'] };
    const { cells: whole } = await readText(rowsCsv(large), { ...options, layout: 'rows' });
    const { cells: back } = await readText(summary, options);
    for (const variant of ['a', 'b']) {
      const [a, b] = [whole, back].map(
        ({ variants }) => variants.get(variant)!.samples[0]!.moments,
      );
      for (const at of [0, 1, 2]) expect(b!.comoment[at]! / a!.comoment[at]!).toBeCloseTo(1, 12);
      expect(Math.abs(b!.mean[0]! - a!.mean[0]!)).toBeLessThanOrEqual(5e-10);
    }
    // As a query would have it that adds up squares: nothing is left.
    const raw = await engine.csv(
      `SELECT variant, COUNT(*) AS n, AVG(x) AS x_mean, (SUM(x * x) - SUM(x) * SUM(x) / COUNT(*)) / (COUNT(*) - 1) AS x_var FROM large GROUP BY variant ORDER BY variant`,
    );
    const lost = Number(raw.split('\n')[1]!.split(',')[3]);
    const { moments } = whole.variants.get('a')!.samples[0]!;
    expect(Math.abs(lost / covariance(moments, 0, 0) - 1)).toBeGreaterThan(0.01);
  });
});
