/* Polars from npm, streaming: answers a query on a file as table t; prints its rows. Usage: node bench/peers/polars-sql.mjs FILE SQL */
import pl from 'nodejs-polars';

const [file, sql] = process.argv.slice(2);
const scan = file.endsWith('.parquet') ? pl.scanParquet(file) : pl.scanCSV(file);
const context = pl.SQLContext({ t: scan });
const answer = await context.execute(sql, { eager: false }).collect({ streaming: true });
console.log(JSON.stringify(answer.toRecords()));
