import { type BigIntStats, statSync } from 'node:fs';
import { isSystemError } from '../bytes/system-errors.js';
import { OWN_PATHS } from './paths.js';

/** Whether two paths lead to one file, by name or, where both are there, by what the system knows them by. */
export function isSameFile(one: string, other: string): boolean {
  if (OWN_PATHS.resolve(one) === OWN_PATHS.resolve(other)) return true;
  return isSameEntry(entryOf(one), entryOf(other));
}

/** What tells an entry of a disk from all others: on Windows an inode is beyond what a number holds. */
export type EntryIdentity = Pick<BigIntStats, 'dev' | 'ino'>;

/** Whether two entries are one; `false` where there is none. */
export function isSameEntry(one: EntryIdentity | null, other: EntryIdentity | null): boolean {
  return one !== null && one.ino === other?.ino && one.dev === other.dev;
}

function entryOf(path: string): EntryIdentity | null {
  try {
    return statSync(path, { bigint: true });
  } catch (error) {
    if (isSystemError(error)) return null;
    throw error;
  }
}
