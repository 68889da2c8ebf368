import { withoutBraces } from './glob-braces.js';

/**
 * Whether a word of a command may name a file outside of the folder in which the command runs: by itself, behind any =
 * of NAME=FILE or --flag=FILE, behind a flag of one letter (-oFILE), or as one of the names that its braces stand for.
 * Links in the folder are followed, as whoever made them wanted.
 *
 * @throws {UserError} when its braces stand for too many names.
 */
export function namesOutside(word: string): boolean {
  const words = word.includes('{') ? withoutBraces(word) : [word];
  return words.some((one) => ABSOLUTE.test(one) || UPWARDS.test(one));
}

/** A word may be read as a file from its start on or from behind any =, which a file's own name may hold too. */
const ABSOLUTE = /(^|^-\w+|\S=\s*)([/\\~]|[A-Za-z]:[\\/])/;
const UPWARDS = /(^|^-\w+|\S=\s*|[\\/])\.\.([\\/]|$)/;
