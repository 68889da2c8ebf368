import { NOT_TAKEN } from './not-taken.js';

/** The bytes of an unpacked page, with room behind them, so that a word may be read at the last one. */
export interface PageBytes {
  bytes: Uint8Array;
  view: DataView;
  /** Where they end. */
  end: number;
}

/** Bytes behind a page: those of a word. */
const ROOM = 8;

/** The most bytes of a page that are read here: their bits can be counted in 32 bits. */
const MOST = 1 << 28;

/** Gives room for so many bytes, the same as before where that suffices. */
export function pageRoom(known: PageBytes | null, size: number): PageBytes {
  if (size > MOST) throw NOT_TAKEN;
  if (known !== null && known.bytes.length >= size + ROOM) {
    known.end = size;
    return known;
  }
  const bytes = new Uint8Array(size + ROOM);
  return { bytes, view: new DataView(bytes.buffer), end: size };
}
