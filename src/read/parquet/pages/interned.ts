import { hashOfBytes } from '../../bytes/id-hash.js';
import {
  type ColumnValues,
  type Longs,
  longAt,
  type Numbers,
  type Texts,
} from './column-values.js';

/** The same values, each there once, with the places of all. */
export function interned(values: ColumnValues): { values: ColumnValues; places: Int32Array } {
  const firsts: number[] = [];
  const places =
    values.form === 'bytes' ? placesOfBytes(values, firsts) : placesOfNumbers(values, firsts);
  return { values: chosenValues(values, firsts), places };
}

/** A place for each value, of which the first ones are listed. */
function placesOfNumbers(values: Numbers | Longs, firsts: number[]): Int32Array {
  const known = new Map<number | bigint, number>();
  const places = new Int32Array(values.count);
  for (let i = 0; i < values.count; i++) {
    const value = values.form === 'numbers' ? values.numbers[i]! : longAt(values, i, false);
    const place = known.get(value);
    if (place === undefined) known.set(value, firsts.push(i) - 1);
    places[i] = place ?? firsts.length - 1;
  }
  return places;
}

function placesOfBytes({ count, bytes, starts, ends }: Texts, firsts: number[]): Int32Array {
  const places = new Int32Array(count);
  // At most half full, so that few are looked at until one is free.
  const last = 2 ** Math.ceil(Math.log2(2 * count + 2)) - 1;
  const slots = new Int32Array(last + 1);
  for (let i = 0; i < count; i++) {
    const [start, end] = [starts[i]!, ends[i]!];
    let slot = hashOfBytes(bytes, start, end) & last;
    while (slots[slot] !== 0 && !isSame(firsts[slots[slot]! - 1]!, start, end)) {
      slot = (slot + 1) & last;
    }
    if (slots[slot] === 0) slots[slot] = firsts.push(i);
    places[i] = slots[slot]! - 1;
  }
  return places;

  function isSame(other: number, start: number, end: number): boolean {
    const from = starts[other]!;
    if (ends[other]! - from !== end - start) return false;
    for (let at = start; at < end; at++) {
      if (bytes[at] !== bytes[from + at - start]) return false;
    }
    return true;
  }
}

function chosenValues(values: ColumnValues, places: readonly number[]): ColumnValues {
  const count = places.length;
  switch (values.form) {
    case 'numbers': {
      const numbers = Float64Array.from(places, (place) => values.numbers[place]!);
      return { form: 'numbers', count, numbers };
    }
    case 'longs': {
      const longs = BigInt64Array.from(places, (place) => longAt(values, place, false));
      return { form: 'longs', count, view: new DataView(longs.buffer), at: 0 };
    }
    case 'bytes': {
      const starts = Int32Array.from(places, (place) => values.starts[place]!);
      const ends = Int32Array.from(places, (place) => values.ends[place]!);
      return { form: 'bytes', count, bytes: values.bytes, starts, ends };
    }
  }
}
