import {
  closeSync,
  existsSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors.js';
import { faultOfNumber } from './line.js';
import { journalIn } from './lines.js';
import { PATIENCE, withClaim } from './lock.js';
import { checkWritable, type JournalPlace, journalPlace, onJournal } from './place.js';
import { faultOf, type Journal } from './schema.js';
import type { JournalLine } from './version-2.js';

export { checkApart } from './place.js';
export type { Journal } from './schema.js';
export type { JournalComparison, JournalLine } from './version-2.js';

/**
 * What is on record in a journal; nothing where the file does not exist. It is read without waiting for
 * anyone: a journal is only ever replaced as a whole. That its lines are whole, and stand where they were
 * written, is known then; what they say is held against the plan by `analyzeLook` and `decideLook`.
 *
 * @throws {UserError} when it cannot be read, or on its first line that is not wholly a look, or stands
 *   where it was not written.
 */
export function readJournal(path: string): Journal {
  const place = journalPlace(path);
  return journalIn(bytesIn(place), path);
}

/**
 * The result of `decide`, once its line is on disk. `decide` makes it from the looks before, and
 * nobody else can add one meanwhile. When it throws, nothing is recorded.
 *
 * The line is added by writing the whole journal anew into the lock's own file, flushing it, and
 * renaming it over the journal, which also lets go of the lock. So a reader sees the journal before
 * or after, and a crash at any moment, or a power cut, leaves either: appending in place would leave
 * half a line when it is cut off, which then could not be told from a damage done by others. A
 * journal has a line a look, so copying it costs nothing.
 *
 * @throws {UserError} when the journal is damaged, held by another for too long, or cannot be written.
 */
export async function recordLook<T>(
  path: string,
  decide: (before: Journal) => Promise<{ line: JournalLine; result: T }>,
  patience = PATIENCE,
): Promise<T> {
  const place = journalPlace(path);
  checkWritable(place);
  return withClaim(place, patience, async (claim) => {
    const bytes = bytesIn(place);
    const before = journalIn(bytes, path);
    const { line, result } = await decide(before);
    checkNext(line, before);
    const next = Buffer.concat([bytes, Buffer.from(`${JSON.stringify(line)}\n`)]);
    checkHeld(claim, path);
    onJournal(path, () => replaceBy(claim, next, place));
    return result;
  });
}

function bytesIn({ named, folder, name }: JournalPlace): Buffer {
  return onJournal(named, () => {
    const path = join(folder, name);
    const exists = statSync(path, { throwIfNoEntry: false }) !== undefined;
    return exists ? readFileSync(path) : Buffer.alloc(0);
  });
}

/** A line that could not be read again is a bug of ours, not the user's. */
function checkNext(line: JournalLine, { looks, closing, last }: Journal): void {
  const fault = faultOf(line) ?? faultOfNumber(line, looks.at(-1));
  if (fault !== null) throw new Error(`no line for a journal: ${fault}`);
  if (closing !== null) throw new Error('no line for a journal: it is closed');
  if (line.previous !== last) throw new Error('no line for a journal: another one came before');
}

/** Where someone deleted the lock, another may have written since, and the journal is not ours to replace. */
function checkHeld(claim: string, file: string): void {
  if (existsSync(claim)) return;
  throw new UserError('the lock of the journal was deleted while it was held', {
    location: { file },
    hint: 'nothing was recorded; run this again',
  });
}

function replaceBy(claim: string, bytes: Buffer, { folder, name }: JournalPlace): void {
  const target = join(folder, name);
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
  renameSync(claim, target);
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
