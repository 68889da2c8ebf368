import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { UserError } from '../../errors.js';
import { renameOver } from '../../read/bytes/rename-over.js';
import { behindLinks } from '../../read/paths/behind-links.js';
import { folderOf } from '../../read/paths/paths.js';
import { faultOfName, isDevicePath } from '../../read/paths/windows-names.js';
import { uninterrupted } from './uninterrupted.js';

/** A text, and the file that it goes to. */
export interface FileText {
  path: string;
  text: string;
}

/**
 * Writes files, each whole or not at all: under other names first, so that a reader never sees half a
 * file, nor a crash leaves one, and what cannot be written leaves all the files as they were. A file that
 * was there keeps its owner and permissions, and a link to it stays one. Pipes and devices are written to as they are, once
 * all files are there.
 *
 * @throws {UserError} naming the file that cannot be written.
 */
export function writeWholeFiles(files: readonly FileText[]): void {
  const special = files.filter(({ path }) => isSpecial(path));
  replaceFiles(files.filter((file) => !special.includes(file)));
  for (const { path, text } of special) named(path, () => writeFileSync(path, text));
}

function replaceFiles(files: readonly FileText[]): void {
  if (files.length === 0) return;
  const staged = files.map(({ path, text }) => {
    const target = placeOf(path);
    return { path, text, target, unfinished: `${target}.${process.pid}.tmp` };
  });
  uninterrupted(() => {
    try {
      for (const { path, text, target, unfinished } of staged) {
        named(path, () => writeUnfinished(unfinished, text, target));
      }
      for (const { path, target, unfinished } of staged) {
        named(path, () => renameOver(unfinished, target));
      }
    } catch (error) {
      // Removing what no file can be called would fail too, and hide why the writing did.
      for (const { unfinished } of staged) if (existsSync(unfinished)) rmSync(unfinished);
      throw error;
    }
  });
}

/** A new file, never one that somebody else laid there for us to write through. */
function writeUnfinished(unfinished: string, text: string, target: string): void {
  rmSync(unfinished, { force: true });
  const before = statSync(target, { throwIfNoEntry: false });
  // Nobody may read a moment earlier what only some may read then.
  const mode = before === undefined ? 0o666 : 0o600;
  writeFileSync(unfinished, text, { flag: 'wx', mode });
  if (before !== undefined) takeAfter(unfinished, before);
}

function takeAfter(file: string, { uid, gid, mode }: Stats): void {
  // Only root can give files away; anyone else's new file is their own.
  if (process.geteuid?.() === 0) chownSync(file, uid, gid);
  chmodSync(file, mode & 0o7777);
}

/**
 * The one name of a file that several paths may lead to, also of one that is not there yet.
 *
 * @throws {UserError} where none can be made.
 */
export function placeOf(path: string): string {
  const fault = faultOfName(path);
  if (fault !== null)
    throw new UserError(fault, { location: { file: path }, hint: 'give it another name' });
  return named(path, () => behindLinks(path));
}

/**
 * Whether a file may not be written, or its folder not take it. Replacing a file asks for no right to write
 * it, and root is refused nothing, so one that is closed to everybody is asked after.
 */
export function isClosed(path: string): boolean {
  const place = placeOf(path);
  const stat = statSync(place, { throwIfNoEntry: false });
  if (stat !== undefined && (stat.mode & 0o222) === 0) return true;
  try {
    accessSync(folderOf(place), constants.W_OK);
    if (stat !== undefined) accessSync(place, constants.W_OK);
    return false;
  } catch {
    return true;
  }
}

/** Whether a path is a pipe, a device or an open file: to be written to, never to be replaced. */
export function isSpecial(path: string): boolean {
  if (isDevicePath(path)) return true;
  if (!existsSync(path)) return false;
  const stat = statSync(path);
  // /dev/stdout may be a plain file behind its links, and replacing that would cut it off its writers.
  const open = /^\/(?:dev|proc)\//.test(path);
  return (open || !stat.isFile()) && !stat.isDirectory();
}

/** Whether there is a folder at a path. */
export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function named<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError(`this file cannot be written (${why})`, {
      location: { file },
      hint: HINTS[why] ?? 'does the folder exist, is there room, and may you write there?',
    });
  }
}

/** Of what Windows says where another program has the file open. */
const HELD = 'may you write there? on Windows: does another program, Excel say, have it open?';

const HINTS: Record<string, string> = {
  ENAMETOOLONG: 'give it a shorter name',
  EPERM: HELD,
  EACCES: HELD,
  EBUSY: HELD,
};
