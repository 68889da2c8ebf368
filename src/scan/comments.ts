import { COMMENT } from './memory';

const SPACE: u8 = 0x20;
const QUOTE: u8 = 0x22;
const LF: u8 = 0x0a;
const CR: u8 = 0x0d;
const ASCII: u8 = 0x7f;

/** How many bytes a comment begins with; 0 where there are none. */
let signBytes: usize = 0;

/** Sets up for lines that are comments where they begin with so many bytes, which stand at COMMENT. */
export function expectComments(bytes: i32): void {
  signBytes = <usize>bytes;
}

/** Whether the record whose separators stand from `at` on may be a comment: spaces before it are passed over. */
export function mayBeComment(at: usize): bool {
  if (signBytes == 0) return false;
  let start = <usize>load<u32>(at - 4) + 1;
  while (isSpace(load<u8>(start))) start += 1;
  if (load<u8>(start) > ASCII) return true;
  for (let i: usize = 0; i < signBytes; i++) {
    if (load<u8>(start + i) != load<u8>(COMMENT + i)) return false;
  }
  return true;
}

function isSpace(byte: u8): bool {
  return byte <= SPACE && byte != LF && byte != CR;
}

/** Whether a quote stands between two addresses: within a comment it quotes nothing. */
export function hasQuote(start: usize, end: usize): bool {
  for (let at = start; at < end; at++) if (load<u8>(at) == QUOTE) return true;
  return false;
}
