import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DialectName } from '../../src/sql/dialect.js';
import { mistakeIn, readText } from '../read/given.js';
import { expectDigits } from './digits.js';
import { duckdbEngine, type Engine, PATIENCE, postgresEngine } from './engines.js';
import { expectLaw, QUESTIONS, queryOf } from './law.js';
import { createTable, someResults } from './results.js';

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

  test('digits are kept where the mean is 3.5 million standard deviations', () =>
    expectDigits(engine, dialects[0]!));
});
