/** The place of a row's value, by the places of rows; its own where there are none. */
@inline
export function placeOf(places: usize, row: i32): i32 {
  return places == 0 ? row : load<i32>(places + (<usize>row << 2));
}

/** The i-th of the rows at hand: of those that are chosen, or of all. */
@inline
export function rowAt(chosen: usize, i: i32): i32 {
  return chosen == 0 ? i : load<i32>(chosen + (<usize>i << 2));
}

/**
 * Gathers the numbers of rows from a table by their places, NaN where there is none, up to the first that is not
 * known: infinite; how many there are before it, counted from the first row.
 */
export function gatherNumbers(
  table: usize,
  places: usize,
  from: i32,
  chosen: usize,
  first: i32,
  count: i32,
  into: usize,
): i32 {
  for (let i = first; i < count; i++) {
    const place = placeOf(places, from + rowAt(chosen, i));
    const number = place < 0 ? NaN : load<f64>(table + (<usize>place << 3));
    if (number == Infinity) return i;
    store<f64>(into + (<usize>i << 3), number);
  }
  return count;
}

/** The same with codes, of which one stands for none, and −1 for one that is not known. */
export function gatherCodes(
  table: usize,
  places: usize,
  from: i32,
  chosen: usize,
  first: i32,
  count: i32,
  into: usize,
  none: i32,
): i32 {
  for (let i = first; i < count; i++) {
    const place = placeOf(places, from + rowAt(chosen, i));
    const code = place < 0 ? none : load<i32>(table + (<usize>place << 2));
    if (code < 0) return i;
    store<i32>(into + (<usize>i << 2), code);
  }
  return count;
}
