import { decodeText } from '../bytes/decode.js';
import { peekRecords } from '../csv/records.js';
import type { FileState } from '../file-state.js';
import { fileName } from '../reading.js';

/** A stream in UTF-8, and what ended it before its time. */
export interface Utf8Stream {
  chunks: AsyncGenerator<Buffer>;
  /** The mistake that is met behind the last line; `null` as long as there is none. */
  failure: () => unknown;
}

/**
 * A stream of another encoding as one of UTF-8, with a byte-order mark. It ends where a mistake is met, behind the
 * last line before it, since what is on lines before is told first.
 */
export function inUtf8(
  stream: AsyncIterator<Buffer>,
  encoding: string,
  { source, options }: Pick<FileState, 'source' | 'options'>,
): Utf8Stream {
  let failure: unknown = null;
  async function* transcoded(): AsyncGenerator<Buffer> {
    // The text has none any more; without one, a second one in it would be taken for it.
    yield Buffer.from(MARK);
    let begun = '';
    try {
      const bytes = { [Symbol.asyncIterator]: () => stream };
      const [, all] = await peekRecords(bytes, options);
      for await (const text of decodeText(all, encoding, fileName(source))) {
        const lines = begun + text;
        const end = lines.length > MOST_HELD ? lines.length : endOfLines(lines);
        begun = lines.slice(end);
        yield Buffer.from(lines.slice(0, end));
      }
    } catch (error) {
      failure = error;
      return;
    }
    yield Buffer.from(begun);
  }
  return { chunks: transcoded(), failure: () => failure };
}

const MARK = '\ufeff';

/** More characters than a record may have: what is longer is a mistake itself. */
const MOST_HELD = 1 << 22;

/** Where the last line ends that certainly does: a CR may go on with an LF. */
function endOfLines(text: string): number {
  const lastReturn = text.lastIndexOf('\r', text.length - 2);
  return 1 + Math.max(text.lastIndexOf('\n'), text.length < 2 ? -1 : lastReturn);
}
