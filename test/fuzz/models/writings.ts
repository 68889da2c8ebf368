import { parquetWriteBuffer } from 'hyparquet-writer';
import { type Case, type Outcome, outcomeOf, type Run, runOf } from '../case.js';
import type { Pick } from '../choices.js';
import { WRITINGS } from '../mutate/text.js';
import { fewer, madeRows, type Row, tableOf } from './made-rows.js';

/* The JSON of rows in each way to write them, against that of the plain file. */

type Write = (rows: readonly Row[], asked: readonly string[]) => Run;

export function rowsAreTheSameHoweverWritten(_: unknown, pick: Pick): Case {
  const asked = ['-m', 'signed_up', '-m', 'revenue', '--format', 'json'];
  if (pick.chance(0.4)) asked.push('--segment', 'country');
  return caseOf(madeRows(pick), asked, wayOf(pick));
}

function caseOf(rows: readonly Row[], asked: readonly string[], write: Write): Case {
  const plain = runOf(['analyze', 'rows.csv', ...asked], {
    'rows.csv': Buffer.from(tableOf(rows)),
  });
  return {
    run: write(rows, asked),
    faultsBy: async (came) => {
      const first = await outcomeOf(plain);
      const isSame = first.code === came.code && withoutInput(first) === withoutInput(came);
      return isSame ? [] : [`another report: ${came.stderr.slice(0, 80)}`];
    },
    *smaller() {
      for (const left of fewer(rows)) yield caseOf(left, asked, write);
    },
  };
}

function withoutInput({ stdout }: Outcome): string {
  if (stdout === '') return '';
  const { input, ...rest } = JSON.parse(stdout);
  return JSON.stringify(rest);
}

type Text = (rows: readonly Row[]) => string;

const quoted = (value: string | number) => `"${value}"`;
const withComma = (value: string | number) => String(value).replace('.', ',');
const TEXTS: readonly Text[] = [
  (rows) => tableOf(rows),
  (rows) => tableOf(rows, '\t'),
  (rows) => tableOf(rows, ';'),
  (rows) => tableOf(rows, ',', quoted),
  (rows) => tableOf(rows, '|'),
];

function wayOf(pick: Pick): Write {
  const isGerman = pick.chance(0.2);
  const decimal = isGerman ? ['--decimal', ','] : [];
  const text: Text = isGerman ? (rows) => tableOf(rows, ';', withComma) : pick.oneOf(TEXTS);
  const drawn = pick.random();
  if (drawn < 0.05) return inParquet;
  if (drawn < 0.3) {
    return (rows, asked) =>
      runOf(['analyze', '-', ...asked, ...decimal], {}, Buffer.from(text(rows)));
  }
  if (drawn < 0.4) return inTwoFiles;
  const [writing, said] = pick.oneOf(CERTAIN);
  const name = /gzip|members/.test(writing) ? 'rows.csv.gz' : 'rows.csv';
  return (rows, asked) =>
    runOf(['analyze', name, ...asked, ...decimal, ...said], {
      [name]: WRITINGS[writing]!(text(rows)),
    });
}

/** Ways to write a text that can be told by themselves, and those that have to be said. */
const CERTAIN: readonly [string, string[]][] = [
  ...Object.keys(WRITINGS)
    .filter((name) => !/latin1|WithoutMark/.test(name))
    .map((name): [string, string[]] => [name, []]),
  ['latin1', ['--encoding', 'windows-1252']],
  ['utf16leWithoutMark', ['--encoding', 'utf-16le']],
];

const inTwoFiles: Write = (rows, asked) => {
  const half = rows.length >> 1;
  return runOf(['analyze', 'part-*.csv', ...asked], {
    'part-0.csv': Buffer.from(tableOf(rows.slice(0, half))),
    'part-1.csv': Buffer.from(tableOf(rows.slice(half))),
  });
};

const TYPES = {
  variant: 'STRING',
  signed_up: 'INT32',
  revenue: 'DOUBLE',
  country: 'STRING',
} as const;

const inParquet: Write = (rows, asked) => {
  const names = Object.keys(TYPES) as (keyof Row)[];
  const columnData = names.map((name) => ({
    name,
    data: rows.map((row) => row[name]),
    type: TYPES[name],
  }));
  const bytes = Buffer.from(parquetWriteBuffer({ columnData }));
  return runOf(['analyze', 'rows.parquet', ...asked], { 'rows.parquet': bytes });
};
