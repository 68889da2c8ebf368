import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../program.js';
import { CLUSTER, hasClickHouse, twoClickHouses } from './clickhouse.js';
import { expectDigits } from './digits.js';
import { type Engine, PATIENCE } from './engines.js';
import { expectLaw, QUESTIONS, queryOf } from './law.js';
import { createTable, insertRows, someResults } from './results.js';

/*
 * ClickHouse from Debian: a Distributed table over two servers, started here on loopback and stopped
 * by their processes.
 */
const present = hasClickHouse();
if (!present) {
  console.log('ClickHouse is not tested: apt-get install clickhouse-server clickhouse-client');
}

describe.skipIf(!present)(
  'ClickHouse, a table spread over two servers',
  {
    timeout: PATIENCE,
  },
  () => {
    const table = someResults(400);
    const whole = { ...table, name: 'everywhere' };
    let engines: [Engine, Engine];

    beforeAll(async () => {
      engines = await twoClickHouses();
      const halves = [0, 1].map((half) => table.rows.filter((_, i) => i % 2 === half));
      for (const [i, engine] of engines.entries()) {
        await createTable(engine, { ...table, rows: halves[i]!.slice(0, 1) });
        await insertRows(engine, { ...table, rows: halves[i]!.slice(1) });
      }
      await engines[0].run(
        `CREATE TABLE everywhere AS results ENGINE = Distributed(${CLUSTER}, default, results)`,
      );
    }, PATIENCE);

    afterAll(async () => {
      await Promise.all(engines.map((engine) => engine.close()));
    });

    test('each server has a half', async () => {
      const counts = await Promise.all(
        engines.map((one) => one.csv('SELECT COUNT(*) FROM results')),
      );
      const [a, b] = counts.map((csv) => Number(csv.split('\n')[1]));
      expect([a! > 100, b! > 100, a! + b!]).toEqual([true, true, table.rows.length]);
    });

    test.each(QUESTIONS)('$title', (question) =>
      expectLaw(question, engines[0], whole, 'clickhouse'),
    );

    test('the documented way, from the query to the verdict', async () => {
      const metrics = ['--metric', 'spend/visits:ratio', '--covariate', 'spend/visits=before'];
      const where = ['--table', 'default.everywhere', '--where', "device = 'desk'"];
      const flags = [
        '--dialect',
        'clickhouse',
        ...where,
        '--variant-column',
        'variant',
        ...metrics,
      ];
      const query = await runProgram(['sql', ...flags]);
      expect(query).toMatchObject({ code: 0, stderr: '' });
      const stdin = await engines[0].csv(query.stdout);
      const report = await runProgram(['analyze', '-', ...metrics], { stdin });
      expect(report).toMatchObject({ code: 0, stderr: '' });
      expect(report.stdout).toMatch(/^standard input · 3 rows of summaries/);
      expect(report.stdout).toMatch(/VERDICT/);
    });

    test('digits are kept where the mean is 3.5 million standard deviations', () =>
      expectDigits(engines[0], 'clickhouse'));

    test('a rate alone needs no pilot', async () => {
      const query = queryOf(
        { title: '', metrics: ['signed:proportion'] },
        'everywhere',
        'clickhouse',
      );
      expect(query).not.toContain('pilot');
      expect((await engines[0].csv(query)).split('\n')[0]).toBe(
        '"variant","n","signed_n","signed_mean","signed_var"',
      );
    });
  },
);
