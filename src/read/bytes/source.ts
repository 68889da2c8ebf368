import type { Hash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { closestTo, UserError } from '../../errors.js';
import { beside, folderOf, nameIn } from '../paths/paths.js';
import { fileName, type ReadOptions, type Source, type StandardInput } from '../reading.js';
import { descriptorChunks, fileChunks } from './file-chunks.js';
import type { FileHashes } from './file-hashes.js';
import { smallSha256 } from './sha256.js';
import { asFileError, type Problem } from './system-errors.js';
import { unzipped } from './unzip.js';

/** The bytes of a file as they come, unzipped, and the hashes of what has come so far. */
export interface ByteStream {
  chunks: AsyncIterable<Buffer>;
  hashes: () => FileHashes;
}

/**
 * The bytes of a source.
 *
 * @param options whether they are hashed at all, and whether what they are unzipped is, too.
 * @throws {UserError} when there is no name, the file is missing, a directory, or may not be read;
 *   while it is read, when gzip data are damaged.
 */
export function readBytes(
  source: Source,
  io: StandardInput,
  { unhashed = false, hashContent = false }: Pick<ReadOptions, 'unhashed' | 'hashContent'>,
): ByteStream {
  const { path } = source;
  if (path === '') throw new UserError('a file name is empty', { hint: 'is a variable unset?' });
  const hash = unhashed ? null : newHash();
  const content = newHash();
  const file = fileName(source);
  const packed = passed(path === '-' ? io.stdin : fileChunks(path), hash, { file, io });
  const chunks = unzipped(packed, file, (chunk) => hashContent && update(content, chunk));
  const hashes = () => {
    const sha256 = hash === null ? null : digest(hash);
    return { sha256, contentSha256: content.bytes === 0 ? sha256 : digest(content) };
  };
  return { chunks, hashes };
}

/** The SHA-256 of a file's bytes, in hexadecimal; of an open one wherever it stands. Tells of its going on. */
export function sha256Of(file: string | number, onChunk: () => void = () => {}): string {
  const hash = newHash();
  const chunks = typeof file === 'string' ? fileChunks(file) : descriptorChunks(file, 0);
  for (const chunk of chunks) {
    update(hash, chunk);
    onChunk();
  }
  return digest(hash);
}

/** The SHA-256 of these bytes, in hexadecimal. */
export function sha256OfBytes(bytes: Buffer): string {
  const hash = newHash();
  update(hash, bytes);
  return digest(hash);
}

/** Files below this, all together, are read record by record before the scanner would have been loaded. */
export const LARGE_BYTES = 1 << 16;

/** What comes in, hashed on its way where that is wanted. */
async function* passed(
  input: AsyncIterable<Uint8Array | string> | Iterable<Buffer>,
  hash: RunningHash | null,
  { file, io }: { file: string; io: StandardInput },
): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of input) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
      if (hash !== null) update(hash, bytes);
      io.onBytes?.(bytes.length);
      yield bytes;
    }
  } catch (error) {
    throw asUserError(error, file);
  }
}

/** A hash on its way: the bytes so far while they are few, then a running native hash. */
interface RunningHash {
  small: Buffer[];
  bytes: number;
  large: Hash | null;
}

function newHash(): RunningHash {
  return { small: [], bytes: 0, large: null };
}

/** Beyond this the native hash has made up for its start. */
const SMALL_BYTES = 1 << 14;

function update(hash: RunningHash, bytes: Buffer): void {
  hash.bytes += bytes.length;
  if (hash.large === null && hash.bytes <= SMALL_BYTES) {
    hash.small.push(bytes);
    return;
  }
  if (hash.large === null) {
    hash.large = process.getBuiltinModule('node:crypto').createHash('sha256');
    for (const earlier of hash.small) hash.large.update(earlier);
    hash.small = [];
  }
  hash.large.update(bytes);
}

/** From so many bytes on that one run has hashed itself, be it of many small texts, the native hash is sooner done. */
const MANY_BYTES = 1 << 16;
let hashedHere = 0;

function digest({ small, large, bytes }: RunningHash): string {
  if (large !== null) return large.digest('hex');
  hashedHere += bytes;
  if (hashedHere <= MANY_BYTES) return smallSha256(Buffer.concat(small));
  const native = process.getBuiltinModule('node:crypto').createHash('sha256');
  for (const part of small) native.update(part);
  return native.digest('hex');
}

/** By the system's name of the error; a file's every other failure is worded from its own message. */
const PROBLEMS: Record<string, Problem> = {
  ENOENT: ['there is no such file', 'check the path; - reads standard input'],
  EISDIR: ['this is a directory', 'name the CSV files in it, one by one or with *.csv'],
  EACCES: ['this file may not be read', 'check its permissions'],
  EPERM: ['this file may not be read', 'check its permissions'],
  ENOTDIR: ['there is no such file', 'a part of the path is a file, not a directory'],
  EMFILE: ['too many files are open', 'name fewer files at once'],
};

const ADDRESS: Problem = [
  'this is an address, and only files are read',
  'fetch it first, or pipe it in: curl -fsSL URL | perso-test analyze -',
];

/**
 * The error that a failed read amounts to, where it is the user's; itself where it is not. Files other
 * than results may have hints of their own, by the system's name of the error.
 */
export function asUserError(
  error: unknown,
  path: string,
  hints: Record<string, string> = {},
): unknown {
  return asFileError(error, path, (code) => {
    const isAddress = code === 'ENOENT' && /^[a-z][a-z\d+.-]+:\/\//i.test(path);
    const [what, hint] = (isAddress ? ADDRESS : PROBLEMS[code]) ?? [
      `this file cannot be read (${code})`,
      'copy it to a plain file, or pipe it in: cat FILE | perso-test analyze -',
    ];
    const close = code === 'ENOENT' && !isAddress ? neighbour(path) : undefined;
    return [what, hints[code] ?? (close === undefined ? hint : `did you mean ${close}?`)];
  });
}

/** The file beside which a path leads nowhere, with a name that is much like it; `undefined` where there is none. */
function neighbour(path: string): string | undefined {
  const folder = folderOf(path);
  try {
    // Another number names another day or part, and no misspelling.
    const numbers = (name: string) => String(name.match(/\d+/g));
    const alike = readdirSync(folder).filter((name) => numbers(name) === numbers(nameIn(path)));
    const close = closestTo(nameIn(path), alike);
    return close === undefined ? undefined : beside(path, close);
  } catch {
    return undefined;
  }
}
