/*
 * Fields by the separators around them: a row is the address of its first field's separator, and before
 * that stands the separator before the row.
 */
const CR: u8 = 0x0d;

/** Where a field begins; `offset` is four times its column. */
@inline
export function fieldStart(row: usize, offset: usize): usize {
  return <usize>load<u32>(row + offset - 4) + 1;
}

/** Where a field ends, without the CR of the line's end where it may be `last`. */
@inline
export function fieldEnd(row: usize, offset: usize, start: usize, last: bool): usize {
  const end = <usize>load<u32>(row + offset);
  return last && end > start && load<u8>(end - 1) == CR ? end - 1 : end;
}
