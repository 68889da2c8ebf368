import { nameIn } from '../../read/paths/paths.js';
import { commandAgain } from './command-again.js';

/**
 * The command of these arguments with each file named by the variant that its name tells it to be; `null` where
 * there are no two files like this one.
 */
export function commandByFile(argv: readonly string[]) {
  return (file: string): string | null => {
    const kind = file.slice(file.lastIndexOf('.'));
    const isFile = (word: string, i: number) =>
      word.endsWith(kind) && !word.includes('=') && !argv[i - 1]!.startsWith('-');
    const files = argv.filter((word, i) => i > 0 && isFile(word, i));
    if (files.length < 2 || !files.includes(file)) return null;
    const names = namesApart(files);
    return commandAgain(
      argv.map((word) => (files.includes(word) ? `${names[files.indexOf(word)]}=${word}` : word)),
    )([]);
  };
}

/** What tells the names of files apart: of control_group.csv and test_group.csv, control and test. */
function namesApart(files: readonly string[]): string[] {
  const names = files.map((file) => nameIn(file).replace(/\.\w+(\.gz)?$/, ''));
  const words = names.map((name) => name.split(/[^A-Za-z0-9\u0080-\uffff]+/));
  const own = words.map((said) =>
    said.filter((word) => !words.every((others) => others.includes(word))).join('_'),
  );
  return new Set(own).size === own.length && !own.includes('') ? own : names;
}
