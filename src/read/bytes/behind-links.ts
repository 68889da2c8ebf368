import { lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * The one path of a file behind all links, also of one that is still to be made, at the end of a link that
 * leads nowhere yet. Throws the system's error where its folder is not there, or links run in a circle.
 */
export function behindLinks(path: string): string {
  const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  if (isThere) return realpathSync.native(path);
  const whole = resolve(path);
  if (lstatSync(whole, { throwIfNoEntry: false })?.isSymbolicLink()) {
    return behindLinks(resolve(dirname(whole), readlinkSync(whole)));
  }
  return join(realpathSync.native(dirname(whole)), basename(whole));
}
