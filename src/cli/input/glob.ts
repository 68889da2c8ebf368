import { UserError } from '../../errors.js';
import { withoutBraces } from '../../read/paths/glob-braces.js';
import { folderOf, foldersUp, partsOf, separatorIn, withSlashes } from '../../read/paths/paths.js';
import { isSameEntry } from '../../read/paths/same-file.js';
import { type Disk, OWN_DISK } from './disk.js';
import { isMagic, nameMatcher } from './glob-names.js';

/** More folders than results have; looking into so many takes seconds. */
const MOST_FOLDERS = 100_000;

/** What is known while folders are looked into for a pattern. */
interface Search {
  pattern: string;
  disk: Disk;
  /** What stands between names that are found: as the pattern has it. */
  separator: string;
  /** What was looked for where, so that no two ways to one place are gone. */
  seen: Set<string>;
  found: Set<string>;
}

/**
 * The files that match a pattern, sorted by name: `*`, `?`, `[ab]`, `{a,b}`, and `**` for folders in
 * folders. As in shells, a name that begins with a dot has to be asked for. A folder that matches is
 * among them, for its reading to refuse; but with `**` it is one of those that were looked into.
 *
 * On Windows, whose shells leave patterns to programs, `\` parts names as `/` does, and case tells none apart; what is
 * found is written as the pattern is, so that one with `/` gives the same names and order on every system.
 *
 * @throws {UserError} when a folder on the way may not be read, or there are too many of them.
 */
export function matchingFiles(pattern: string, disk: Disk = OWN_DISK): string[] {
  const { paths } = disk;
  const separator = separatorIn(pattern, paths);
  const search: Search = { pattern, disk, separator, seen: new Set(), found: new Set() };
  for (const one of withoutBraces(pattern, paths)) {
    const { root, parts } = partsOf(one, paths);
    lookInto(root, parts, search);
  }
  return sortedByName([...search.found], search);
}

function sortedByName(found: readonly string[], { disk: { paths } }: Search): string[] {
  const keyed = found.map((path) => ({ path, key: withSlashes(path, paths) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ path }) => path);
}

/** Looks for what matches these parts of a path, below a folder: '' is here, others end as a root or with a separator. */
function lookInto(folder: string, parts: readonly string[], search: Search): void {
  const key = `${parts.length}:${parts.join('/')}:${folder}`;
  if (search.seen.has(key)) return;
  search.seen.add(key);
  if (search.seen.size > MOST_FOLDERS) throw tooMany(search.pattern);
  const [part = '', ...rest] = parts;
  if (part === '**') {
    lookDeeper(folder, parts, search);
  } else if (!isMagic(part, search.disk.paths)) {
    take(folder + part, rest, search);
  } else {
    const matches = nameMatcher(part, search.disk.paths);
    for (const name of namesIn(folder, search))
      if (matches(name)) take(folder + name, rest, search);
  }
}

/** A place that matches so far: found, or a folder to look into for the rest. */
function take(path: string, rest: readonly string[], search: Search): void {
  if (rest.length > 0) {
    lookInto(path + search.separator, rest, search);
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
    if (!leadsBack(path, search)) lookInto(path + search.separator, ['**', ...rest], search);
  }
}

/** Whether all parts up to this one are `**`, which says no more than one does. */
function isRun(parts: readonly string[], last: number): boolean {
  return parts.slice(0, last).every((part) => part === '**');
}

/** Whether a folder is one of those that lead to it, as only a link can be. */
function leadsBack(path: string, search: Search): boolean {
  const { paths, isLink } = search.disk;
  if (!isLink(path)) return false;
  const stat = statOf(path, search);
  return foldersUp(folderOf(path, paths), paths).some((folder) =>
    isSameEntry(statOf(folder, search), stat),
  );
}

/** What a path leads to; `null` for nothing. */
function statOf(path: string, { disk, pattern }: Search) {
  try {
    return disk.entryAt(path);
  } catch (error) {
    return orRefused(error, null, pattern);
  }
}

function namesIn(folder: string, { disk, pattern }: Search): string[] {
  try {
    return disk.namesIn(folder === '' ? '.' : folder);
  } catch (error) {
    return orRefused(error, [], pattern);
  }
}

/** What stands for a place that is not there, be it at the end of links in a circle. */
function orRefused<T>(error: unknown, nothing: T, pattern: string): T {
  const { code = '', path } = error as NodeJS.ErrnoException;
  if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'].includes(code)) return nothing;
  throw new UserError(`this folder cannot be looked into for ${pattern} (${code})`, {
    location: { file: path?.replace(/(?<=[^/\\:])[/\\]$/, '') ?? pattern },
    hint: 'check its permissions, or name the files one by one',
  });
}

function tooMany(pattern: string): UserError {
  return new UserError(`${pattern}: this pattern leads into more than ${MOST_FOLDERS} folders`, {
    hint: 'begin it with the folder that holds the results',
  });
}
