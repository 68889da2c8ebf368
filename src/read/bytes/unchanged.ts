import { type BigIntStats, fstatSync, statSync } from 'node:fs';
import { UserError } from '../../errors.js';
import { fileName, type Source, type StandardInput } from '../reading.js';
import { inputFile } from './plain-file.js';
import { sha256Of } from './source.js';
import { isSystemError } from './system-errors.js';

/**
 * What reading a file comes to, once it is known that all of it was of one and the same file. What cannot
 * be looked at twice, as a pipe, is read once by its nature, and taken as it comes.
 *
 * A file is told from another, or from itself after a change, by its size, its times and its inode. A file
 * that was changed just before may be changed again with the same times, so its bytes are compared too.
 *
 * @param read what reads it, and gives the hash of what it read, or none.
 * @throws {UserError} when the file was cut short, added to, replaced or rewritten meanwhile, whatever
 *   reading it threw; else what reading it threw.
 */
export async function whileUnchanged<T extends { sha256: string | null }>(
  source: Source,
  io: StandardInput,
  read: () => Promise<T>,
): Promise<T> {
  const before = stateOf(source, io);
  const file = source.path === '-' ? inputFile(io) : source.path;
  const bytes = before !== null && isFresh(before) ? hashOf(file, io) : null;
  const isChanged = () =>
    before !== null &&
    (!isSame(before, stateOf(source, io)) || (bytes !== null && bytes !== hashOf(file, io)));
  try {
    const result = await read();
    const others = bytes !== null && result.sha256 !== null && result.sha256 !== bytes;
    if (others || isChanged()) throw changed(source);
    return result;
  } catch (error) {
    // Half a file is wrong in many ways, of which none is the reason.
    throw isChanged() ? changed(source) : error;
  }
}

type FileStat = Pick<BigIntStats, 'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs'>;

/** What tells a plain file from another; `null` for what is none, or missing: reading it will say so. */
function stateOf({ path }: Source, io: StandardInput): FileStat | null {
  try {
    const stat = path === '-' ? statOfInput(io) : statSync(path, { bigint: true });
    return stat?.isFile() === true ? stat : null;
  } catch (error) {
    if (isSystemError(error)) return null;
    throw error;
  }
}

/** Of what stands behind standard input, where it is a file that a shell opened. */
function statOfInput({ stdin }: StandardInput): BigIntStats | null {
  const { fd } = stdin as { fd?: unknown };
  return typeof fd === 'number' ? fstatSync(fd, { bigint: true }) : null;
}

function isSame(before: FileStat, after: FileStat | null): boolean {
  const keys = ['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'] as const;
  return after !== null && keys.every((key) => before[key] === after[key]);
}

/** The coarsest times that file systems keep are those of FAT: two seconds. */
const COARSEST_NS = 2_000_000_000n;

/** Whether a file was changed so shortly before that its times may not tell the next change. */
function isFresh({ mtimeNs, ctimeNs }: FileStat): boolean {
  const last = mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
  return BigInt(Date.now()) * 1_000_000n - last < COARSEST_NS;
}

/** The hash of a file's bytes; `null` where they cannot be had twice, or not at all. */
function hashOf(file: string | number | null, io: StandardInput): string | null {
  if (file === null) return null;
  try {
    // Nothing is read of it yet, but something goes on.
    return sha256Of(file, () => io.onBytes?.(0));
  } catch (error) {
    if (isSystemError(error)) return null;
    throw error;
  }
}

function changed(source: Source): UserError {
  return new UserError('this file changed while it was read: run again', {
    location: { file: fileName(source) },
    hint: 'have it written under another name, and renamed when it is whole',
    fatal: true,
  });
}
