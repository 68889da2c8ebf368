/* DuckDB from npm: the same sums as a query; prints them by variant. */
import { DuckDBInstance } from '@duckdb/node-api';

const instance = await DuckDBInstance.create();
const connection = await instance.connect();
const reader = await connection.runAndReadAll(
  `select variant, count(*) n, avg(converted), var_samp(converted), avg(revenue), var_samp(revenue)
  from read_csv('${process.argv[2].replaceAll("'", "''")}') group by variant`,
);
const answer = {};
for (const [variant, n, ...moments] of reader.getRows()) {
  const [converted, convertedVariance, revenue, revenueVariance] = moments;
  answer[variant] = { n: Number(n), converted, convertedVariance, revenue, revenueVariance };
}
console.log(JSON.stringify(answer));
