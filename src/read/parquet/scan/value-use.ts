import { JUDGED, LAYOUT, SEEN } from '../../scan/layout.js';
import { BY_TEXT, numbersIn } from '../column-kind.js';
import type { ColumnValues } from '../pages/column-values.js';
import { NOT_TAKEN } from '../pages/not-taken.js';
import { noRoom } from '../pages/page-memory.js';
import { type ColumnUse, fieldAt, placeAt, ROWS_AT_ONCE, type UsedColumn } from './column-use.js';

/** Writes the numbers of a column into the scanner's memory, as those of the plan's column of values. */
export function valueUse({ engine, memory, kind }: UsedColumn, column: number): ColumnUse {
  const { view, plan } = engine;
  const at = LAYOUT.values + 8 * ROWS_AT_ONCE * column;
  const into = new Float64Array(view.buffer, at, ROWS_AT_ONCE);
  const { success, isCount } = plan.values[column]!;
  const gathered = memory.fit(noRoom(), 8 * ROWS_AT_ONCE);
  const room = noRoom();
  let known: ColumnValues | null = null;
  return {
    begin: () => {
      known = null;
    },
    take: (rows) => {
      const { page, from, count, chosen } = rows;
      const { places, values } = page;
      const table = memory.fit(room, 8 * values.count);
      if (values !== known) memory.doubles.set(judgedLater(values), table >> 3);
      known = values;
      const gather = (first: number) =>
        memory.wasm.gatherNumbers(table, places, from, chosen, first, count, gathered);
      for (let i = gather(0); i < count; i = gather(i)) {
        const place = placeAt(memory, rows, i);
        memory.doubles[(table >> 3) + place] = judged(values, place);
      }
      into.set(memory.doubles.subarray(gathered >> 3, (gathered >> 3) + count));
    },
  };

  /** The numbers that need no judgement; what labels say is judged by their texts. */
  function judgedLater(values: ColumnValues): Float64Array {
    if (success !== null) return new Float64Array(values.count).fill(BY_TEXT);
    const all = numbersIn(kind, values);
    if (!isCount) return all;
    const isPlain = kind.scale === 0;
    return all.map((x) => (isPlain && Number.isSafeInteger(x) && x >= 0 ? x : BY_TEXT));
  }

  function judged(values: ColumnValues, place: number): number {
    const field = engine.judge.valueOf(column, fieldAt(kind, values, place));
    if (field.kind === JUDGED.bad) throw NOT_TAKEN;
    if (field.kind === JUDGED.word) noteWords();
    return field.kind === JUDGED.missing ? Number.NaN : field.value;
  }

  function noteWords(): void {
    const seen = LAYOUT.valueColumns + 16 * column + 12;
    view.setInt32(seen, view.getInt32(seen, true) | SEEN.words, true);
  }
}
