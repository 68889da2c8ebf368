import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { UserError } from '../errors.js';

/** A file to read, `-` for standard input, and the variant that all its rows belong to, if named. */
export interface Source {
  path: string;
  variant: string | null;
}

/** The bytes of a file as they come, and the hash of what has come so far. */
export interface ByteStream {
  chunks: AsyncIterable<Buffer>;
  sha256: () => string;
}

/**
 * The bytes of a source.
 *
 * @throws {UserError} when the file is missing, a directory, or may not be read.
 */
export function readBytes({ path }: Source, stdin: AsyncIterable<Buffer | string>): ByteStream {
  const hash = createHash('sha256');
  const input = path === '-' ? stdin : createReadStream(path, { highWaterMark: 1 << 18 });
  return { chunks: hashed(input, hash, path), sha256: () => hash.digest('hex') };
}

async function* hashed(
  input: AsyncIterable<Buffer | string>,
  hash: { update(data: Buffer): unknown },
  path: string,
): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of input) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      hash.update(bytes);
      yield bytes;
    }
  } catch (error) {
    throw asUserError(error, path);
  }
}

const PROBLEMS: Record<string, [message: string, hint: string]> = {
  ENOENT: ['there is no such file', 'check the path; - reads standard input'],
  EISDIR: ['this is a directory', 'name the CSV files in it, one by one or with *.csv'],
  EACCES: ['this file may not be read', 'check its permissions'],
  EPERM: ['this file may not be read', 'check its permissions'],
  ENOTDIR: ['there is no such file', 'a part of the path is a file, not a directory'],
  EMFILE: ['too many files are open', 'name fewer files at once'],
};

/** The error that a failed read amounts to, where it is the user's; itself where it is not. */
function asUserError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const problem = PROBLEMS[String(error.code)];
  if (problem === undefined) return error;
  return new UserError(problem[0], { location: { file: path }, hint: problem[1] });
}
