import { END, EXTENT_HEAD, EXTENT_SLACK, MOST_EXTENT, PAGE, UNITS } from './layout.js';
import { setWord, takenFromTop, type UnitMemory, wordAt } from './unit-memory.js';

/*
 * Units stand in extents, one after the other in order of appearance; an extent begins with the address of the next one
 * and with where its last unit ends.
 */

/** Where in a unit its id begins: behind its numbers, its variant, and what is known of metrics and segments. */
export function idOffset(memory: UnitMemory): number {
  const [numbers, metrics] = [wordAt(memory, UNITS.numbers), wordAt(memory, UNITS.metrics)];
  return 8 * numbers + 2 + metrics + wordAt(memory, UNITS.segments);
}

/** A place among units: an extent, and a unit in it. */
export interface Cursor {
  extent: number;
  unit: number;
}

/** The first unit's place. */
export function firstUnit(memory: UnitMemory): Cursor {
  const extent = wordAt(memory, UNITS.first);
  return { extent, unit: extent + EXTENT_HEAD };
}

/** Visits all units in order of appearance, or those from one up to another, by their address and where their id ends. */
export function eachUnit(
  memory: UnitMemory,
  visit: (unit: number, idEnd: number) => void,
  from = firstUnit(memory),
  to: Cursor = { extent: 0, unit: 0 },
): void {
  const { bytes } = memory;
  const offset = idOffset(memory);
  let { unit } = from;
  for (let { extent } = from; extent !== 0; extent = wordAt(memory, extent)) {
    const end = extent === to.extent ? to.unit : endOf(memory, extent);
    if (extent !== from.extent) unit = extent + EXTENT_HEAD;
    while (unit < end) {
      const idEnd = bytes.indexOf(END, unit + offset);
      visit(unit, idEnd);
      unit = roundedUp(idEnd + 1, 8);
    }
    if (extent === to.extent) return;
  }
}

/** Where the last unit of an extent ends. */
function endOf(memory: UnitMemory, extent: number): number {
  return wordAt(memory, extent === wordAt(memory, UNITS.last) ? UNITS.fill : extent + 4);
}

/** Room for a unit of so many bytes. */
export function roomFor(memory: UnitMemory, bytes: number): number {
  const at = wordAt(memory, UNITS.fill);
  if (at + bytes > wordAt(memory, UNITS.fillEnd)) return roomInNext(memory, bytes);
  setWord(memory, UNITS.fill, at + bytes);
  return at;
}

function roomInNext(memory: UnitMemory, bytes: number): number {
  const needed = bytes + EXTENT_HEAD + EXTENT_SLACK;
  const spare = wordAt(memory, UNITS.spare);
  const isSpare = spare !== 0 && wordAt(memory, spare + 4) >= needed;
  const top = wordAt(memory, UNITS.top);
  const size = isSpare
    ? wordAt(memory, spare + 4)
    : roundedUp(Math.max(Math.min(top >>> 3, MOST_EXTENT), needed), PAGE);
  if (isSpare) setWord(memory, UNITS.spare, wordAt(memory, spare));
  const extent = isSpare ? spare : takenFromTop(memory, size);
  setWord(memory, extent, 0);
  const last = wordAt(memory, UNITS.last);
  if (last === 0) {
    setWord(memory, UNITS.first, extent);
  } else {
    setWord(memory, last, extent);
    setWord(memory, last + 4, wordAt(memory, UNITS.fill));
  }
  setWord(memory, UNITS.last, extent);
  setWord(memory, UNITS.fill, extent + EXTENT_HEAD + bytes);
  setWord(memory, UNITS.fillEnd, extent + size - EXTENT_SLACK);
  return extent + EXTENT_HEAD;
}

/** So many bytes, rounded up to whole steps. */
export function roundedUp(bytes: number, step: number): number {
  return Math.ceil(bytes / step) * step;
}
