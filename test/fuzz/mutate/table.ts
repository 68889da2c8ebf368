import { type Pick, splicedAt } from '../choices.js';
import { DATES, NAMES, NUMBERS, ODD_TEXTS } from '../hostile-texts.js';
import { mutatedBytes, mutatedLines, WRITINGS } from './text.js';

/* Changes of a table as text, with commas, semicolons, tabs or bars. */

/** Rows of at least a field, and at least one. */
const held = (rows: string[][]) =>
  rows.length === 0 ? [['']] : rows.map((row) => (row.length === 0 ? [''] : row));

type Change = (rows: string[][], pick: Pick) => string[][];

/** A table after a few changes, as bytes. */
export function mutatedTable(bytes: Buffer, pick: Pick): Buffer {
  if (pick.chance(0.1)) return mutatedBytes(bytes, pick);
  const text = bytes.toString();
  if (pick.chance(0.15)) return Buffer.from(mutatedLines(text, pick));
  const mark = [',', ';', '\t', '|'].find((one) => text.split('\n')[0]!.includes(one)) ?? ',';
  let rows = text.split('\n').map((line) => line.split(mark));
  for (let left = pick.oneOf([1, 1, 1, 2, 3]); left > 0; left--)
    rows = held(pick.oneOf(CHANGES)(rows, pick));
  const other = pick.chance(0.1) ? pick.oneOf([',', ';', '\t', '|', ', ', ' ', ':']) : mark;
  const table = rows.map((row) => row.join(other)).join('\n');
  return pick.chance(0.2)
    ? WRITINGS[pick.oneOf(Object.keys(WRITINGS))]!(table)
    : Buffer.from(table);
}

const aField: Change = (rows, pick) => changedField(rows, pick, () => pick.oneOf(ODD_TEXTS));

const aColumn: Change = (rows, pick) => {
  const column = pick.whole(0, rows[0]!.length - 1);
  const values = pick.oneOf([NUMBERS, DATES, NAMES, ['0', '1'], ['', 'NA'], [pick.oneOf(NUMBERS)]]);
  return rows.map((row, i) =>
    i === 0 || row.length <= column ? row : row.with(column, pick.oneOf(values)),
  );
};

/** Every number of a column, times so much. */
const aScale: Change = (rows, pick) => {
  const column = pick.whole(0, rows[0]!.length - 1);
  const factor = pick.oneOf([-1, 0, 1e-9, 0.5, 1e6, 1e12, 1e140, 1e300, 1e-300]);
  return rows.map((row, i) => {
    const value = Number(row[column] || Number.NaN);
    return i === 0 || Number.isNaN(value) ? row : row.with(column, String(value * factor));
  });
};

const aName: Change = (rows, pick) => {
  const header = rows[0]!;
  const others = [...NAMES, ...header, ...header.map((name) => name.toUpperCase()), '', '"', '1'];
  return rows.with(0, header.with(pick.whole(0, header.length - 1), pick.oneOf(others)));
};

const aLength: Change = (rows, pick) => {
  const at = pick.whole(0, rows.length - 1);
  const row = rows[at]!;
  return rows.with(at, splicedAt(row, pick, pick.whole(0, 1), ...row.slice(0, pick.whole(0, 2))));
};

const aQuote: Change = (rows, pick) =>
  changedField(rows, pick, (field) =>
    pick.oneOf([
      `"${field}`,
      `"${field}"`,
      `${field}"`,
      `"${field}""`,
      `"${field}\n${field}"`,
      '"',
    ]),
  );

const quotesAll: Change = (rows) => rows.map((row) => row.map((field) => `"${field}"`));

/** Few rows are quick, and where statistics cannot say. */
const few: Change = (rows, pick) => rows.slice(0, pick.oneOf([1, 2, 3, 4, 5, 6, 8, 12, 30]));

const without: Change = (rows, pick) => {
  const column = pick.whole(0, rows[0]!.length - 1);
  return rows.map((row) => row.filter((_, i) => i !== column));
};

const twice: Change = (rows) => rows.map((row) => [...row, ...row.slice(-1)]);

const wide: Change = (rows, pick) => {
  const more = Array.from({ length: pick.oneOf([20, 150, 700]) }, (_, i) => i);
  return rows.slice(0, 6).map((row, i) => [...row, ...more.map((k) => (i === 0 ? `c${k}` : '1'))]);
};

const aTotal: Change = (rows, pick) =>
  splicedAt(rows, pick, 0, ['Total', ...rows.at(-1)!.slice(1)]);

const decimalCommas: Change = (rows) =>
  rows.map((row) => row.map((field) => field.replace(/^(-?\d+)\.(\d+)$/, '$1,$2')));

const blanks: Change = (rows, pick) =>
  changedField(rows, pick, (field) => pick.oneOf([` ${field}`, `${field} `, `\u00a0${field}`, '']));

const lines: Change = (rows, pick) =>
  mutatedLines(rows.map((row) => row.join('\u0001')).join('\n'), pick)
    .split('\n')
    .map((line) => line.split('\u0001'));

const above: Change = (rows, pick) => [
  ...pick.oneOf([[['sep=;']], [['Results of spring'], []], [['# made by hand']], [[]]]),
  ...rows,
];

const CHANGES: readonly Change[] = [
  ...[aField, aField, aField, aColumn, aColumn, aScale, aScale, aName, aName, aLength, aQuote],
  ...[quotesAll, few, few, few, without, twice, wide, aTotal, decimalCommas, blanks, lines, above],
];

function changedField(rows: string[][], pick: Pick, to: (field: string) => string): string[][] {
  const at = pick.whole(0, rows.length - 1);
  const row = rows[at]!;
  const column = pick.whole(0, row.length - 1);
  return rows.with(at, row.with(column, to(row[column]!)));
}
