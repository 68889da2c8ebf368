import { hashOfText } from '../../bytes/id-hash.js';
import { type ColumnKind, textAt } from '../column-kind.js';
import type { ColumnValues, Longs, Numbers, Texts } from '../pages/column-values.js';
import { noRoom, type PageMemory } from '../pages/page-memory.js';
import {
  type ColumnUse,
  fieldAt,
  ROWS_AT_ONCE,
  type RowsAtHand,
  type UsedColumn,
} from './column-use.js';

/** Hands on the ids of a column that are sampled, as those of the plan's column of ids. */
export function idUse({ engine, memory, kind }: UsedColumn, column: number): ColumnUse {
  const listed = memory.fit(noRoom(), 4 * ROWS_AT_ONCE);
  const placed = idsInMemory(memory, kind);
  let mask = 0;
  return {
    begin: () => {
      mask = 2 ** engine.idLevels[column]! - 1;
    },
    take: (rows) => {
      const { page } = rows;
      const list = placed(page.values);
      const count = list(rows, mask, listed);
      for (let i = 0; i < count; i++) {
        const row = memory.ints[(listed >> 2) + i]!;
        const place = page.places === 0 ? row : memory.ints[(page.places >> 2) + row]!;
        const id = textAt(kind, page.values, place).trim();
        // Some are listed since only their texts can tell.
        if ((hashOfText(id) & mask) === 0) {
          engine.judge.keepId(column, fieldAt(kind, page.values, place));
        }
      }
    },
  };
}

/** Lists the rows whose ids are sampled, or have to be looked at; how many. */
type ListSampled = (rows: RowsAtHand, mask: number, into: number) => number;

/** Sees to it that the ids of a page stand in the memory; what lists those that are sampled. */
function idsInMemory(memory: PageMemory, kind: ColumnKind): (values: ColumnValues) => ListSampled {
  const rooms = { longs: noRoom(), bytes: noRoom(), starts: noRoom(), ends: noRoom() };
  let known: ColumnValues | null = null;
  let list: ListSampled = () => 0;
  const { wasm, ints, bytes } = memory;
  return (values) => {
    if (values !== known) list = values.form === 'bytes' ? ofTexts(values) : ofNumbers(values);
    known = values;
    return list;
  };

  function ofTexts(values: Texts): ListSampled {
    const starts = memory.fit(rooms.starts, 4 * values.count);
    const ends = memory.fit(rooms.ends, 4 * values.count);
    ints.set(values.starts, starts >> 2);
    // What is no text is printed in another way, so that it has to be looked at, as what is empty.
    ints.set(kind.meaning === 'text' ? values.ends : values.starts, ends >> 2);
    const isThere = values.bytes === bytes;
    const at = isThere ? 0 : memory.fit(rooms.bytes, values.bytes.length);
    if (!isThere) bytes.set(values.bytes, at);
    return ({ page, from, chosen, count }, mask, into) =>
      wasm.sampledTexts(at, starts, ends, page.places, from, chosen, count, mask, into);
  }

  function ofNumbers(values: Numbers | Longs): ListSampled {
    const isPlain = values.form === 'longs' && kind.meaning === 'number';
    const isThere = isPlain && values.view === memory.view;
    const longs = isThere ? values.at : memory.fit(rooms.longs, 8 * values.count);
    if (!isThere && isPlain) {
      const { buffer, byteOffset } = values.view;
      bytes.set(new Uint8Array(buffer, byteOffset + values.at, 8 * values.count), longs);
    } else if (!isThere) {
      writeLongs(memory, longs, kind, values);
    }
    return ({ page, from, chosen, count }, mask, into) =>
      wasm.sampledLongs(longs, page.places, from, chosen, count, mask, into);
  }
}

/** Writes whole numbers as such of 64 bits; a negative one for what has to be looked at. */
function writeLongs(
  { ints }: PageMemory,
  at: number,
  { meaning }: ColumnKind,
  values: Numbers | Longs,
): void {
  for (let i = 0; i < values.count; i++) {
    const number = values.form === 'numbers' && meaning === 'number' ? values.numbers[i]! : -1;
    const isWhole = Number.isSafeInteger(number) && number >= 0;
    ints[(at >> 2) + 2 * i] = isWhole ? number % 0x100000000 : -1;
    ints[(at >> 2) + 2 * i + 1] = isWhole ? Math.floor(number / 0x100000000) : -1;
  }
}
