import { JUDGED, LAYOUT, SEEN } from '../../scan/layout.js';
import { BY_TEXT, numbersIn } from '../column-kind.js';
import type { ColumnValues } from '../pages/column-values.js';
import { NOT_TAKEN } from '../pages/not-taken.js';
import { type ColumnUse, fieldAt, ROWS_AT_ONCE, type UsedColumn } from './column-use.js';

/** Writes the numbers of a column into the scanner's memory, as those of the plan's column of values. */
export function valueUse({ engine, kind }: UsedColumn, column: number): ColumnUse {
  const { view, plan } = engine;
  const at = LAYOUT.values + 8 * ROWS_AT_ONCE * column;
  const into = new Float64Array(view.buffer, at, ROWS_AT_ONCE);
  const { success, isCount } = plan.values[column]!;
  let known: ColumnValues | null = null;
  let numbers: Float64Array = new Float64Array();
  return {
    begin: () => {
      known = null;
    },
    take: ({ page, from, count, chosen }) => {
      const { places, values } = page;
      if (values !== known) numbers = judgedLater(values);
      known = values;
      for (let i = 0; i < count; i++) {
        const row = from + (chosen === null ? i : chosen[i]!);
        const place = places === null ? row : places[row]!;
        const number = place < 0 ? Number.NaN : numbers[place]!;
        into[i] = number === BY_TEXT ? judged(values, place) : number;
      }
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
    const number = field.kind === JUDGED.missing ? Number.NaN : field.value;
    numbers[place] = number;
    return number;
  }

  function noteWords(): void {
    const seen = LAYOUT.valueColumns + 16 * column + 12;
    view.setInt32(seen, view.getInt32(seen, true) | SEEN.words, true);
  }
}
