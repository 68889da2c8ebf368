import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { renameOver } from '../bytes/rename-over.js';
import { OWN_PATHS } from '../paths/paths.js';
import type { JournalPlace } from './place.js';

/** Puts these bytes in place of a journal, by a claim that becomes it, so that a reader sees the old or the new. */
export function replaceBy(claim: string, bytes: Buffer, { folder, name }: JournalPlace): void {
  const target = OWN_PATHS.join(folder, name);
  const file = openSync(claim, 'r+');
  try {
    // Before anything stands in it, so that what was closed to others never lies open.
    const old = statSync(target, { throwIfNoEntry: false });
    if (old !== undefined) takeAfter(file, old);
    writeFileSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameOver(claim, target);
  flushFolder(folder);
}

/** Gives a file the owner and the permissions of the one that it replaces. */
function takeAfter(file: number, { uid, gid, mode }: Stats): void {
  // Only root can give files away; anyone else's new file is their own.
  if (process.geteuid?.() === 0) fchownSync(file, uid, gid);
  fchmodSync(file, mode & 0o7777);
}

/** Makes the renaming itself last. Windows has no way to ask for that, and no need on NTFS. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    // EINVAL: the file system has no folders to flush, as some over a network have not.
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
  } finally {
    closeSync(handle);
  }
}
