import type { Option } from '../../vocabulary.js';
import { shellWord } from '../../vocabulary.js';
import { flagName } from './flag.js';
import { SUMMED_UP } from './shared-flags.js';

/**
 * The command of these arguments as it is to be typed once more: with what is added behind it, less what that
 * replaces. Behind a -- nothing is a flag, so there it is added before that.
 */
export function commandAgain(argv: readonly string[]) {
  return (added: readonly string[], replaced: readonly Option[] = []): string => {
    const kept = replaced.reduce(without, argv);
    const end = kept.includes('--') ? kept.indexOf('--') : kept.length;
    const words = kept.map(argument);
    return ['perso-test', ...words.slice(0, end), ...added, ...words.slice(end)].join(' ');
  };
}

/** The arguments without an option and its values, in every way in which it may be written. */
function without(argv: readonly string[], option: Option): string[] {
  const long = flagName(option);
  const short = option === 'metric' ? SUMMED_UP.metric.short : null;
  return argv.filter((word, i) => {
    if ([argv[i - 1], word].some((one) => one === long || one === short)) return false;
    return !word.startsWith(`${long}=`) && (short === null || !word.startsWith(short));
  });
}

/** A flag may be written as it is, and a name that looks like one was given behind another. */
function argument(word: string): string {
  return /^-[\w-]*(=[\w./:,%+@^-]*)?$/.test(word) ? word : shellWord(word);
}
