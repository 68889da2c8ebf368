import { type Flag, flagName } from '../../../src/cli/flags/flag.js';
import { flagsOf } from '../../../src/cli/flags/with-flags.js';
import { programFor } from '../../../src/cli/program.js';
import type { Run } from '../case.js';
import { type Pick, splicedAt } from '../choices.js';
import { ODD_TEXTS, PATHS } from '../hostile-texts.js';
import { type Around, namesIn, type Values, valueFor } from './values.js';

/* Changes of the words of a command, by what its flags are declared to take: a new flag is tried without a word here. */

const silent = { write: () => undefined };
const NOWHERE = {
  stdin: (async function* () {})(),
  stdout: silent,
  stderr: silent,
  env: {},
  now: () => new Date(0),
};
const { commands } = await programFor(
  [],
  NOWHERE,
  () => undefined,
  async () => 0,
);

/** The commands by their names, with the flags that each was declared with. */
const COMMANDS: ReadonlyMap<string, [string, Flag][]> = new Map(
  commands.map((command) => [command.name(), Object.entries(flagsOf(command))]),
);
const ALL_FLAGS = [...COMMANDS.values()].flat();

/** The words of a run after some changes. */
export function mutatedArgv(run: Run, pick: Pick, values: Values): string[] {
  let argv = run.argv;
  for (let left = pick.oneOf([1, 1, 2, 3]); left > 0; left--) {
    argv = changed({ run: { ...run, argv }, pick, values });
  }
  return withinReason(argv);
}

function changed(around: Around): string[] {
  const { run, pick } = around;
  const { argv } = run;
  const drawn = argv.length === 0 ? 0 : pick.random();
  if (drawn < 0.6) {
    const at = pick.whole(Math.min(1, argv.length), argv.length);
    return argv.toSpliced(at, 0, ...flagFor(around));
  }
  if (drawn < 0.7) return splicedAt(argv, pick, 1);
  if (drawn < 0.76) return splicedAt(argv, pick, 0, pick.oneOf([...argv, ...namesIn(run)]));
  if (drawn < 0.84) return withOtherValue(around);
  if (drawn < 0.89) return argv.with(0, pick.oneOf([...COMMANDS.keys()]));
  if (drawn < 0.93) return splicedAt(argv, pick, 0, pick.oneOf(['--', '-h', '-V', ...PATHS]));
  const at = pick.whole(0, argv.length - 1);
  return argv.with(at, mistyped(argv[at]!, pick));
}

function mistyped(word: string, pick: Pick): string {
  const at = pick.whole(0, word.length);
  return pick.oneOf([
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + pick.oneOf(['-', '=', 'x', ':', '/', ',', ' ', '\0']) + word.slice(at),
    word.toUpperCase(),
    word.replace(/^--/, ''),
    `${word}=${pick.oneOf(ODD_TEXTS)}`,
  ]);
}

/** A flag that the command of a run declares, with a value. */
function flagFor(around: Around): string[] {
  const { run, pick } = around;
  const own = COMMANDS.get(run.argv[0] ?? '');
  const isAny = own === undefined || own.length === 0 || pick.chance(0.05);
  const [key, flag] = pick.oneOf(isAny ? ALL_FLAGS : own);
  const name = flag.negated ? flagName(key).replace('--', '--no-') : flagName(key);
  if (flag.value === '') return [name];
  const value = valueFor(name, flag, around);
  return pick.chance(0.15) ? [`${name}=${value}`] : [name, value];
}

function withOtherValue(around: Around): string[] {
  const { run, pick } = around;
  const { argv } = run;
  const flags = argv.flatMap((word, i) =>
    /^--[a-z]/.test(word) && i + 1 < argv.length ? [i] : [],
  );
  if (flags.length === 0) return argv;
  const at = pick.oneOf(flags);
  const flag = ALL_FLAGS.find(([key]) => flagName(key) === argv[at]);
  const value = flag === undefined ? pick.oneOf(ODD_TEXTS) : valueFor(argv[at]!, flag[1], around);
  return argv.with(at + 1, value);
}

/** Simulations of a few experiments in this thread, and of verifying only what is given or few cases. */
function withinReason(argv: string[]): string[] {
  if (argv.includes('--')) return argv;
  const [command] = argv;
  if (command === 'simulate') return [...argv, '--experiments', '20', '--threads', '1'];
  const isAll = command === 'verify' && !argv.some((word) => word.endsWith('.json'));
  return isAll ? [...argv, '--only', 'tea'] : argv;
}
