import { NOT_TAKEN } from './not-taken.js';
import { readPageHeader } from './page-header.js';

/**
 * Whether the headers of pages in a chunk's bytes can be read one after the other, and are of no more rows than it has.
 * What asks for a header's rows without this may ask for more than memory holds.
 */
export function arePages(bytes: Uint8Array, rows: number): boolean {
  const reader = { bytes, at: 0, end: bytes.length };
  try {
    let left = rows;
    while (left > 0 && reader.at < reader.end) {
      const { kind, values, packed } = readPageHeader(reader);
      reader.at += packed;
      if (kind !== 'dictionary') left -= values;
    }
    return left >= 0 && reader.at <= reader.end;
  } catch (error) {
    if (error !== NOT_TAKEN) throw error;
    return false;
  }
}
