import { JUDGE, type Turn } from '../../scan/scanned-filters.js';
import { BY_TEXT, numbersIn } from '../column-kind.js';
import type { ColumnValues } from '../pages/column-values.js';
import { NOT_TAKEN } from '../pages/not-taken.js';
import { fieldAt, placeAt, type RowsAtHand, type UsedColumn } from './column-use.js';

/** What leaves rows out. */
export interface FilterUse {
  /**
   * How many of the rows at hand are chosen, which are listed from then on.
   *
   * @throws NOT_TAKEN where one needs judgement.
   */
  left: (rows: RowsAtHand, into: number) => number;
}

/** What stands for a verdict that has not been given. */
const UNKNOWN = -2;

/** Leaves out the rows that a filter of the plan does. */
export function filterUse({ engine, memory, kind }: UsedColumn, filter: number): FilterUse {
  const { decimal, turns } = engine.plan.filters[filter]!;
  let known: ColumnValues | null = null;
  let verdicts: Int8Array = new Int8Array();
  let missing = UNKNOWN;
  return {
    left: (rows, into) => {
      const { values } = rows.page;
      if (values !== known) verdicts = judgedLater(values);
      known = values;
      let left = into >> 2;
      for (let i = 0; i < rows.count; i++) {
        const place = placeAt(memory, rows, i);
        let verdict = place < 0 ? missing : verdicts[place]!;
        if (verdict === UNKNOWN) verdict = judged(values, place);
        if (verdict === JUDGE) throw NOT_TAKEN;
        memory.ints[left] = rows.chosen === 0 ? i : memory.ints[(rows.chosen >> 2) + i]!;
        left += verdict;
      }
      return left - (into >> 2);
    },
  };

  /** The verdicts that need no judgement: those on numbers. */
  function judgedLater(values: ColumnValues): Int8Array {
    if (decimal === null) return new Int8Array(values.count).fill(UNKNOWN);
    const numbers = numbersIn(kind, values);
    return Int8Array.from(numbers, (x) => (x === BY_TEXT ? UNKNOWN : verdictOn(turns, x)));
  }

  function judged(values: ColumnValues, place: number): number {
    const verdict = engine.judge.verdictOf(filter, fieldAt(kind, values, place));
    if (place < 0) missing = verdict;
    else verdicts[place] = verdict;
    return verdict;
  }
}

/** The verdict on a number: between two turns it is the same for all. */
export function verdictOn(turns: readonly Turn[], x: number): number {
  const turn = turns.find(({ at }) => x <= at)!;
  return x === turn.at ? turn.on : turn.below;
}
