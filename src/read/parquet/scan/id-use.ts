import { hashOfWhole } from '../../bytes/hash-of-whole.js';
import { hashOfAscii, hashOfText } from '../../bytes/id-hash.js';
import { type ColumnKind, textAt } from '../column-kind.js';
import { type ColumnValues, doubleAt } from '../pages/column-values.js';
import { type ColumnUse, fieldAt, type UsedColumn } from './column-use.js';

/** Hands on the ids of a column that are sampled, as those of the plan's column of ids. */
export function idUse({ engine, kind }: UsedColumn, column: number): ColumnUse {
  let mask = 0;
  return {
    begin: () => {
      mask = 2 ** engine.idLevels[column]! - 1;
    },
    take: ({ page, from, count, chosen }) => {
      const { places, values } = page;
      for (let i = 0; i < count; i++) {
        const row = from + (chosen === null ? i : chosen[i]!);
        const place = places === null ? row : places[row]!;
        if (place < 0 || (hashAt(kind, values, place) & mask) !== 0) continue;
        engine.judge.keepId(column, fieldAt(kind, values, place));
      }
    },
  };
}

/** The hash of the id at a place, as of its text without the spaces around it. */
function hashAt(kind: ColumnKind, values: ColumnValues, place: number): number {
  const plain =
    values.form === 'bytes'
      ? hashOfPlainText(kind, values, place)
      : hashOfPlainNumber(kind, values, place);
  return plain ?? hashOfText(textAt(kind, values, place).trim());
}

function hashOfPlainText(
  { meaning }: ColumnKind,
  { bytes, starts, ends }: Extract<ColumnValues, { form: 'bytes' }>,
  place: number,
): number | null {
  const [start, end] = [starts[place]!, ends[place]!];
  const isBare =
    meaning === 'text' && end > start && bytes[start]! > SPACE && bytes[end - 1]! > SPACE;
  return isBare ? hashOfAscii(bytes, start, end) : null;
}

const SPACE = 0x20;

function hashOfPlainNumber(
  { meaning, isUnsigned }: ColumnKind,
  values: Exclude<ColumnValues, { form: 'bytes' }>,
  place: number,
): number | null {
  if (meaning !== 'number') return null;
  const number =
    values.form === 'longs' ? doubleAt(values.words, place, isUnsigned) : values.numbers[place]!;
  return Number.isSafeInteger(number) && number >= 0 ? hashOfWhole(number) : null;
}
