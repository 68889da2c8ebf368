import { join } from 'node:path';
import { isThere } from './measured.mjs';

const peer = (name) => join(import.meta.dirname, '../peers', name);
const node = (...args) => [process.execPath, ...args];
const imports = (name) => node('--input-type=module', '-e', `import ${JSON.stringify(name)}`);
const python = process.env.PYTHON ?? 'python3';

/** Engines that answer a query on a file, where they are installed. */
const ENGINES = [
  {
    name: 'DuckDB',
    there: imports('@duckdb/node-api'),
    ask: (file, sql) => node(peer('duckdb-sql.mjs'), sql(`'${file.replaceAll("'", "''")}'`)),
  },
  {
    name: 'polars',
    there: imports('nodejs-polars'),
    ask: (file, sql) => node(peer('polars-sql.mjs'), file, sql('t')),
  },
];

/** What else reads plain CSV, each by a program of its own. */
const OTHERS = [
  {
    name: 'DuckDB (Python)',
    there: [python, '-c', 'import duckdb'],
    by: [python, 'with-duckdb.py'],
  },
  {
    name: 'polars (Python)',
    there: [python, '-c', 'import polars'],
    by: [python, 'with-polars.py'],
  },
  { name: 'pandas', there: [python, '-c', 'import pandas'], by: [python, 'with-pandas.py'] },
  {
    name: 'data.table',
    there: ['Rscript', '--vanilla', '-e', 'library(data.table)'],
    by: ['Rscript', '--vanilla', 'with-data-table.R'],
  },
];

/** The engines that are there, and what they are asked on a path. */
export function presentPeers() {
  const engines = ENGINES.filter(({ there }) => isThere(there));
  const others = OTHERS.filter(({ there }) => isThere(there));
  return ({ name, sql }, file) => {
    const asked = sql === undefined ? [] : engines.map((one) => [one.name, one.ask(file, sql)]);
    const more = name !== 'plain' ? [] : others.map((one) => [one.name, byProgram(one.by, file)]);
    return Object.fromEntries([...asked, ...more].map(([peer, command]) => [peer, { command }]));
  };
}

function byProgram(by, file) {
  return [...by.slice(0, -1), peer(by.at(-1)), file];
}

/** The answer of a peer by variant. */
export function peersAnswer(output) {
  const answer = JSON.parse(output);
  if (!Array.isArray(answer)) return answer;
  return Object.fromEntries(answer.map(({ variant, ...figures }) => [variant, figures]));
}
