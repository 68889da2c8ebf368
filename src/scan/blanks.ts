const QUOTE: i32 = 0x22;
const SPACE: i32 = 0x20;

let delimiter = 0;

/** Sets up for rows whose fields are parted by this byte. */
export function expectDelimiter(byte: i32): void {
  delimiter = byte;
}

/** Whether a record has nothing but spaces and what beyond ASCII may be one. */
export function mayBeBlank(row: usize, width: usize): bool {
  const end = <usize>load<u32>(row + width - 4);
  for (let place = <usize>load<u32>(row - 4) + 1; place < end; place++) {
    const byte = <i32>load<i8>(place);
    if (isFilling(byte) && byte != delimiter) return false;
  }
  return true;
}

/** Whether a byte of a field is seen, so that its record is not blank. */
@inline
export function isFilling(byte: i32): bool {
  return byte > SPACE && byte != QUOTE;
}
