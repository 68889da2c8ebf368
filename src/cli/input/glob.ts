import { readdirSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { globSync } from 'tinyglobby';
import { UserError } from '../../errors.js';

/**
 * The files that match a pattern, sorted by name: `*`, `?`, `[ab]`, `{a,b}`, and `**` for folders in
 * folders. As in shells, a name that begins with a dot has to be asked for. A folder that matches is
 * among them, for its reading to refuse; but with `**` it is one of those that were looked into.
 *
 * @throws {UserError} when a folder on the way may not be read.
 */
export function matchingFiles(pattern: string): string[] {
  const refused: NodeJS.ErrnoException[] = [];
  const found = globSync(pattern, {
    absolute: isAbsolute(pattern),
    expandDirectories: false,
    onlyFiles: pattern.includes('**'),
    // The library passes over folders that it cannot read.
    fs: { readdirSync: noting(refused) },
  });
  const [error] = refused;
  if (error !== undefined) {
    throw new UserError(`this folder cannot be looked into for ${pattern} (${error.code})`, {
      location: { file: error.path ?? pattern },
      hint: 'check its permissions, or name the files one by one',
    });
  }
  return found.map((path) => path.replace(/\/$/, '')).sort();
}

/** Lists a folder, and notes why one that is there cannot be. */
function noting(refused: NodeJS.ErrnoException[]): typeof readdirSync {
  const list = (...args: Parameters<typeof readdirSync>) => {
    try {
      return readdirSync(...args);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && code !== 'ENOTDIR') refused.push(error as NodeJS.ErrnoException);
      throw error;
    }
  };
  return list as typeof readdirSync;
}
