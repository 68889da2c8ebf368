import { expect } from 'vitest';
import type { DialectName } from '../../src/sql/dialect.js';
import { covariance } from '../../src/stats/moments.js';
import { readText } from '../read/given.js';
import type { Engine } from './engines.js';
import { queryOf } from './law.js';
import { createTable, randomNumbers, rowsCsv, type Table } from './results.js';

const QUESTION = { title: '', metrics: ['x/y:ratio'] };

/** Expects variances and covariances of numbers that hardly vary to be right to twelve digits. */
export async function expectDigits(engine: Engine, dialect: DialectName): Promise<void> {
  const table = largeNumbers();
  await createTable(engine, table);
  const summary = await engine.csv(queryOf(QUESTION, table.name, dialect));
  const { metrics } = QUESTION;
  const { aggregates: rows } = await readText(rowsCsv(table), { metrics, layout: 'rows' });
  const { aggregates: back } = await readText(summary, { metrics });
  for (const variant of ['a', 'b']) {
    const [a, b] = [rows, back].map(({ variants }) => variants.get(variant)!.samples[0]!.moments);
    for (const at of [0, 1, 2]) {
      expect(Math.abs(b!.comoment[at]! / a!.comoment[at]! - 1)).toBeLessThan(1e-12);
    }
    // The doubles there are 4.7e-10 apart.
    for (const at of [0, 1]) expect(Math.abs(b!.mean[at]! - a!.mean[at]!)).toBeLessThan(1e-9);
  }
  // As a query would have it that adds up squares: nothing is left.
  const squares = 'SUM(x * x) - SUM(x) * SUM(x) / COUNT(*)';
  const raw = await engine.csv(
    `SELECT (${squares}) / (COUNT(*) - 1) FROM large WHERE variant = 'a'`,
  );
  const { moments } = rows.variants.get('a')!.samples[0]!;
  const lost = Number(raw.split('\n')[1]) / covariance(moments, 0, 0) - 1;
  // How much depends on the order of the sum, which a server with threads does not fix; it is never little.
  expect(Math.abs(lost)).toBeGreaterThan(1e-6);
}

/** Numbers of mean 3.5e6 and standard deviation 1, in steps that every engine reads alike. */
function largeNumbers(): Table {
  const next = randomNumbers(7);
  // Uniform numbers vary by a twelfth of their range squared: √12 · 1024 steps.
  const steps = Math.sqrt(12) * 1024;
  const rows = Array.from({ length: 5000 }, (_, i) => {
    const x = 3.5e6 + Math.round(steps * (next() - 0.5)) / 1024;
    return [i % 2 === 0 ? 'a' : 'b', x, x + Math.round(500 * next()) / 1024];
  });
  const columns: Table['columns'] = [
    { name: 'variant', type: 'text' },
    { name: 'x', type: 'double' },
    { name: 'y', type: 'double' },
  ];
  return { name: 'large', columns, rows };
}
