import { METRIC_KINDS } from '../../experiment/metric-kind.js';
import { withoutBraces } from './glob-braces.js';
import { areOfWindows, OWN_PATHS } from './paths.js';

/**
 * Whether a word of a command may name a file outside of the folder in which the command runs: by itself, behind any =
 * of NAME=FILE or --flag=FILE, behind a flag of one letter (-oFILE), or as one of the names that its braces stand for.
 * Links in the folder are followed, as whoever made them wanted.
 *
 * @throws {UserError} when its braces stand for too many names.
 */
export function namesOutside(word: string, paths = OWN_PATHS): boolean {
  const words = word.includes('{') ? withoutBraces(word, paths) : [word];
  const kinds = areOfWindows(paths) ? [ABSOLUTE, UPWARDS, ON_A_DRIVE] : [ABSOLUTE, UPWARDS];
  return words.some((one) => kinds.some((kind) => kind.test(one)));
}

/** A word may be read as a file from its start on or from behind any =, which a file's own name may hold too. */
const ABSOLUTE = /(^|^-\w+|\S=\s*)([/\\~]|[A-Za-z]:[\\/])/;
const UPWARDS = /(^|^-\w+|\S=\s*|[\\/])\.\.([\\/]|$)/;
/** On Windows C:results.csv lies in whichever folder was the last on that drive; but m:mean is a metric. */
const ON_A_DRIVE = new RegExp(`(^|^-\\w+|\\S=\\s*)[A-Za-z]:(?!(${METRIC_KINDS.join('|')})$)`);
