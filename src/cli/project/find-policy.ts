import { existsSync, lstatSync, type Stats } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { UserError } from '../../errors.js';
import { asFileError } from '../../read/bytes/system-errors.js';

/** What the file is called. */
export const POLICY_FILE = 'perso-test.yaml';

/** What marks the root of a repository: a folder, or a file in a work tree or submodule of git. */
const ROOT_MARKS = ['.git', '.hg', '.svn'];

/**
 * Where the policy of a folder lies, as a path from there: in it, or the nearest above that has one, up to the root
 * of its repository; outside of any repository up to the root of the file system. `null` where there is none.
 *
 * @param folder absolute.
 * @throws {UserError} where the system does not say whether there is one, since rules that are not seen are not
 *   kept; and for one above a folder outside of any repository that is another user's.
 */
export function findPolicy(folder: string): string | null {
  const above = foldersUp(folder);
  const root = above.findIndex((one) => ROOT_MARKS.some((mark) => existsSync(join(one, mark))));
  const searched = root === -1 ? above : above.slice(0, root + 1);
  for (const here of searched) {
    const path = join(here, POLICY_FILE);
    const stat = statOf(path);
    if (stat === null) continue;
    const named = relative(folder, path);
    if (root === -1 && here !== folder) checkOwner(named, stat);
    return named;
  }
  return null;
}

/** A folder and all above it, the nearest first. */
function foldersUp(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersUp(above)];
}

/** Of the entry itself: a link that leads nowhere, or a folder, is told by whoever reads it. */
function statOf(path: string): Stats | null {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    throw asFileError(error, path, (code) => [
      `it cannot be told whether there are rules here (${code})`,
      'name them: --policy FILE; or have none: --policy none',
    ]);
  }
}

/** Whoever may write into /tmp must not change what others decide there (as of git's safe.directory). */
function checkOwner(path: string, { uid }: Stats): void {
  const own = process.geteuid?.();
  if (own === undefined || uid === own || uid === 0) return;
  throw new UserError('these rules are of another user, above a folder that is in no repository', {
    location: { file: path },
    hint: `do you trust them? --policy ${path}; if not: --policy none`,
  });
}
