import { LAYOUT } from '../../scan/layout.js';
import type { ColumnValues } from '../pages/column-values.js';
import { NOT_TAKEN } from '../pages/not-taken.js';
import { noRoom } from '../pages/page-memory.js';
import { type ColumnUse, fieldAt, placeAt, ROWS_AT_ONCE, type UsedColumn } from './column-use.js';

/** What stands for a text that has not been met in a piece. */
const UNKNOWN = -1;

/** Writes what the texts of a column stand for into the scanner's memory, as those of the plan's column of texts. */
export function textUse({ engine, memory, kind }: UsedColumn, column: number): ColumnUse {
  const at = LAYOUT.codes + 4 * ROWS_AT_ONCE * column;
  const into = new Int32Array(engine.view.buffer, at, ROWS_AT_ONCE);
  const gathered = memory.fit(noRoom(), 4 * ROWS_AT_ONCE);
  const room = noRoom();
  let known: ColumnValues | null = null;
  let missing = UNKNOWN;
  return {
    begin: () => {
      known = null;
      missing = UNKNOWN;
    },
    take: (rows) => {
      const { page, from, count, chosen } = rows;
      const { places, values } = page;
      const table = memory.fit(room, 4 * values.count);
      if (values !== known) {
        memory.ints.fill(UNKNOWN, table >> 2, (table >> 2) + values.count);
      }
      known = values;
      const gather = (first: number) =>
        memory.wasm.gatherCodes(table, places, from, chosen, first, count, gathered, missing);
      for (let i = gather(0); i < count; i = gather(i)) {
        const place = placeAt(memory, rows, i);
        const code = judged(values, place);
        if (place < 0) missing = code;
        else memory.ints[(table >> 2) + place] = code;
      }
      into.set(memory.ints.subarray(gathered >> 2, (gathered >> 2) + count));
    },
  };

  function judged(values: ColumnValues, place: number): number {
    const code = engine.judge.codeOf(column, fieldAt(kind, values, place));
    if (code < 0) throw NOT_TAKEN;
    return code;
  }
}
