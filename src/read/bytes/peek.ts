/** What a file's kind is told by: its first bytes, as many as a web page may need before its tag. */
const LEAST_BYTES = 1 << 10;

/** A header longer than this is none: as many bytes as a record may have characters. */
const MOST_BYTES = 1 << 20;

/**
 * Enough of the stream to recognize it by (a KiB, and the whole header), and the whole stream, that
 * start included. `tableOf` a start leaves nothing of what is above the header. How the bytes are cut into chunks makes no difference.
 */
export async function peek(
  chunks: AsyncIterable<Buffer>,
  tableOf: (start: string) => string = (start) => start,
): Promise<[Buffer, AsyncIterable<Buffer>]> {
  const iterator = chunks[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  let ended = false;
  // Doubled, so that a header which comes byte by byte is not looked through for each of them.
  for (let wanted = LEAST_BYTES; !ended && wanted <= MOST_BYTES; wanted *= 2) {
    const parts = [start];
    for (let bytes = start.length; !ended && bytes < wanted; ) {
      const { value, done } = await iterator.next();
      ended = done === true;
      if (!ended) parts.push(value);
      bytes += ended ? 0 : value.length;
    }
    start = Buffer.concat(parts);
    if (holdsHeader(start, tableOf)) break;
  }
  async function* whole(): AsyncGenerator<Buffer> {
    try {
      yield start;
      if (!ended) yield* { [Symbol.asyncIterator]: () => iterator };
    } finally {
      // Who stops at a mistake in the start has not come to the rest, which may be an open file.
      await iterator.return?.();
    }
  }
  return [start, whole()];
}

/** Whether a line that is not blank has ended, outside quotes. */
function holdsHeader(start: Buffer, tableOf: (start: string) => string): boolean {
  const text = tableOf(start.toString('latin1').replaceAll('\0', ''));
  const unquoted = text.includes('"') ? text.replace(/"(?:[^"]|"")*(?:"|$)/g, '""') : text;
  return /[\n\r]/.test(unquoted.trimStart());
}

/** The start as text, by a guess good enough for delimiters, which are ASCII nearly everywhere. */
export function firstText(start: Buffer, encoding: string): string {
  const text = /^utf-?16/i.test(encoding)
    ? wideText(start, /be$/i.test(encoding))
    : start.toString();
  return text.replace(/^\uFEFF/, '');
}

/** By its units, since half of one may look like a comma. */
function wideText(start: Buffer, isBigEndian: boolean): string {
  const whole = start.subarray(0, start.length - (start.length % 2));
  return (isBigEndian ? Buffer.from(whole).swap16() : whole).toString('utf16le');
}
