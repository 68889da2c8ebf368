import { lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { UserError } from '../../errors.js';
import { withoutBraces } from '../../read/bytes/glob-braces.js';
import { isMagic, nameMatcher } from './glob-names.js';

/** More folders than results have; looking into so many takes seconds. */
const MOST_FOLDERS = 100_000;

/** What is known while folders are looked into for a pattern. */
interface Search {
  pattern: string;
  /** What was looked for where, so that no two ways to one place are gone. */
  seen: Set<string>;
  found: Set<string>;
}

/**
 * The files that match a pattern, sorted by name: `*`, `?`, `[ab]`, `{a,b}`, and `**` for folders in
 * folders. As in shells, a name that begins with a dot has to be asked for. A folder that matches is
 * among them, for its reading to refuse; but with `**` it is one of those that were looked into.
 *
 * @throws {UserError} when a folder on the way may not be read, or there are too many of them.
 */
export function matchingFiles(pattern: string): string[] {
  const search: Search = { pattern, seen: new Set(), found: new Set() };
  for (const one of withoutBraces(pattern)) {
    const parts = one.split('/').filter((part) => part !== '' && part !== '.');
    lookInto(isAbsolute(one) ? '/' : '', parts, search);
  }
  return [...search.found].sort();
}

/** Looks for what matches these parts of a path, below a folder: '' is here, others end with a slash. */
function lookInto(folder: string, parts: readonly string[], search: Search): void {
  const key = `${parts.length}:${parts.join('/')}:${folder}`;
  if (search.seen.has(key)) return;
  search.seen.add(key);
  if (search.seen.size > MOST_FOLDERS) throw tooMany(search.pattern);
  const [part = '', ...rest] = parts;
  if (part === '**') {
    lookDeeper(folder, parts, search);
  } else if (!isMagic(part)) {
    take(folder + part, rest, search);
  } else {
    const matches = nameMatcher(part);
    for (const name of namesIn(folder, search))
      if (matches(name)) take(folder + name, rest, search);
  }
}

/** A place that matches so far: found, or a folder to look into for the rest. */
function take(path: string, rest: readonly string[], search: Search): void {
  if (rest.length > 0) {
    lookInto(`${path}/`, rest, search);
    return;
  }
  const stat = statOf(path, search);
  if (stat !== null && !(stat.isDirectory() && isDeep(search.pattern))) search.found.add(path);
}

function isDeep(pattern: string): boolean {
  return pattern.includes('**');
}

/** Looks for the rest here and in every folder below; `**` at the end stands for all files there. */
function lookDeeper(folder: string, parts: readonly string[], search: Search): void {
  const rest = parts.slice(parts.findLastIndex((part, i) => part === '**' && isRun(parts, i)) + 1);
  lookInto(folder, rest.length === 0 ? ['*'] : rest, search);
  for (const name of namesIn(folder, search)) {
    const path = folder + name;
    if (name.startsWith('.') || !statOf(path, search)?.isDirectory()) continue;
    if (!leadsBack(path, search)) lookInto(`${path}/`, ['**', ...rest], search);
  }
}

/** Whether all parts up to this one are `**`, which says no more than one does. */
function isRun(parts: readonly string[], last: number): boolean {
  return parts.slice(0, last).every((part) => part === '**');
}

/** Whether a folder is one of those that lead to it, as only a link can be. */
function leadsBack(path: string, search: Search): boolean {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return false;
  const stat = statOf(path, search);
  const parts = path.split('/');
  const above = parts.slice(0, -1).map((_, i) => parts.slice(0, i + 1).join('/') || '/');
  return [...(isAbsolute(path) ? [] : ['.']), ...above].some((folder) => {
    const other = statOf(folder, search);
    return other?.ino === stat?.ino && other?.dev === stat?.dev;
  });
}

/** What a path leads to; `null` for nothing. */
function statOf(path: string, { pattern }: Search): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    return orRefused(error, null, pattern);
  }
}

function namesIn(folder: string, { pattern }: Search): string[] {
  try {
    return readdirSync(folder === '' ? '.' : folder);
  } catch (error) {
    return orRefused(error, [], pattern);
  }
}

/** What stands for a place that is not there, be it at the end of links in a circle. */
function orRefused<T>(error: unknown, nothing: T, pattern: string): T {
  const { code = '', path } = error as NodeJS.ErrnoException;
  if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'].includes(code)) return nothing;
  throw new UserError(`this folder cannot be looked into for ${pattern} (${code})`, {
    location: { file: path?.replace(/(?<=.)\/$/, '') ?? pattern },
    hint: 'check its permissions, or name the files one by one',
  });
}

function tooMany(pattern: string): UserError {
  return new UserError(`${pattern}: this pattern leads into more than ${MOST_FOLDERS} folders`, {
    hint: 'begin it with the folder that holds the results',
  });
}
