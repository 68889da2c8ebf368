import { type PlatformPath, posix, sep, win32 } from 'node:path';

/**
 * The rules by which a system writes paths: `posix` or `win32` of node:path. Whatever takes paths apart takes them
 * as an argument, so that the rules of Windows are tested on every system.
 */
export type Paths = PlatformPath;

/** The rules of this system. */
export const OWN_PATHS: Paths = sep === win32.sep ? win32 : posix;

/** Whether these are the rules of Windows, where `\` parts a path, `/` does too, and case tells no names apart. */
export function areOfWindows(paths: Paths): boolean {
  return paths.sep === win32.sep;
}

/** The last name of a path. */
export function nameIn(path: string, paths = OWN_PATHS): string {
  return paths.basename(path);
}

/** The folder that a path leads into; `.` where it is a name alone. */
export function folderOf(path: string, paths = OWN_PATHS): string {
  return paths.dirname(path);
}

/** The path of a name beside a file, or of a path from its folder, written as that of the file is. */
export function beside(file: string, name: string, paths = OWN_PATHS): string {
  if (paths.isAbsolute(name)) return name;
  const { root } = paths.parse(file);
  const ends = areOfWindows(paths) ? /[^/\\]*$/ : /[^/]*$/;
  return root + file.slice(root.length).replace(ends, '') + name;
}

/** A path without its ending: `results` of `results.csv`. */
export function stemOf(path: string, paths = OWN_PATHS): string {
  return beside(path, nameIn(path, paths).replace(/\.[^.]*$/, ''), paths);
}

/** A folder and all above it, the nearest first: up to `/`, `C:\` or `\\server\share\`, of a relative one to `.`. */
export function foldersUp(folder: string, paths = OWN_PATHS): string[] {
  const above = paths.dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersUp(above, paths)];
}

/**
 * The way from a folder to a file, with `/` on every system, as what is written for others has it; Windows takes it
 * too. Between two drives there is none, and it is the whole path.
 */
export function wayTo(folder: string, file: string, paths = OWN_PATHS): string {
  return withSlashes(paths.relative(folder, file), paths);
}

/** A path with `/` between its names. */
export function withSlashes(path: string, paths = OWN_PATHS): string {
  return areOfWindows(paths) ? path.replaceAll('\\', '/') : path;
}

/** Whether a folder is another one, or in it. */
export function isWithin(home: string, folder: string, paths = OWN_PATHS): boolean {
  const way = paths.relative(home, folder);
  return way !== '..' && !way.startsWith(`..${paths.sep}`) && !paths.isAbsolute(way);
}

/** The URL of an absolute path, of a folder on another machine too (RFC 8089, E.3.1). */
export function fileUrl(path: string, paths = OWN_PATHS): string {
  const url = new URL('file:///');
  const [, host, share] = /^\\\\([^\\?.]+)\\(.*)$/.exec(areOfWindows(paths) ? path : '') ?? [];
  if (host !== undefined) url.hostname = host;
  // What parts names on Windows may be in one elsewhere.
  const written = (share ?? path).replaceAll('%', '%25');
  url.pathname = areOfWindows(paths) ? written : written.replaceAll('\\', '%5C');
  return url.href;
}

/** A pattern's root, '' where it has none, and the names behind it. */
export function partsOf(pattern: string, paths = OWN_PATHS): { root: string; parts: string[] } {
  const { root } = paths.parse(pattern);
  const names = pattern.slice(root.length).split(areOfWindows(paths) ? /[/\\]/ : '/');
  return { root, parts: names.filter((name) => name !== '' && name !== '.') };
}

/** What parts the names of a path: as it is written there, else as the system does. */
export function separatorIn(path: string, paths = OWN_PATHS): string {
  return (areOfWindows(paths) ? /[/\\]/.exec(path)?.[0] : '/') ?? paths.sep;
}
