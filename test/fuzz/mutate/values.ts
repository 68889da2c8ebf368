import type { Flag } from '../../../src/cli/flags/flag.js';
import type { Run } from '../case.js';
import type { Pick } from '../choices.js';
import { DATES, NAMES, NUMBERS, ODD_TEXTS, PATHS } from '../hostile-texts.js';

/* What may stand behind a flag. */

/** What stood behind each flag in some command that somebody wrote. */
export type Values = ReadonlyMap<string, string[]>;

/** Which values flags have in these commands. */
export function valuesIn(commands: readonly (readonly string[])[]): Values {
  const values = new Map<string, string[]>();
  const add = (name: string, value: string) => {
    const before = values.get(name);
    if (before === undefined) values.set(name, [value]);
    else before.push(value);
  };
  for (const words of commands) {
    for (const [i, word] of words.entries()) {
      const [, joined, value] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? [];
      if (joined !== undefined) add(joined, value!);
      else if (/^--[a-z]/.test(word) && i + 1 < words.length) add(word, words[i + 1]!);
    }
  }
  return values;
}

/** Where a value is to stand. */
export interface Around {
  run: Run;
  pick: Pick;
  values: Values;
}

/** A value for a flag: a word that it takes, one that it has elsewhere, a name of the run's files, or anything. */
export function valueFor(name: string, flag: Flag, { run, pick, values }: Around): string {
  const { value, words, suggested } = flag;
  const some = [...(words ?? []), ...(suggested ?? [])];
  if (some.length > 0 && pick.chance(0.6)) return pick.oneOf(some);
  const before = values.get(name);
  if (before !== undefined && pick.chance(0.4)) return pick.oneOf(before);
  const columns = columnsIn(run);
  if (/file|journals|glob/.test(value)) return pathFor(run, pick);
  if (/=/.test(value)) return `${pick.oneOf(columns)}=${pick.oneOf([...columns, ...NUMBERS])}`;
  if (/column|metric|name|variant|tag/.test(value)) {
    return pick.oneOf([...columns, ...columns, ...NAMES]);
  }
  if (/condition/.test(value)) {
    return pick.oneOf(columns) + pick.oneOf(SIGNS) + pick.oneOf([...NUMBERS, ...NAMES]);
  }
  return pick.oneOf(/date|time|days/.test(value) ? TIMES : TEXTS);
}

const SIGNS = ['=', '!=', '<', '<=', '>', '>=', ' in ', ' not in ', ''];
const TIMES = [...DATES, ...NUMBERS];
const TEXTS = [...NUMBERS, ...ODD_TEXTS];

const pathFor = (run: Run, pick: Pick) => pick.oneOf([...namesIn(run), ...namesIn(run), ...PATHS]);

/** The files of a run, or one that it does not have. */
export function namesIn({ files }: Run): string[] {
  const names = Object.keys(files);
  return names.length === 0 ? ['missing.csv'] : names;
}

/** What may be columns in the tables of a run, and the values of their first row. */
function columnsIn({ files }: Run): string[] {
  const tables = Object.entries(files).filter(([name]) => /\.(csv|tsv|txt)$/.test(name));
  const words = tables.flatMap(([, bytes]) => {
    const start = bytes.subarray(0, 400).toString().split('\n', 2);
    return start.flatMap((line) => line.split(/[,;\t]/)).map((word) => word.trim());
  });
  return words.length === 0 ? ['signup', 'variant'] : words;
}
