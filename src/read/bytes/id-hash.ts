/*
 * A hash of the UTF-8 of an id, four bytes at a time, stirred by the end of MurmurHash3 (Appleby 2011); the same as in
 * src/scan/hash.ts.
 */

/** The hash of a text. */
export function hashOfText(text: string): number {
  const { length } = text;
  let hash = FIRST;
  for (let from = 0; from < length; from += 4) {
    let word = 0;
    for (let i = from; i < from + 4 && i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) return hashOfBytes(Buffer.from(text));
      word |= code << (8 * (i - from));
    }
    hash = withWord(hash, word);
  }
  return stirred(hash);
}

/** The hash of the bytes from a position up to another. */
export function hashOfBytes(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let hash = FIRST;
  for (let at = from; at < to; at += 4) hash = withWord(hash, wordAt(bytes, at, to));
  return stirred(hash);
}

/** Four bytes, the first one lowest; zeros for those from `end` on. */
function wordAt(bytes: Uint8Array, at: number, end: number): number {
  if (at + 4 <= end) {
    return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  }
  let word = 0;
  for (let i = at; i < end; i++) word |= bytes[i]! << (8 * (i - at));
  return word;
}

/** The offset of FNV-1a, which sees to it that zeros at the start count too. */
const FIRST = 0x811c9dc5 | 0;

function withWord(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

function stirred(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
