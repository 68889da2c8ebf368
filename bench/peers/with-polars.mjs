/* Polars from npm, streaming: the same sums as a lazy query; prints them by variant. */
import pl from 'nodejs-polars';

const [converted, revenue] = [pl.col('converted'), pl.col('revenue')];
const frame = await pl
  .scanCSV(process.argv[2])
  .select('variant', 'converted', 'revenue')
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
