import { version } from '../../../package.json';
import { UserError } from '../../errors.js';
import { answerFormats } from '../../render/answers.js';
import { writtenBy } from '../../report/tool.js';
import { checkedFlags } from '../flags/checked-flags.js';
import { flagName } from '../flags/flag.js';
import { beliefFrom } from '../input/belief-from.js';
import { sourcesOf } from '../input/sources.js';
import type { Io } from '../io.js';
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import { FROM_DATA, PILOT_READING, POWER_FLAGS, type PowerFlags } from './power-flags.js';
import { effectReport, marginReportOf } from './power-report.js';

/** Sizes a test before it is launched and writes the answer. */
export async function power(given: unknown, io: Io): Promise<void> {
  const flags = checkedFlags(POWER_FLAGS, given);
  checkPrior(flags);
  if (flags.margin === undefined) checkMarginFlags(flags);
  checkOneSource(flags);
  const sources = await sourcesOf(flags.from);
  const paths = sources.map(({ path }) => path);
  const inputs = flags.prior === undefined ? paths : [...paths, flags.prior];
  const targets = outputsFrom(flags, answerFormats('power'), inputs);
  // Most tests are planned by figures that are typed, and need nothing of what reads files.
  const pilot = paths.length === 0 ? null : await import('./power-pilot.js');
  const read = pilot === null ? null : await pilot.pilotFrom(flags, sources, io);
  if (flags.margin === undefined) {
    const believed = flags.prior === undefined ? null : await beliefFrom(flags.prior, flags);
    return writeAnswer(
      'power',
      writtenBy(effectReport(flags, read, believed), version),
      targets,
      flags,
      io,
    );
  }
  return writeAnswer('margin', writtenBy(marginReportOf(flags, read), version), targets, flags, io);
}

/** What is believed of an effect says nothing of a margin. */
function checkPrior({ prior, margin }: PowerFlags): void {
  if (prior === undefined || margin === undefined) return;
  throw new UserError('--prior is about an effect, and a margin is asked about', {
    hint: 'leave out one of the two',
  });
}

/** Flags that only a margin gives a meaning would be silently ignored. */
function checkMarginFlags({ equivalence, lowerIsBetter, benefit }: PowerFlags): void {
  const given = [
    ...(equivalence === true ? ['--equivalence'] : []),
    ...(lowerIsBetter === true ? ['--lower-is-better'] : []),
    ...(benefit === undefined ? [] : ['--benefit']),
  ];
  const [flag] = given;
  if (flag === undefined) return;
  throw new UserError(`${flag} is about a margin, and there is none`, {
    hint: 'give it: --margin 0.2pp; for an effect pass --alternative less',
  });
}

/** The control is typed or read, and what is said of reading needs files. */
function checkOneSource(flags: PowerFlags): void {
  const typed = (['baseline', 'mean', 'sd'] as const).find((name) => flags[name] !== undefined);
  if (flags.from.length > 0) {
    if (typed === undefined) return;
    throw new UserError(`${flagName(typed)} and --from: each says what the control does`, {
      hint: 'leave out one of them',
    });
  }
  const names = Object.keys({ ...FROM_DATA, ...PILOT_READING }) as (keyof PowerFlags)[];
  const given = names.find((name) => {
    const value = flags[name];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== 'stop';
  });
  if (given === undefined) return;
  throw new UserError(`${flagName(given)} is about past data, and there are none`, {
    hint: 'name their file: --from pilot.csv',
  });
}
