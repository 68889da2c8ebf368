import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import type { Reading } from '../reading.js';
import type { Header } from './header.js';
import type { Table } from './labels.js';
import { countedColumns, partingColumns } from './parting-columns.js';
import { grouped, neverFalls, numbersOf } from './series.js';

/** Of fewer periods nothing is said: three days that grow are no pattern. */
const LEAST_PERIODS = 4;

/** Periods in which a running total grows are alike: none but the last has less than this share of the most. */
const ALIKE = 1 / 3;

/** The first period has what came in it, and hardly ever more than this many times the most of another. */
const FIRST = 1.5;

/**
 * Checks that counts of days, weeks or the like, which are added up, are not running totals, in which each unit would
 * count again and again: units that rise in every period, by about the same each time and from about that on, while
 * successes never fall, of every variant and segment. Traffic that is let in step by step in equal steps looks the
 * same, so `layout` says that they are to be added up.
 *
 * @throws {UserError} where they look like running totals.
 */
export function checkRunningTotals(table: Table, reading: Omit<Reading, 'caps'>): void {
  const { header, rows, options } = table;
  const { layout } = reading;
  if (layout !== 'counts' || options.layout === 'counts') return;
  const counted = countedColumns(header, reading);
  const { periods, parts } = partingColumns(table, reading, counted);
  const [period] = periods;
  if (period === undefined) return;
  const cells = [...grouped(rows, parts).values()].filter(({ length }) => length >= LEAST_PERIODS);
  const areTotals = cells.every((cell) => {
    if (grouped(cell, periods).size < cell.length) return false;
    const [units, ...successes] = counted.map((column) => numbersOf(table, cell, column));
    const isTurned = units![0]! > units!.at(-1)!;
    const inOrder = (numbers: number[]) => (isTurned ? numbers.toReversed() : numbers);
    return risesEvenly(inOrder(units!)) && successes.every((one) => neverFalls(inOrder(one)));
  });
  const [cell] = cells;
  if (cell === undefined || !areTotals) return;
  const [units] = counted;
  const totals = numbersOf(table, cell, units!);
  const last = cell[totals.indexOf(Math.max(...totals))]![period]!.trim();
  throw runningTotals(header, { units: units!, period: header.names[period]!, last });
}

function runningTotals(
  { file, line, names }: Header,
  { units, period, last }: { units: number; period: string; last: string },
): UserError {
  const what = `column ${names[units]} grows by about the same each ${period}, as running totals do`;
  return new UserError(`${what}: added up, units would count again and again`, {
    location: { file, line, column: units + 1 },
    hint: (say) =>
      `the last alone: ${say.again([say.where(shellWord(`${period} = ${last}`))])}; each ${period} has its own units all the same? ${say.layout('counts')}`,
  });
}

/** Whether totals rise each time, by about the same, and begin with about that. */
function risesEvenly(totals: readonly number[]): boolean {
  const rises = totals.slice(1).map((total, i) => total - totals[i]!);
  const most = Math.max(...rises);
  const isAlike = rises.every((rise, i) => rise >= (i < rises.length - 1 ? ALIKE : 0) * most);
  return most > 0 && isAlike && totals[0]! <= FIRST * most;
}
