import { existsSync } from 'node:fs';
import { UserError } from '../../errors.js';
import { sizeOf } from '../../read/bytes/plain-file.js';
import { statOrNull } from '../../read/bytes/system-errors.js';
import { onePath } from '../../read/paths/behind-links.js';
import type { Source, StandardInput } from '../../read/reading.js';

/**
 * The files that arguments stand for, in their order, those of a pattern sorted by name.
 *
 * @throws {UserError} when no file matches a pattern, or one file is named twice.
 */
export async function sourcesOf(args: readonly string[]): Promise<Source[]> {
  const sources: Source[] = [];
  for (const argument of args) {
    const source = sourceOf(argument);
    sources.push(...(isPattern(source.path) ? await matching(argument, source) : [source]));
  }
  checkDistinct(sources);
  return sources;
}

/** A file argument: NAME=FILE names the variant, unless a file of that whole name exists. */
export function sourceOf(argument: string): Source {
  const [, variant, path] = /^([^=]+)=(.+)$/s.exec(argument) ?? [];
  if (variant === undefined || path === undefined || existsSync(argument)) {
    return { path: argument, variant: null };
  }
  return { path, variant: variant.trim() };
}

/**
 * The files that a path stands for: itself, or those that it matches as a pattern, sorted by name.
 *
 * @throws {UserError} when it is a pattern that matches none.
 */
export async function filesFor(path: string): Promise<string[]> {
  if (!isPattern(path)) return [path];
  const { matchingFiles } = await import('./glob.js');
  const found = matchingFiles(path);
  if (found.length === 0) throw noMatch(path);
  return found;
}

/** Whether a path has wildcards, and no file has it for its name. */
function isPattern(path: string): boolean {
  return /[*?[{]/.test(path) && !existsSync(path);
}

/** As of a file's name, NAME= is part of the pattern only if the whole of it matches something. */
async function matching(argument: string, { path, variant }: Source): Promise<Source[]> {
  const { matchingFiles } = await import('./glob.js');
  const whole = matchingFiles(argument);
  const found = whole.length > 0 || variant === null ? whole : matchingFiles(path);
  if (found.length === 0) throw noMatch(path);
  return found.map((file) => ({ path: file, variant: whole.length > 0 ? null : variant }));
}

function noMatch(pattern: string): UserError {
  return new UserError(`${pattern}: no file matches this pattern`, {
    hint: 'check the path; * stands for no name that begins with a dot',
  });
}

/** The rows of a file that is read twice for one variant would count twice. */
function checkDistinct(sources: readonly Source[]): void {
  if (sources.length < 2) return;
  const known = new Map<string, string>();
  for (const { path, variant } of sources) {
    if (!isPlainFile(path)) continue;
    const read = JSON.stringify([onePath(path), variant]);
    const before = known.get(read);
    if (before !== undefined) throw namedTwice(before, path);
    known.set(read, path);
  }
}

function isPlainFile(path: string): boolean {
  return statOrNull(path)?.isFile() === true;
}

function namedTwice(before: string, path: string): UserError {
  const what =
    before === path ? `${path} is named twice` : `${before} and ${path} are the same file`;
  return new UserError(what, {
    hint: 'name it once, else its rows count twice; does a pattern match it too?',
  });
}

/** How many bytes the sources have on the disk; `null` where one is a pipe, or missing. */
export function totalBytes(sources: readonly Source[], io: StandardInput): number | null {
  const sizes = sources.map((source) => sizeOf(source, io));
  return sizes.includes(null) ? null : sizes.reduce<number>((sum, size) => sum + size!, 0);
}
