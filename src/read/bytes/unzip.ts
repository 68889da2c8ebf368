import { UserError } from '../../errors.js';

/** What every member of a gzip file begins with (RFC 1952, §2.3.1). */
const GZIP = [0x1f, 0x8b];

/**
 * The bytes that a stream stands for: unzipped where it begins as gzip does, else as they are. The
 * name of the file plays no part, since browsers and pipes unzip what keeps its `.gz`.
 *
 * @param onUnzipped told each part of what had to be unzipped.
 * @throws {UserError} while it is read, when the gzip data are cut short or damaged.
 */
export async function* unzipped(
  chunks: AsyncIterable<Buffer>,
  file: string,
  onUnzipped: (chunk: Buffer) => void = () => {},
): AsyncGenerator<Buffer> {
  const iterator = chunks[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    start = Buffer.concat([start, next.value]);
    if (start.length >= GZIP.length) break;
  }
  async function* whole(): AsyncGenerator<Buffer> {
    try {
      if (start.length > 0) yield start;
      yield* { [Symbol.asyncIterator]: () => iterator };
    } finally {
      // Who stops at a mistake in the start has not come to the rest, which may be an open file.
      await iterator.return?.();
    }
  }
  if (!GZIP.every((byte, i) => start[i] === byte)) yield* whole();
  else yield* gunzipped(whole(), file, onUnzipped);
}

async function* gunzipped(
  chunks: AsyncIterable<Buffer>,
  file: string,
  onUnzipped: (chunk: Buffer) => void,
): AsyncGenerator<Buffer> {
  const { gunzip } = await import('./gunzip.js');
  try {
    for await (const chunk of gunzip(chunks)) {
      onUnzipped(chunk);
      yield chunk;
    }
  } catch (error) {
    throw asUserError(error, file);
  }
}

/** The error that a failure of zlib amounts to; any other itself. */
function asUserError(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'Z_BUF_ERROR') {
    return new UserError('this gzip file ends too early', {
      location: { file },
      hint: 'copy or download it again; is whoever writes it finished?',
    });
  }
  if (code !== 'Z_DATA_ERROR') return error;
  return new UserError(`this gzip file is damaged (${(error as Error).message})`, {
    location: { file },
    hint: 'copy or download it again; gzip -t FILE checks it',
  });
}
