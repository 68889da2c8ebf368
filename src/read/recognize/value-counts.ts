import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import type { Reading } from '../reading.js';
import { type CountRows, rowsBy } from './count-rows.js';
import { findColumn } from './header.js';
import type { Table } from './labels.js';

/**
 * Checks that no column of successes holds the values that units had instead, as a table of frequencies has them: how many
 * users had 0 orders, 1, 2 … Then each variant, or segment of one, has the values from 0 or 1 on, each once, where numbers
 * of successes are any. `layout` says that they are numbers of successes.
 *
 * @throws {UserError} naming the column, with the value to count.
 */
export function checkValueCounts(
  table: Table,
  { rows, counted }: CountRows,
  reading: Pick<Reading, 'variantColumn' | 'metrics'>,
): void {
  const groups = rowsBy(rows, ({ variant, labels }) => [variant, ...labels]);
  if (groups.length < (reading.variantColumn === null ? 1 : 2)) return;
  for (const { column: written, success } of reading.metrics) {
    if (success !== null) continue;
    const column = findColumn(table.header, written)!;
    const at = counted.indexOf(column);
    const values = groups.map((group) => group.map(({ counts }) => counts[at]!));
    if (!values.every(areValues)) continue;
    throw valuesNotCounts(table, column, values[0]!.toSorted(ascending));
  }
}

/** Whether numbers go from 0 or 1 on, each once, with hardly a gap. */
function areValues(numbers: readonly number[]): boolean {
  const [first = 0, second = 0, ...others] = numbers.toSorted(ascending);
  const all = [first, second, ...others];
  const hasGap = (value: number, i: number) => i > 0 && (value <= all[i - 1]! || value > 2 * i + 2);
  return numbers.length > 1 && first < 2 && second === first + 1 && !all.some(hasGap);
}

const ascending = (a: number, b: number) => a - b;

function valuesNotCounts(
  { header: { file, line, names } }: Table,
  column: number,
  values: readonly number[],
): UserError {
  const name = names[column]!;
  const [first, second] = values;
  const what = `column ${name} holds ${first}, ${second}${values.length > 2 ? ' …' : ''} once each in every variant: what units had, and not how many units`;
  const isYesOrNo = values.length === 2 && first === 0;
  return new UserError(what, {
    location: { file, line, column: column + 1 },
    hint: (say) => {
      const metric = say.metric(shellWord(`${name}=1`));
      const way = isYesOrNo
        ? `the units with 1: ${say.again([metric], ['metric'])}`
        : 'give one row a unit, or how many units had any, one row a variant';
      return `${way}; numbers of successes all the same? ${say.layout('counts')}`;
    },
  });
}
