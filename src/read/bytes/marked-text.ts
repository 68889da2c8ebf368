import { TextDecoder } from 'node:util';

/**
 * The text of bytes that begin with a mark of UTF-16, as the > of PowerShell 5 writes, or else are UTF-8; without the mark.
 * `null` where they are not what they would have to be.
 */
export function markedText(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
