import { isSame, lengthOf } from './ids';
import {
  COUNT,
  idAt,
  idStarts,
  ids,
  NEW_ROWS,
  ROW_UNITS,
  ROWS,
  SLOT_COUNT,
  SLOTS,
  setWord,
  word,
} from './memory';
import { release, roomFor, takenFromTop } from './room';

/*
 * A hash table with open addressing and linear probing (Knuth 1998, The Art of Computer Programming 3, §6.4,
 * algorithm L). A slot has the address of a unit in steps of eight bytes, and in its high half the hash of its id; it is
 * 0 where it is free. The larger a hash, the further behind it stands, so that a larger table is filled in one go.
 */

@inline
function unitIn(slot: u64): usize {
  return <usize>((<u32>slot) << 3);
}

@inline
function hashIn(slot: u64): u32 {
  return <u32>(slot >> 32);
}

@inline
function slotFor(unit: usize, hash: u32): u64 {
  return (<u64>hash << 32) | <u64>(<u32>unit >> 3);
}

/** The slot, of so many, where the search for a hash begins, counted in bytes. */
@inline
function placeOf(hash: u32, count: usize): usize {
  return <usize>((<u64>hash * <u64>count) >> 32) << 3;
}

/** How many of the rows at hand are of new units; −1 where there is no room for one. */
export function findUnits(count: usize): i32 {
  if (!makeRoom(count)) return -1;
  touchSlots(count);
  readSlots(count);
  touchUnits(count);
  compareIds(count);
  return addNew(count);
}

/*
 * What lies far apart in memory is loaded for all rows before anything depends on it: so they wait for it together, where
 * a branch that was guessed wrong would have each wait for itself.
 */

let touched: u64 = 0;

function touchSlots(count: usize): void {
  const slots = word(SLOTS);
  const slotCount = word(SLOT_COUNT);
  let all: u64 = 0;
  for (let i: usize = 0; i < count << 2; i += 4) {
    all ^= load<u64>(slots + placeOf(load<u32>(ROWS + i), slotCount));
  }
  touched = all;
}

/** A unit may reach over two lines of a cache, which begin with its numbers and with its id. */
function touchUnits(count: usize): void {
  const known = idAt();
  let all: u64 = 0;
  for (let i: usize = 0; i < count << 2; i += 4) {
    const unit = word(ROW_UNITS + i);
    all ^= load<u64>(unit) ^ load<u64>(unit + known);
  }
  touched = all;
}

/** Finds the first unit with the hash of each row; 0 where there is none. */
function readSlots(count: usize): void {
  const slots = word(SLOTS);
  const slotCount = word(SLOT_COUNT);
  const size = slotCount << 3;
  for (let i: usize = 0; i < count << 2; i += 4) {
    const hash = load<u32>(ROWS + i);
    let place = placeOf(hash, slotCount);
    let slot = load<u64>(slots + place);
    while (slot != 0 && hashIn(slot) != hash) {
      place = place + 8 == size ? 0 : place + 8;
      slot = load<u64>(slots + place);
    }
    store<u32>(ROW_UNITS + i, <u32>unitIn(slot));
  }
}

/** Leaves 0 where a unit has the hash of a row, but another id. */
function compareIds(count: usize): void {
  const known = idAt();
  const own = ids();
  for (let i: usize = 0; i < count << 2; i += 4) {
    const unit = word(ROW_UNITS + i);
    if (unit != 0 && !isSame(unit + known, own + word(idStarts() + i))) {
      store<u32>(ROW_UNITS + i, 0);
    }
  }
}

function addNew(count: usize): i32 {
  const own = ids();
  let added = 0;
  for (let i: usize = 0; i < count << 2; i += 4) {
    if (load<u32>(ROW_UNITS + i) != 0) continue;
    const before = word(COUNT);
    const unit = foundOrNew(load<u32>(ROWS + i), own + word(idStarts() + i));
    if (unit == 0) return -1;
    store<u32>(ROW_UNITS + i, <u32>unit);
    if (word(COUNT) == before) continue;
    store<u32>(NEW_ROWS + (<usize>added << 2), <u32>(i >> 2));
    added += 1;
  }
  return added;
}

/** The unit with an id, perhaps one with nothing else yet; 0 where there is no room for it. */
function foundOrNew(hash: u32, id: usize): usize {
  const known = idAt();
  const slots = word(SLOTS);
  const slotCount = word(SLOT_COUNT);
  const size = slotCount << 3;
  let place = placeOf(hash, slotCount);
  let slot = load<u64>(slots + place);
  while (slot != 0) {
    if (hashIn(slot) == hash && isSame(unitIn(slot) + known, id)) return unitIn(slot);
    place = place + 8 == size ? 0 : place + 8;
    slot = load<u64>(slots + place);
  }
  const unit = newUnit(known, id);
  if (unit == 0) return 0;
  store<u64>(slots + place, slotFor(unit, hash));
  setWord(COUNT, word(COUNT) + 1);
  return unit;
}

function newUnit(known: usize, id: usize): usize {
  const length = lengthOf(id);
  const unit = roomFor((known + length + 7) & ~7);
  if (unit == 0) return 0;
  for (let at: usize = 0; at < length; at += 8) {
    store<u64>(unit + known + at, load<u64>(id + at));
  }
  return unit;
}

/** Sees to it that a quarter of the slots are free behind so many new units; whether there was room. */
function makeRoom(count: usize): bool {
  while (<u64>(word(COUNT) + count) << 2 > <u64>word(SLOT_COUNT) * 3) {
    if (!grow()) return false;
  }
  return true;
}

/** Half as many slots more. */
function grow(): bool {
  const old = word(SLOTS);
  const end = old + (word(SLOT_COUNT) << 3);
  const slotCount = word(SLOT_COUNT) + (word(SLOT_COUNT) >> 1);
  const size = slotCount << 3;
  const slots = takenFromTop(<u64>slotCount << 3);
  if (slots == 0) return false;
  for (let at = old; at < end; at += 8) {
    const slot = load<u64>(at);
    if (slot == 0) continue;
    let place = placeOf(hashIn(slot), slotCount);
    while (load<u64>(slots + place) != 0) place = place + 8 == size ? 0 : place + 8;
    store<u64>(slots + place, slot);
  }
  setWord(SLOTS, slots);
  setWord(SLOT_COUNT, slotCount);
  release(old, end - old);
  return true;
}
