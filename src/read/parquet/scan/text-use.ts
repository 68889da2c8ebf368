import { LAYOUT } from '../../scan/layout.js';
import type { ColumnValues } from '../pages/column-values.js';
import { NOT_TAKEN } from '../pages/not-taken.js';
import { type ColumnUse, fieldAt, ROWS_AT_ONCE, type UsedColumn } from './column-use.js';

/** What stands for a text that has not been met in a piece. */
const UNKNOWN = -1;

/** Writes what the texts of a column stand for into the scanner's memory, as those of the plan's column of texts. */
export function textUse({ engine, kind }: UsedColumn, column: number): ColumnUse {
  const at = LAYOUT.codes + 4 * ROWS_AT_ONCE * column;
  const into = new Int32Array(engine.view.buffer, at, ROWS_AT_ONCE);
  let known: ColumnValues | null = null;
  let codes = new Int32Array();
  let missing = UNKNOWN;
  return {
    begin: () => {
      known = null;
      missing = UNKNOWN;
    },
    take: ({ page, from, count, chosen }) => {
      const { places, values } = page;
      if (values !== known) codes = new Int32Array(values.count).fill(UNKNOWN);
      known = values;
      for (let i = 0; i < count; i++) {
        const row = from + (chosen === null ? i : chosen[i]!);
        const place = places === null ? row : places[row]!;
        const code = place < 0 ? missing : codes[place]!;
        into[i] = code === UNKNOWN ? judged(values, place) : code;
      }
    },
  };

  function judged(values: ColumnValues, place: number): number {
    const code = engine.judge.codeOf(column, fieldAt(kind, values, place));
    if (code < 0) throw NOT_TAKEN;
    if (place < 0) missing = code;
    else codes[place] = code;
    return code;
  }
}
