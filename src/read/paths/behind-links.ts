import { lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { folderOf, nameIn, OWN_PATHS } from './paths.js';

/**
 * The one path of a file that is there, whichever way led to it. Only the system itself knows that RESULTS.CSV is
 * results.csv, where case tells no names apart; Node's own way along links does not.
 */
export function onePath(path: string): string {
  return realpathSync.native(path);
}

/**
 * The one path of a file behind all links, also of one that is still to be made, at the end of a link that
 * leads nowhere yet. Throws the system's error where its folder is not there, or links run in a circle.
 */
export function behindLinks(path: string): string {
  const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  if (isThere) return onePath(path);
  const whole = OWN_PATHS.resolve(path);
  if (lstatSync(whole, { throwIfNoEntry: false })?.isSymbolicLink()) {
    return behindLinks(OWN_PATHS.resolve(folderOf(whole), readlinkSync(whole)));
  }
  return OWN_PATHS.join(onePath(folderOf(whole)), nameIn(whole));
}
