import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import { isMissing, type Reading } from '../reading.js';
import { isNoId, isRounded } from '../values/id-texts.js';
import { quoted } from '../values/values.js';
import { findColumn } from './header.js';
import type { Table } from './labels.js';

/** Of fewer units nothing is said of one that has many rows. */
const LEAST_UNITS = 50;

/** No unit but one that stands for several has such a share of all rows, and so many times those of the next. */
const SHARE = 0.1;
const TIMES_THE_NEXT = 10;

/** So many long numbers that all end in 0 do so because their last digits are lost. */
const LEAST_LONG = 10;

/**
 * Checks that the ids by which rows are added up each stand for one unit, as far as first rows show it: none says that there
 * is no id, none has a tenth of all rows, and a spreadsheet has not rounded them. `layout` says that they do all the same.
 *
 * @throws {UserError} naming the id, with the condition that leaves its rows out.
 */
export function checkUnitIds(
  table: Table,
  { layout, unitIdColumn }: Pick<Reading, 'layout' | 'unitIdColumn'>,
): void {
  const { header, rows, options } = table;
  if (layout !== 'rows' || unitIdColumn === null || options.layout === 'rows') return;
  const column = findColumn(header, unitIdColumn)!;
  const texts = rows.map((fields) => fields[column]!.trim());
  const ids = texts.filter((text) => !isMissing(text, options));
  const rounded = ids.find(isRounded) ?? lostDigits(ids);
  if (rounded !== undefined) throw roundedId(table, column, rounded);
  const none = ids.find(isNoId);
  if (none !== undefined) throw noUnit(table, column, none, 'says that there is none');
  const many = standsForMany(ids);
  if (many !== null) throw noUnit(table, column, many.id, `has ${many.rows} of ${ids.length} rows`);
}

/** An id of which doubles hold no more than 15 digits, as all are that are longer. */
function lostDigits(ids: readonly string[]): string | undefined {
  const long = [...new Set(ids.filter((id) => /^\d{16,}$/.test(id)))];
  return long.length >= LEAST_LONG && long.every((id) => /^\d{15}0+$/.test(id))
    ? long[0]
    : undefined;
}

function standsForMany(ids: readonly string[]): { id: string; rows: number } | null {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const [most, next] = [...counts].sort(([, a], [, b]) => b - a);
  if (counts.size < LEAST_UNITS || most === undefined || next === undefined) return null;
  const [id, rows] = most;
  return rows >= SHARE * ids.length && rows >= TIMES_THE_NEXT * next[1] ? { id, rows } : null;
}

function roundedId(
  { header: { file, line, names } }: Table,
  column: number,
  id: string,
): UserError {
  return new UserError(
    `${quoted(id)} in column ${names[column]} was rounded by a spreadsheet: several units have become one`,
    {
      location: { file, line, column: column + 1 },
      hint: (say) =>
        `export the ids as text, where they came from; each is one unit all the same? ${say.layout('rows')}`,
    },
  );
}

function noUnit(
  { header: { file, line, names } }: Table,
  column: number,
  id: string,
  why: string,
): UserError {
  const name = names[column]!;
  return new UserError(`${quoted(id)} in column ${name} ${why}: it is no unit, but several`, {
    location: { file, line, column: column + 1 },
    hint: (say) =>
      `to leave its rows out: ${say.again([say.where(shellWord(`${name} != ${id}`))])}; one unit all the same? ${say.layout('rows')}`,
  });
}
