import { existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { UserError } from '../../errors.js';
import { uninterrupted } from './uninterrupted.js';

/** A text, and the file that it goes to. */
export interface FileText {
  path: string;
  text: string;
}

/**
 * Writes files, each whole or not at all: under other names first, so that a reader never sees half a
 * file, nor a crash leaves one, and what cannot be written leaves all the files as they were.
 *
 * @throws {UserError} naming the file that cannot be written.
 */
export function writeWholeFiles(files: readonly FileText[]): void {
  if (files.length === 0) return;
  const staged = files.map(({ path, text }) => {
    const target = existsSync(path) ? realpathSync(path) : path;
    return { path, text, target, unfinished: `${target}.${process.pid}.tmp` };
  });
  uninterrupted(() => {
    try {
      for (const { path, text, unfinished } of staged) {
        named(path, () => writeFileSync(unfinished, text));
      }
      for (const { path, target, unfinished } of staged) {
        named(path, () => renameSync(unfinished, target));
      }
    } catch (error) {
      // Removing what no file can be called would fail too, and hide why the writing did.
      for (const { unfinished } of staged) if (existsSync(unfinished)) rmSync(unfinished);
      throw error;
    }
  });
}

/** Whether a path is a pipe, a device or an open file: to be written to, never to be replaced. */
export function isSpecial(path: string): boolean {
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

/**
 * Writes to a pipe, a device or an open file.
 *
 * @throws {UserError} when it takes nothing.
 */
export function writeSpecial({ path, text }: FileText): void {
  named(path, () => writeFileSync(path, text));
}

function named(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError(`this file cannot be written (${why})`, {
      location: { file },
      hint:
        why === 'ENAMETOOLONG'
          ? 'give it a shorter name'
          : 'does the folder exist, is there room, and may you write there?',
    });
  }
}
