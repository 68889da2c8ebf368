/* Polars from npm, streaming: what the rows of each unit add up to, and of these the moments by variant. */
import pl from 'nodejs-polars';

const [converted, revenue] = [pl.col('converted'), pl.col('revenue')];
const frame = await pl
  .scanCSV(process.argv[2])
  .groupBy(['user_id', 'variant'])
  .agg(converted.max(), revenue.sum())
  .groupBy('variant')
  .agg(
    converted.count().alias('n'),
    converted.mean().alias('converted'),
    converted.var().alias('convertedVariance'),
    revenue.mean().alias('revenue'),
    revenue.var().alias('revenueVariance'),
  )
  .collect({ streaming: true });
const rows = frame.toRecords().map(({ variant, ...row }) => [variant, row]);
console.log(JSON.stringify(Object.fromEntries(rows)));
