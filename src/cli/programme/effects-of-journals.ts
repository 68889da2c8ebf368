import { closestTo, UserError } from '../../errors.js';
import { effectsOnRecord } from '../../programme/effects-on-record.js';
import type { ExperimentOnRecord } from '../../programme/experiment-on-record.js';
import { confirmationBy, type HoldoutOnRecord } from '../../programme/maturity/confirmed.js';
import { maturityOf } from '../../programme/maturity/levels.js';
import {
  effectsFromRecord,
  primaryMetrics,
  type RecordedEffects,
} from '../../programme/worth/effects-from-record.js';
import { numberOrNaN } from '../../read/values/numbers.js';
import { flagName } from '../flags/flag.js';
import { readLedger } from '../input/read-ledger.js';
import type { Io } from '../io.js';
import type { FoundEffects } from './found-effects.js';
import { holdoutsFound } from './holdouts-found.js';
import { PROGRAMME_FLAGS, type ProgrammeFlags } from './programme-flags.js';

/**
 * The effects on one metric that journals tell.
 *
 * @param holdouts the files of `--holdout`.
 * @param said the keys of the flags that were given.
 */
export async function effectsOfJournals(
  { files, holdouts }: { files: readonly string[]; holdouts: readonly string[] },
  flags: ProgrammeFlags,
  said: readonly string[],
  io: Io,
): Promise<FoundEffects> {
  checkTableFlags(said);
  const { experiments: named } = await readLedger(files);
  const experiments = named.toSorted((a, b) => Date.parse(a.lastTime) - Date.parse(b.lastTime));
  const metric = metricOf(experiments, flags);
  const { scale = 'relative' } = flags;
  const found = effectsFromRecord(experiments, metric, scale);
  const direction = directionOf(found, metric);
  const groups = await holdoutsFound(holdouts, metric, io);
  const confirmation = groups.length === 0 ? null : confirmationBy(groups, experiments, direction);
  checkKnown(confirmation?.holdouts ?? []);
  return {
    effects: found.effects,
    tags: [...new Set(experiments.flatMap(({ tags }) => [...tags.keys()]))],
    // YAML and JSON have one way to write a number.
    numberOf: (_, text) => numberOrNaN(text, { decimal: '.', thousands: '' }),
    origin: {
      source: {
        kind: 'journals',
        files: experiments.map(({ journal }) => ({
          path: journal,
          sha256: null,
          rows: null,
          skippedRows: null,
        })),
      },
      metric,
      direction,
      scale,
      leftOut: found.leftOut,
      maturity: maturityOf(experiments, confirmation),
    },
  };
}

/** What is said of how a table is written would be ignored in silence. */
function checkTableFlags(said: readonly string[]): void {
  const ofTables = ['lowerIsBetter', ...Object.keys(PROGRAMME_FLAGS['Reading a table:'])];
  const given = ofTables.find((key) => said.includes(key));
  if (given === undefined) return;
  throw new UserError(`${flagName(given)} is about a table of effects, and these are journals`, {
    hint: 'leave it out: a journal says how it is to be read, and which change is better',
  });
}

/** A group that was held out from other experiments says nothing of these. */
function checkKnown(holdouts: readonly HoldoutOnRecord[]): void {
  const strange = holdouts.find(({ claimed, known }) => claimed > 0 && known === 0);
  if (strange === undefined) return;
  throw new UserError('none of the experiments that its group was held out from is among these', {
    location: { file: strange.path },
    hint: 'name the journals that it was made with',
  });
}

/** The metric that is asked for, or else the primary one of all. */
function metricOf(experiments: readonly ExperimentOnRecord[], { metric }: ProgrammeFlags): string {
  const primary = primaryMetrics(experiments);
  const [first, second] = primary;
  if (metric === undefined) {
    if (first === undefined) {
      throw new UserError('no journal has a look with a primary metric', {
        hint: 'were these gates ever run?',
      });
    }
    if (second === undefined) return first.metric;
    const counts = primary.map((one) => `${one.metric} (${one.experiments})`).join(', ');
    throw new UserError(`primary metrics differ: ${counts}; which of them is put together?`, {
      hint: `name it: --metric ${first.metric}`,
    });
  }
  const known = new Set(experiments.flatMap((one) => effectsOnRecord(one).map((e) => e.metric)));
  if (known.has(metric)) return metric;
  const close = closestTo(metric, known);
  throw new UserError(`--metric ${metric}: no journal has that metric`, {
    hint: close === undefined ? `metrics: ${[...known].join(', ')}` : `did you mean ${close}?`,
  });
}

/** The same for all, since what is better for one and worse for another adds up to nothing. */
function directionOf({ effects, direction, leftOut }: RecordedEffects, metric: string) {
  if (effects.length === 0) {
    const whys = [...new Set(leftOut.map(({ why }) => why))].join(', ');
    throw new UserError(`no effect on ${metric} can be put together (${whys})`, {
      hint: 'codes are explained in docs/codes.md',
    });
  }
  if (direction !== null) return direction;
  throw new UserError(`for some plans more of ${metric} is better, for others less`, {
    hint: 'name the journals that agree',
  });
}
