/* DuckDB from npm: what the rows of each unit add up to, and of these the moments by variant. */
import { DuckDBInstance } from '@duckdb/node-api';

const instance = await DuckDBInstance.create();
const connection = await instance.connect();
const reader = await connection.runAndReadAll(
  `select variant, count(*) n, avg(c), var_samp(c), avg(r), var_samp(r) from (
    select variant, max(converted) c, sum(revenue) r
    from read_csv('${process.argv[2].replaceAll("'", "''")}') group by user_id, variant
  ) group by variant`,
);
const answer = {};
for (const [variant, n, ...moments] of reader.getRows()) {
  const [converted, convertedVariance, revenue, revenueVariance] = moments;
  answer[variant] = { n: Number(n), converted, convertedVariance, revenue, revenueVariance };
}
console.log(JSON.stringify(answer));
