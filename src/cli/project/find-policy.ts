import { existsSync, lstatSync, type Stats } from 'node:fs';
import { homedir } from 'node:os';
import { UserError } from '../../errors.js';
import { asFileError } from '../../read/bytes/system-errors.js';
import { folderOf, foldersUp, isWithin, OWN_PATHS, wayTo } from '../../read/paths/paths.js';
import { shellWord } from '../../vocabulary.js';

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
 *   kept; and for one above a folder outside of any repository that is another user's, or may be.
 */
export function findPolicy(folder: string): string | null {
  const above = foldersUp(folder);
  const root = above.findIndex((one) =>
    ROOT_MARKS.some((mark) => existsSync(OWN_PATHS.join(one, mark))),
  );
  const searched = root === -1 ? above : above.slice(0, root + 1);
  for (const here of searched) {
    const path = OWN_PATHS.join(here, POLICY_FILE);
    const stat = statOf(path);
    if (stat === null) continue;
    const named = wayTo(folder, path);
    if (root === -1 && here !== folder) checkOwner(path, named, stat);
    return named;
  }
  return null;
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

/** Who runs this: by number, where the system has such (Windows has none), and whose folder is their own. */
export interface Owner {
  uid: number | undefined;
  home: string;
}

/**
 * Whoever may write into /tmp must not change what others decide there (as of git's safe.directory). Where the system
 * does not tell whose a file is, only what is below one's own folder is surely one's own: a drive may be open to all.
 */
export function whoseRules(
  path: string,
  uid: number,
  owner: Owner,
  paths = OWN_PATHS,
): 'own' | 'unknown' | "another's" {
  if (owner.uid !== undefined) return uid === owner.uid || uid === 0 ? 'own' : "another's";
  return isWithin(owner.home, folderOf(path, paths), paths) ? 'own' : 'unknown';
}

function checkOwner(path: string, named: string, { uid }: Stats): void {
  const whose = whoseRules(path, uid, { uid: process.geteuid?.(), home: homedir() });
  if (whose === 'own') return;
  const start =
    whose === 'unknown'
      ? 'it cannot be told whose these rules are,'
      : 'these rules are of another user,';
  throw new UserError(`${start} above a folder that is in no repository`, {
    location: { file: named },
    hint: `do you trust them? --policy ${shellWord(named)}; if not: --policy none`,
  });
}
