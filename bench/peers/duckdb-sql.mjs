/* DuckDB from npm: answers a query; prints its rows. Usage: node bench/peers/duckdb-sql.mjs SQL */
import { DuckDBInstance } from '@duckdb/node-api';

const instance = await DuckDBInstance.create();
const connection = await instance.connect();
const reader = await connection.runAndReadAll(process.argv[2]);
const plain = (value) => (typeof value === 'bigint' ? Number(value) : value);
const rows = reader
  .getRowObjects()
  .map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])),
  );
console.log(JSON.stringify(rows));
